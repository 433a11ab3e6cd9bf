package dev.placemill.bench.client;

import dev.placemill.bench.client.BatchClient.Refused;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/// Requests whose answers are JSON, in the spelling of the API.
final class JsonAnswers implements AutoCloseable {
  static final JsonMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  private final HttpClient http = HttpClient.newHttpClient();

  /// @throws Refused when the answer is not a success
  /// @throws IOException when no answer came
  <T> T send(HttpRequest.Builder request, Class<T> type) throws IOException {
    try (InputStream body = stream(request)) {
      return JSON.readValue(body, type);
    }
  }

  /// The body of an answer, to be read as it comes.
  ///
  /// @throws Refused when the answer is not a success
  /// @throws IOException when no answer came
  InputStream stream(HttpRequest.Builder request) throws IOException {
    try {
      HttpResponse<InputStream> response = http.send(request.build(), BodyHandlers.ofInputStream());
      if (response.statusCode() / 100 != 2) {
        try (InputStream body = response.body()) {
          throw new Refused(
              response.statusCode(), new String(body.readAllBytes(), StandardCharsets.UTF_8));
        }
      }
      return response.body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
