package dev.placemill.source.search;

import dev.placemill.endpoint.ApiKey;
import dev.placemill.endpoint.Endpoint;
import dev.placemill.endpoint.EndpointAnswer;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jsoup.Jsoup;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Speaks the protocols of SearXNG and of Brave.
final class SearchClient {
  private static final int MOST_RESULTS = 10;
  private static final Duration LATER = Duration.ofMinutes(1);

  private final Endpoint endpoint;
  private final SearchProvider provider;
  private final Map<String, String> headers;

  SearchClient(Endpoint endpoint, SearchConfig config) {
    this.endpoint = endpoint;
    provider = config.provider();
    ApiKey key = config.key();
    headers =
        key == null
            ? Map.of()
            : switch (provider) {
              case BRAVE -> Map.of("X-Subscription-Token", key.revealed());
              // One has none of its own; it is the proxy before it that wants a key.
              case SEARXNG -> Map.of("Authorization", "Bearer " + key.revealed());
            };
  }

  SearchReply search(String query, Instant deadline) {
    String words = URLEncoder.encode(query, StandardCharsets.UTF_8);
    String path =
        switch (provider) {
          case SEARXNG -> "/search?format=json&categories=general&q=" + words;
          case BRAVE ->
              "/res/v1/web/search?result_filter=web&text_decorations=false&count="
                  + MOST_RESULTS
                  + "&q="
                  + words;
        };
    return switch (endpoint.get(path, headers, deadline)) {
      case EndpointAnswer.Unavailable(var reason, var retryAfter, _) ->
          new SearchReply.Unavailable(reason, retryAfter);
      case EndpointAnswer.Answered(int status, var body) when status == 200 -> read(body);
      case EndpointAnswer.Answered(int status, _) -> notAccepted(status);
    };
  }

  /// In our words only: what the engine wrote may quote the key.
  private SearchReply notAccepted(int status) {
    String hint =
        switch (status) {
          case 401, 402 -> "refuses the key: check search.api-key";
          case 403 ->
              provider == SearchProvider.SEARXNG
                  ? "gives no JSON: add json to search.formats in its settings.yml"
                  : "refuses the key: check search.api-key";
          case 404 -> "is not at this address: check search.endpoint";
          case 422 -> "does not accept the request: check search.api-key";
          default ->
              status / 100 == 3
                  ? "redirects, which is not followed: check search.endpoint"
                  : "does not accept the request: check search.endpoint";
        };
    return new SearchReply.NotAccepted("the search engine %s (HTTP %d)".formatted(hint, status));
  }

  private SearchReply read(String body) {
    JsonNode answer;
    try {
      answer = JsonMapper.shared().readTree(body);
    } catch (JacksonException notJson) {
      return new SearchReply.Unavailable(
          "the search engine answered with something that is no JSON", LATER);
    }
    JsonNode hits =
        switch (provider) {
          case SEARXNG -> answer.path("results");
          case BRAVE -> answer.path("web").path("results");
        };
    String snippet =
        switch (provider) {
          case SEARXNG -> "content";
          case BRAVE -> "description";
        };
    // An engine behind SearXNG that does not answer is no proof that there is nothing.
    if (hits.isEmpty() && !answer.path("unresponsive_engines").isEmpty()) {
      return new SearchReply.Unavailable(
          "the engines behind the search engine did not answer", LATER);
    }
    List<SearchResult> results = new ArrayList<>();
    for (JsonNode hit : hits) {
      Optional<URI> address = findAddress(hit.path("url").asString(""));
      if (address.isPresent() && results.size() < MOST_RESULTS) {
        results.add(
            new SearchResult(
                address.get(),
                plain(hit.path("title").asString("")),
                plain(hit.path(snippet).asString(""))));
      }
    }
    return new SearchReply.Results(List.copyOf(results));
  }

  private static Optional<URI> findAddress(String text) {
    try {
      URI address = URI.create(text);
      return address.getHost() != null && String.valueOf(address.getScheme()).startsWith("http")
          ? Optional.of(address)
          : Optional.empty();
    } catch (IllegalArgumentException notAnAddress) {
      return Optional.empty();
    }
  }

  private static String plain(String html) {
    return Jsoup.parse(html).text();
  }
}
