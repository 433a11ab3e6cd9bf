package dev.placemill.bench.contract;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A running server, and what is needed to point a tool at it.
///
/// @param directory holds `openapi.json` and `openapi.yaml` as the server gave them, and is the
///   tools' to write in
public record Target(URI url, String org, String key, Path directory, Toolbox tools) {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /// An answer, whatever its status.
  public record Answer(int status, String body) {}

  /// The same server for somebody else.
  Target withKey(String other) {
    return new Target(url, org, other, directory, tools);
  }

  public Answer get(String path) throws IOException {
    return send(url, "GET", path, null, "application/json");
  }

  /// Sends a request to this server or to a proxy before it, signed in.
  ///
  /// @param accept the media type that is wanted
  public Answer send(URI to, String method, String path, @Nullable String body, String accept)
      throws IOException {
    Map<String, String> headers =
        body == null
            ? Map.of("Accept", accept)
            : Map.of("Accept", accept, "Content-Type", "application/json");
    return send(to, method, path, body, headers);
  }

  /// Sends a request with headers of its own, signed in unless they say otherwise.
  Answer send(
      URI to, String method, String path, @Nullable String body, Map<String, String> headers)
      throws IOException {
    var request =
        HttpRequest.newBuilder(to.resolve(path))
            .timeout(TIMEOUT)
            .header("Authorization", "Bearer " + key)
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    headers.forEach(request::setHeader);
    // Prism hands on the offer of HTTP/2 but does not understand that it is taken.
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /// Runs the program of a package in the tools' directory, to its end.
  Toolbox.Ran run(Duration most, String program, String... arguments) throws IOException {
    return tools.run(directory, most, program, arguments);
  }

  /// Runs a command in the tools' directory, to its end.
  Toolbox.Ran run(Duration most, Map<String, String> environment, List<String> words)
      throws IOException {
    return tools.run(directory, most, environment, words);
  }

  /// The path of the batches of the organization.
  public String batches() {
    return "/" + org + "/place_enrichment/batches";
  }
}
