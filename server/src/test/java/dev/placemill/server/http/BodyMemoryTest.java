package dev.placemill.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Large requests at once, on a server that has memory for the body of one.
class BodyMemoryTest {
  private static final int LIMIT = 1_000_000;
  private static final int LARGE = 800_000;

  private final HttpClient client = HttpClient.newHttpClient();
  private HttpServer server;

  @BeforeEach
  void start() {
    server =
        HttpServer.start(
            new HttpConfig("127.0.0.1", 0, LIMIT, 0, Duration.ofSeconds(30), Duration.ZERO),
            _ -> Optional.empty(),
            _ -> false,
            List.of(router ->
                router.route(
                    "POST",
                    "/length",
                    request -> {
                      byte[] length = Integer.toString(request.jsonBody().length).getBytes(UTF_8);
                      return Response.json(200, out -> out.write(length));
                    })));
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @Test
  @Timeout(60)
  void aBodyThatFindsNoMemoryBesideAnotherIsToBeSentAgain()
      throws IOException, InterruptedException {
    try (var slow = new Socket(server.url().getHost(), server.url().getPort())) {
      String head =
          """
          POST /length HTTP/1.1\r
          Host: here\r
          Content-Type: application/json\r
          Content-Length: %d\r
          \r
          """
              .formatted(LARGE);
      slow.getOutputStream().write(head.getBytes(UTF_8));
      slow.getOutputStream().write(new byte[LARGE - 1]);

      HttpResponse<String> refused = post();
      while (refused.statusCode() == 200) { // what the slow client sent is not read yet
        refused = post();
      }
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.headers().firstValue("Retry-After")).contains("1");
      assertThat(refused.body()).contains("\"unavailable\"");

      slow.getOutputStream().write(new byte[1]);
      byte[] status = slow.getInputStream().readNBytes(12);
      assertThat(new String(status, UTF_8)).isEqualTo("HTTP/1.1 200");
    }
    HttpResponse<String> again = post();
    while (again.statusCode() == 503) { // the slow client's answer comes before its memory is free
      again = post();
    }
    assertThat(again.body()).isEqualTo(Integer.toString(LARGE));
  }

  private HttpResponse<String> post() throws IOException, InterruptedException {
    URI uri = server.url().resolve("/length");
    return client.send(
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(new byte[LARGE]))
            .build(),
        BodyHandlers.ofString());
  }
}
