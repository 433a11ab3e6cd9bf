package dev.placemill.source.search;

import java.time.Duration;
import java.util.List;

/// What came of a search.
sealed interface SearchReply {
  /// @param results best first, possibly none
  record Results(List<SearchResult> results) implements SearchReply {}

  /// The search engine takes no such request from us: a matter of the settings.
  record NotAccepted(String reason) implements SearchReply {}

  record Unavailable(String reason, Duration retryAfter) implements SearchReply {}
}
