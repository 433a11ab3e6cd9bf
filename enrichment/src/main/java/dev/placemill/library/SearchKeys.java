package dev.placemill.library;

import dev.placemill.config.ConfigReader;
import dev.placemill.endpoint.ApiKey;
import dev.placemill.endpoint.EndpointLimits;
import dev.placemill.source.search.SearchConfig;
import dev.placemill.source.search.SearchProvider;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The keys `search.*`.
final class SearchKeys {
  static final Pattern KEY_FORM = Pattern.compile("[!-~]+");
  static final String KEY_RULE = "visible ASCII characters without spaces";
  private static final String OFF = "off";
  private static final int LONGEST_ANSWER = 2_000_000;

  private SearchKeys() {}

  static @Nullable SearchConfig read(ConfigReader reader) {
    List<String> words = Stream.concat(Stream.of(OFF), SearchProvider.words().stream()).toList();
    String word =
        reader.choice(
            "search.provider",
            OFF,
            "the search engine that is asked for the site of a place without one: `off`,"
                + " `searxng` or `brave`",
            words);
    URI given =
        reader.address(
            "search.endpoint", "where it is; unset means Brave's own, a SearXNG has none");
    String key = reader.secret("search.api-key", "the key it wants, if any", KEY_FORM, KEY_RULE);
    var limits =
        new EndpointLimits(
            reader.duration(
                "search.timeout",
                "10s",
                "how long one search may take",
                Duration.ofMillis(100),
                Duration.ofMinutes(5)),
            reader.integer("search.at-once", 2, "searches at the same time at most", 1, 1_000),
            reader.duration(
                "search.pause",
                "1s",
                "the time between the beginnings of two searches at least",
                Duration.ZERO,
                Duration.ofHours(1)),
            LONGEST_ANSWER);
    if (word.equals(OFF)) {
      return null;
    }
    SearchProvider provider = SearchProvider.of(word);
    URI endpoint = given == null ? provider.usualEndpoint() : given;
    if (endpoint == null) {
      reader.refuse("search.provider = searxng needs search.endpoint, e.g. http://localhost:8888.");
      return null;
    }
    if (provider == SearchProvider.BRAVE && key == null) {
      reader.refuse("search.provider = brave needs search.api-key.");
    }
    return new SearchConfig(provider, endpoint, key == null ? null : new ApiKey(key), limits);
  }
}
