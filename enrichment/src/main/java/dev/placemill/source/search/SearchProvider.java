package dev.placemill.source.search;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Which protocol a search engine speaks.
public enum SearchProvider {
  SEARXNG(null),
  BRAVE(URI.create("https://api.search.brave.com"));

  private final @Nullable URI usualEndpoint;

  SearchProvider(@Nullable URI usualEndpoint) {
    this.usualEndpoint = usualEndpoint;
  }

  /// Its word in the settings.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Where it is for everybody; null for one that each operator runs.
  public @Nullable URI usualEndpoint() {
    return usualEndpoint;
  }

  public static List<String> words() {
    return Arrays.stream(values()).map(SearchProvider::word).toList();
  }

  public static SearchProvider of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
