package dev.placemill.server.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Speaks the batch API for one organization. Safe for use by many threads.
///
/// When the server cannot be reached or says it is busy (429, 503), the request is made again until
/// the patience ends. A batch that is created twice because an answer was lost does no harm but
/// work: its places have results of their own.
final class ApiClient implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);
  private static final int HTTP_OK = 200;
  private static final Pattern SECONDS = Pattern.compile("\\d{1,6}");

  private final String organization;
  private final HttpClient http;
  private final JsonMapper json = JsonMapper.shared();
  private final URI server;
  private final String batches;
  private final String key;
  private final Duration patience;

  ApiClient(URI server, String organization, String key, Duration patience) {
    this.organization = organization;
    this.server = withoutFragment(server);
    var client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT);
    PinnedCertificate.findTrust(server).ifPresent(client::sslContext);
    this.http = client.build();
    this.key = key;
    this.patience = patience;
    String base = this.server.toString();
    this.batches =
        "%s/%s/place_enrichment/batches"
            .formatted(
                base.endsWith("/") ? base.substring(0, base.length() - 1) : base,
                encoded(organization));
  }

  private static URI withoutFragment(URI server) {
    return URI.create(server.toString().replaceFirst("#.*", ""));
  }

  static ApiClient of(Engine.Session session) {
    return new ApiClient(session.baseUrl(), session.organization(), session.key(), PATIENCE);
  }

  /// The new batch as the API shows it, with its `batch_id`
  ///
  /// @param attributes those to fill, by their wire names; none for all
  JsonNode create(
      String batchName, List<Map<String, Object>> places, Collection<String> attributes) {
    Map<String, Object> body = new LinkedHashMap<>(Map.of("batch_name", batchName));
    if (!attributes.isEmpty()) {
      body.put("attributes", attributes);
    }
    body.put("places", places);
    return answer(
        post("", body).header("Idempotency-Key", "\"" + UUID.randomUUID() + "\"").build());
  }

  /// What would become of a CSV list whose rows have their numbers for ids, and which is taken
  /// without those that cannot be.
  ///
  /// @param columns by field the column to read it from
  /// @param attributes as for [#create]
  JsonNode dryRun(byte[] list, Map<String, String> columns, Collection<String> attributes) {
    StringBuilder query = new StringBuilder("?dry_run=true&on_invalid=skip&column=id%3D");
    columns.forEach(
        (field, column) -> query.append("&column=").append(encoded(field + "=" + column)));
    attributes.forEach(attribute -> query.append("&attributes=").append(encoded(attribute)));
    return answer(
        request(query.toString())
            .header("Content-Type", "text/csv")
            .POST(HttpRequest.BodyPublishers.ofByteArray(list))
            .build());
  }

  /// The batch with its counts, without results.
  JsonNode status(String batchId) {
    return answer(get("/" + encoded(batchId) + "?limit=0"));
  }

  /// The batch with one page of results.
  JsonNode page(String batchId, long offset, int limit) {
    return answer(get("/%s?offset=%d&limit=%d".formatted(encoded(batchId), offset, limit)));
  }

  /// The results of a batch as the table of the API, as it comes. Read to its end or not, it is to
  /// be closed.
  InputStream table(String batchId, boolean onlyFailed) {
    String query = "?format=csv" + (onlyFailed ? "&status=failed" : "");
    HttpRequest request =
        request("/" + encoded(batchId) + "/results" + query)
            .setHeader("Accept", "text/csv")
            .GET()
            .build();
    try {
      HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
      if (response.statusCode() == HTTP_OK) {
        return response.body();
      }
      try (InputStream body = response.body()) {
        throw ApiProblem.ofAnswer(
            response.statusCode(),
            new String(body.readAllBytes(), StandardCharsets.UTF_8),
            organization);
      }
    } catch (IOException e) {
      throw ApiProblem.unreachable(
          "The connection to %s broke: %s.".formatted(server, reason(e)), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ApiProblem.unreachable("Interrupted.", e);
    }
  }

  /// The organization's batches under `items`
  JsonNode list() {
    return answer(get(""));
  }

  /// @param placeIds which places; all failed ones when empty
  JsonNode reprocess(String batchId, List<String> placeIds) {
    Map<String, Object> body = placeIds.isEmpty() ? Map.of() : Map.of("place_ids", placeIds);
    return answer(post("/" + encoded(batchId) + "/reprocess", body).build());
  }

  private HttpRequest get(String path) {
    return request(path).GET().build();
  }

  private HttpRequest.Builder post(String path, Map<String, Object> body) {
    return request(path)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(body)));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(batches + path))
        .timeout(ANSWER_TIMEOUT)
        .header("Accept", "application/json")
        // Batches of the newer API are told in the words that are read here.
        .header("Placemill-Vocabulary", "places")
        .header("Authorization", "Bearer " + key);
  }

  private JsonNode answer(HttpRequest request) {
    long giveUpAt = System.nanoTime() + patience.toNanos();
    Duration pause = FIRST_PAUSE;
    while (true) {
      Attempt attempt = attempt(request);
      switch (attempt) {
        case Attempt.Answered(JsonNode body) -> {
          return body;
        }
        case Attempt.Failed(ApiProblem problem, boolean worthRepeating, Duration asked) -> {
          Duration wait = asked.compareTo(pause) > 0 ? asked : pause;
          if (!worthRepeating || System.nanoTime() + wait.toNanos() > giveUpAt) {
            throw problem;
          }
          Pause.of(wait);
          pause = Pause.longer(pause, LONGEST_PAUSE);
        }
      }
    }
  }

  private sealed interface Attempt {
    record Answered(JsonNode body) implements Attempt {}

    /// @param asked how long the server wants to be left alone
    record Failed(ApiProblem problem, boolean worthRepeating, Duration asked) implements Attempt {}
  }

  private Attempt attempt(HttpRequest request) {
    try {
      HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
      int status = response.statusCode();
      if (status / 100 == 2) {
        return new Attempt.Answered(json.readTree(response.body()));
      }
      ApiProblem problem =
          ApiProblem.ofAnswer(
              status, new String(response.body(), StandardCharsets.UTF_8), organization);
      return new Attempt.Failed(problem, status == 429 || status == 503, retryAfter(response));
    } catch (JacksonException e) {
      String sentence = "%s does not answer in JSON; is it a Placemill server?".formatted(server);
      return new Attempt.Failed(ApiProblem.unreachable(sentence, e), false, Duration.ZERO);
    } catch (ConnectException e) {
      return unreachable("No server answers at %s.".formatted(server), e);
    } catch (IOException e) {
      return unreachable("The connection to %s broke: %s.".formatted(server, reason(e)), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Attempt.Failed(ApiProblem.unreachable("Interrupted.", e), false, Duration.ZERO);
    }
  }

  private static Attempt unreachable(String sentence, IOException cause) {
    return new Attempt.Failed(ApiProblem.unreachable(sentence, cause), true, Duration.ZERO);
  }

  private static String reason(IOException e) {
    return Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName());
  }

  private static Duration retryAfter(HttpResponse<?> response) {
    return response
        .headers()
        .firstValue("Retry-After")
        .filter(value -> SECONDS.matcher(value).matches())
        .map(value -> Duration.ofSeconds(Long.parseLong(value)))
        .orElse(Duration.ZERO);
  }

  private static String encoded(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
