package dev.placemill.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.SubmissionPublisher;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// All that holds for HTTP/1.1 holds for the streams of HTTP/2, and one stream does not spoil it
/// for the others of its connection.
class Http2Test {
  private static final int LIMIT = 1_000_000;
  private static final int MUCH = 80 * 1024 * 1024;
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
  private static HttpServer server;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    server =
        HttpServer.start(
            TestHttp.limits(LIMIT, 50, PATIENCE),
            _ -> Optional.empty(),
            _ -> false,
            List.of(Http2Test::register));
    // The first request asks for HTTP/2 on a connection of HTTP/1.1; the others go on with it.
    assertThat(get("/hello?name=you").body()).isEqualTo("hello you");
  }

  private static void register(Router router) {
    router.route(
        "GET", "/hello", request -> text("hello " + request.findQuery("name").orElse("nobody")));
    router.route("POST", "/length", request -> text(request.jsonBody().length + " bytes"));
    router.route("POST", "/unread", _ -> text("not read"));
    router.route("GET", "/much", _ -> Response.json(200, out -> out.write(new byte[MUCH])));
    router.route(
        "GET",
        "/broken",
        _ ->
            Response.json(
                200,
                out -> {
                  out.write(new byte[100_000]);
                  throw new IllegalStateException("the source of it failed");
                }));
    router.route("GET", "/events", Offer.of("text/event-stream"), _ -> events());
  }

  private static Response text(String text) {
    return new Response(
        200, Map.of("Content-Type", "text/plain"), out -> out.write(text.getBytes(UTF_8)));
  }

  private static final CompletableFuture<Void> SEEN = new CompletableFuture<>();

  /// The second event comes when the client has seen the first.
  private static Response events() {
    return new Response(
        200,
        Map.of("Content-Type", "text/event-stream"),
        out -> {
          out.write("data: 1\n\n".getBytes(UTF_8));
          out.flush();
          SEEN.join();
          out.write("data: 2\n\n".getBytes(UTF_8));
        });
  }

  @AfterAll
  static void stop() {
    CLIENT.close();
    server.close();
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(server.url().resolve(path)).timeout(Duration.ofSeconds(30));
  }

  private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request(path));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return CLIENT.send(request.build(), BodyHandlers.ofString());
  }

  private static void assertWell() throws IOException, InterruptedException {
    HttpResponse<String> answer = get("/hello");
    assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
    assertThat(answer.body()).isEqualTo("hello nobody");
  }

  @Test
  void errorsAreProblemDocumentsWithARequestId() throws IOException, InterruptedException {
    for (var asked :
        Map.of(
                404, request("/no/where"),
                405, request("/hello").DELETE(),
                406, request("/hello").header("Accept", "text/xml"),
                414, request("/hello?name=" + "a".repeat(9_000)),
                431, request("/hello").header("X-Much", "a".repeat(17_000)),
                415,
                    request("/length")
                        .header("Content-Encoding", "br")
                        .POST(BodyPublishers.ofString("{}")))
            .entrySet()) {
      HttpResponse<String> refused = send(asked.getValue().header("X-Request-Id", "mine"));
      assertThat(refused.version()).isEqualTo(HttpClient.Version.HTTP_2);
      assertThat(refused.statusCode()).as(refused.body()).isEqualTo(asked.getKey());
      assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
      assertThat(refused.headers().firstValue("X-Request-Id")).contains("mine");
      assertThat(refused.headers().firstValue("Connection")).isEmpty();
      assertThat(refused.body()).contains("\"request_id\":\"mine\"");
    }
    assertWell();
  }

  @Test
  void manyStreamsShareOneConnection() {
    byte[] body = new byte[200_000];
    var answers =
        IntStream.range(0, 50)
            .mapToObj(_ ->
                CLIENT.sendAsync(
                    request("/length").POST(BodyPublishers.ofByteArray(body)).build(),
                    BodyHandlers.ofString()))
            .toList();
    assertThat(answers).allSatisfy(one -> assertThat(one.join().body()).isEqualTo("200000 bytes"));
  }

  @Test
  @Timeout(60)
  void aBodyThatIsTooLargeIsRefusedAndTheConnectionIsOfUseToOthers()
      throws IOException, InterruptedException {
    for (int i = 0; i < 3; i++) {
      HttpResponse<String> refused =
          send(request("/length").POST(BodyPublishers.ofByteArray(new byte[5 * LIMIT])));
      assertThat(refused.statusCode()).isEqualTo(413);
      assertThat(send(request("/unread").POST(BodyPublishers.ofByteArray(new byte[LIMIT]))).body())
          .isEqualTo("not read");
    }
    assertWell();
  }

  @Test
  @Timeout(60)
  void aClientThatFallsSilentInTheMiddleOfItsBodyIsCutOff()
      throws IOException, InterruptedException {
    try (var body = new SubmissionPublisher<ByteBuffer>()) {
      var answer =
          CLIENT.sendAsync(
              request("/length").POST(BodyPublishers.fromPublisher(body)).build(),
              BodyHandlers.ofString());
      body.submit(ByteBuffer.wrap("{".getBytes(UTF_8)));
      assertThat(answer.handle((got, _) -> got == null ? 0 : got.statusCode()).join()).isIn(0, 408);
    }
    assertWell();
  }

  @Test
  @Timeout(60)
  void aClientThatTakesNothingIsCutOff() throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<InputStream> slow =
          client.send(request("/much").build(), BodyHandlers.ofInputStream());
      long until = System.nanoTime() + PATIENCE.multipliedBy(4).toNanos();
      while (System.nanoTime() < until) {
        assertWell();
      }
      try (InputStream body = slow.body()) {
        assertThatThrownBy(body::readAllBytes).isInstanceOf(IOException.class);
      }
    }
  }

  @Test
  void anAnswerThatBreaksOffDoesNotLookAsIfItHadEnded() throws IOException, InterruptedException {
    assertThatThrownBy(() -> get("/broken")).isInstanceOf(IOException.class);
    assertWell();
  }

  @Test
  @Timeout(60)
  void eventsArriveOneByOne() throws IOException, InterruptedException {
    HttpResponse<InputStream> stream =
        CLIENT.send(request("/events").build(), BodyHandlers.ofInputStream());
    try (InputStream body = stream.body()) {
      assertThat(new String(body.readNBytes(9), UTF_8)).isEqualTo("data: 1\n\n");
      SEEN.complete(null);
      assertThat(new String(body.readAllBytes(), UTF_8)).isEqualTo("data: 2\n\n");
    }
  }
}
