package dev.placemill.bench.client;

import dev.placemill.bench.client.BatchClient.Refused;
import java.io.IOException;
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
    try {
      HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
      if (response.statusCode() / 100 != 2) {
        throw new Refused(
            response.statusCode(), new String(response.body(), StandardCharsets.UTF_8));
      }
      return JSON.readValue(response.body(), type);
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
