package dev.placemill.source.search;

import java.net.URI;

/// One hit of a search.
///
/// @param snippet what the search engine quotes of the page
record SearchResult(URI address, String title, String snippet) {
  String words() {
    return title + "\n" + snippet;
  }
}
