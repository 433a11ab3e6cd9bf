package dev.placemill.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Large requests at once, on a server that has memory for the body of one.
class BodyMemoryTest {
  private static final int LIMIT = 1_000_000;
  private static final int LARGE = 800_000;

  private final HttpClient client = HttpClient.newHttpClient();
  private final CountDownLatch held = new CountDownLatch(1);
  private final CountDownLatch letGo = new CountDownLatch(1);
  private HttpServer server;

  @BeforeEach
  void start() {
    server =
        HttpServer.start(
            TestHttp.limits(LIMIT, 0),
            _ -> Optional.empty(),
            _ -> false,
            List.of(router -> {
              router.route("POST", "/length", BodyMemoryTest::length);
              router.route("POST", "/hold", this::hold);
            }));
  }

  private static Response length(Request request) {
    byte[] length = Integer.toString(request.jsonBody().length).getBytes(UTF_8);
    return Response.json(200, out -> out.write(length));
  }

  /// Keeps the body it has read for as long as the test wants.
  private Response hold(Request request) {
    Response length = length(request);
    held.countDown();
    try {
      letGo.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return length;
  }

  @AfterEach
  void stop() {
    letGo.countDown();
    client.close();
    server.close();
  }

  @Test
  @Timeout(60)
  void aBodyThatFindsNoMemoryBesideAnotherIsToBeSentAgain()
      throws IOException, InterruptedException {
    var first = client.sendAsync(post("/hold"), BodyHandlers.ofString());
    held.await();

    HttpResponse<String> refused = client.send(post("/length"), BodyHandlers.ofString());
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("Retry-After")).contains("1");
    assertThat(refused.body()).contains("\"unavailable\"");

    letGo.countDown();
    assertThat(first.join().body()).isEqualTo(Integer.toString(LARGE));
    HttpResponse<String> again;
    do { // the answer comes a moment before its memory is free
      again = client.send(post("/length"), BodyHandlers.ofString());
    } while (again.statusCode() == 503);
    assertThat(again.body()).isEqualTo(Integer.toString(LARGE));
  }

  private HttpRequest post(String path) {
    return HttpRequest.newBuilder(server.url().resolve(path))
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofByteArray(new byte[LARGE]))
        .build();
  }
}
