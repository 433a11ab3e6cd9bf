package dev.placemill.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Bodies and answers that are compressed, and what only says so.
class CodingTest {
  private static final int LIMIT = 100_000;
  private static final String LARGE = "{\"places\": [" + "1, ".repeat(20_000) + "1]}";

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static HttpServer server;

  @BeforeAll
  static void start() {
    server =
        HttpServer.start(
            TestHttp.limits(LIMIT, 1),
            _ -> Optional.empty(),
            _ -> false,
            List.of(CodingTest::register));
  }

  private static void register(Router router) {
    router.route(
        "POST",
        "/echo",
        request -> {
          byte[] body = request.jsonBody();
          return Response.json(200, out -> out.write(body));
        });
    router.route("GET", "/large", _ -> text("application/json", LARGE));
    router.route("GET", "/small", _ -> text("application/json", "{}"));
    router.route("GET", "/picture", Offer.of("image/png"), _ -> text("image/png", LARGE));
    router.route(
        "GET",
        "/broken",
        _ ->
            Response.json(
                200,
                out -> {
                  out.write(LARGE.getBytes(UTF_8));
                  throw new IllegalStateException("the source of it failed");
                }));
    router.route(
        "GET",
        "/broken/early",
        _ ->
            Response.json(
                200,
                out -> {
                  out.write('{');
                  throw new IllegalStateException("the source of it failed");
                }));
  }

  private static Response text(String type, String text) {
    return new Response(200, Map.of("Content-Type", type), out -> out.write(text.getBytes(UTF_8)));
  }

  @AfterAll
  static void stop() {
    CLIENT.close();
    server.close();
  }

  private static HttpResponse<byte[]> get(String path, String accepted)
      throws IOException, InterruptedException {
    return CLIENT.send(
        HttpRequest.newBuilder(server.url().resolve(path))
            .header("Accept-Encoding", accepted)
            .build(),
        BodyHandlers.ofByteArray());
  }

  private static HttpResponse<String> post(String coding, byte[] body)
      throws IOException, InterruptedException {
    return CLIENT.send(
        HttpRequest.newBuilder(server.url().resolve("/echo"))
            .header("Content-Type", "application/json")
            .header("Content-Encoding", coding)
            .POST(BodyPublishers.ofByteArray(body))
            .build(),
        BodyHandlers.ofString());
  }

  private static byte[] packed(String coding, byte[] plain) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (OutputStream out =
        coding.equals("zstd") ? new ZstdOutputStream(bytes) : new GZIPOutputStream(bytes)) {
      out.write(plain);
    }
    return bytes.toByteArray();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "zstd                        | zstd",
        "gzip                        | gzip",
        "gzip, deflate, br, zstd     | zstd",
        "gzip;q=1, zstd;q=0.5        | gzip",
        "*                           | gzip",
        "zstd;q=0, *;q=0.1           | gzip",
      })
  void aLargeAnswerIsCompressedAsTheClientLikesItBest(String accepted, String coding)
      throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = get("/large", accepted);
    assertThat(answer.headers().firstValue("Content-Encoding")).contains(coding);
    assertThat(answer.headers().firstValue("Vary")).contains("Accept, Accept-Encoding");
    assertThat(answer.body().length).isLessThan(LARGE.length() / 10);
    var packed = new ByteArrayInputStream(answer.body());
    try (var plain =
        coding.equals("zstd") ? new ZstdInputStream(packed) : new GZIPInputStream(packed)) {
      assertThat(new String(plain.readAllBytes(), UTF_8)).isEqualTo(LARGE);
    }
  }

  @Test
  void whatIsSmallOrNoTextOrNotAskedForIsSentAsItIs() throws IOException, InterruptedException {
    for (HttpResponse<byte[]> answer :
        List.of(
            get("/small", "zstd"),
            get("/picture", "zstd"),
            get("/large", "br"),
            get("/large", "zstd;q=0, gzip;q=0"))) {
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Encoding")).isEmpty();
    }
    assertThat(new String(get("/small", "zstd").body(), UTF_8)).isEqualTo("{}");
  }

  @ParameterizedTest
  @CsvSource({"zstd, zstd", "gzip, gzip", "gzip, x-gzip", "zstd, ZSTD"})
  void aBodyMayBeCompressed(String how, String named) throws IOException, InterruptedException {
    assertThat(post(named, packed(how, LARGE.getBytes(UTF_8))).body()).isEqualTo(LARGE);
  }

  @Test
  void aBodyOfManyFramesIsOneBody() throws IOException, InterruptedException {
    var both = new ByteArrayOutputStream();
    both.write(packed("zstd", "[1,".getBytes(UTF_8)));
    both.write(packed("zstd", "2]".getBytes(UTF_8)));
    assertThat(post("zstd", both.toByteArray()).body()).isEqualTo("[1,2]");
  }

  @Timeout(60)
  @ParameterizedTest
  @CsvSource({"zstd", "gzip"})
  void aBombIsTooLargeBeforeItHasGoneOff(String coding) throws IOException, InterruptedException {
    byte[] bomb = packed(coding, new byte[50_000_000]);
    assertThat(bomb.length).isLessThan(LIMIT);
    HttpResponse<String> refused = post(coding, bomb);
    assertThat(refused.statusCode()).isEqualTo(413);
    assertThat(refused.body()).contains("body_too_large");
  }

  @ParameterizedTest
  @CsvSource({"zstd", "gzip"})
  void whatIsCutOffOrNoneAtAllIsTheClientsMistake(String coding)
      throws IOException, InterruptedException {
    byte[] whole = packed(coding, LARGE.getBytes(UTF_8));
    byte[] wrong = whole.clone();
    Arrays.fill(wrong, wrong.length / 2, wrong.length, (byte) 0x55);
    for (byte[] body :
        List.of(Arrays.copyOf(whole, whole.length / 2), "no".getBytes(UTF_8), wrong)) {
      HttpResponse<String> refused = post(coding, body);
      assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
      assertThat(refused.body()).contains("malformed_json", "says it is " + coding);
    }
  }

  @Test
  void aWindowLargerThanReadersMustHaveIsRefused() throws IOException, InterruptedException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new ZstdOutputStream(bytes).setLong(24)) {
      out.write(new byte[1_000]);
    }
    HttpResponse<String> refused = post("zstd", bytes.toByteArray());
    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({"br", "deflate", "'gzip, gzip'"})
  void anotherCodingIsRefusedWithThoseThatAreRead(String coding)
      throws IOException, InterruptedException {
    HttpResponse<String> refused = post(coding, new byte[10]);
    assertThat(refused.statusCode()).isEqualTo(415);
    assertThat(refused.headers().firstValue("Accept-Encoding")).contains("zstd, gzip");
    assertThat(refused.headers().firstValue("X-Request-Id")).isPresent();
    assertThat(refused.body()).contains("unsupported_media_type");
  }

  @ParameterizedTest
  @CsvSource({"zstd", "gzip", "identity"})
  void anAnswerThatBreaksOffDoesNotLookAsIfItHadEnded(String coding)
      throws IOException, InterruptedException {
    assertThatThrownBy(() -> get("/broken", coding)).isInstanceOf(IOException.class);
    HttpResponse<byte[]> early = get("/broken/early", coding);
    assertThat(early.statusCode()).isEqualTo(500);
    assertThat(new String(early.body(), UTF_8)).contains("internal_error", "request_id");
  }
}
