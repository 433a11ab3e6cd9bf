package dev.placemill.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.config.ConfigReader;
import dev.placemill.server.app.LogConfig;
import dev.placemill.server.testing.JavaProcess;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The log is set up once per process, so a server of a process of its own is asked.
class AccessLogTest {
  private static final String KEY = "pmk_0123456789012345678901234567890123ab";

  private static final int PATIENCE_MILLIS = 10_000;

  @Test
  void eachRequestIsOneLineWithoutASecretAndHealthChecksAreNone() throws IOException {
    List<String> lines = log("true");

    assertThat(lines).hasSize(6);
    assertThat(lines.get(0))
        .matches(
            "time=\\S+ level=INFO logger=AccessLog msg=\"request\" method=GET path=/acme/list"
                + " query=limit=5&api_key=\\*\\*\\*&q=a%20b route=/\\{org}/list protocol=1.1"
                + " status=200 bytes=2 duration_ms=\\d+\\.\\d request_id=mine-1 org=acme");
    assertThat(lines.get(1))
        .contains("method=POST path=/acme/list ", " status=405 ", " request_id=")
        .doesNotContain(" org=", " route=");
    assertThat(lines.get(2)).contains("path=/no/***/here ", " status=404 ");
    // A line is written when its answer is sent, and another connection may be faster.
    assertThat(lines)
        .anySatisfy(line ->
            assertThat(line).contains("route=/{org}/list", " status=401 ").doesNotContain(" org="))
        .anySatisfy(line ->
            assertThat(line)
                .contains("method=GET path=/list protocol=1.1 status=400 bytes=", " request_id=")
                .doesNotContain(" route="))
        .anySatisfy(
            line -> assertThat(line).contains("method=- path=- protocol=- status=400 bytes="));
    assertThat(String.join("\n", lines)).doesNotContain(KEY, "livez", "hush");
  }

  @Test
  void nobodyGetsItUnasked() throws IOException {
    assertThat(log("false")).isEmpty();
  }

  private static List<String> log(String access) throws IOException {
    return JavaProcess.output(AccessLogTest.class, access).lines().toList();
  }

  private static void routes(Router router) {
    router.route("GET", "/livez", Offer.WITHOUT_CHOICE, _ -> Response.json(200, _ -> {}));
    router.route(
        "POST",
        "/upload",
        Offer.WITHOUT_CHOICE,
        request -> {
          byte[] body = request.bytes();
          return Response.json(200, out -> out.write(body));
        });
    router.organizationRoute(
        "GET", "/list", (_, _) -> Response.json(200, out -> out.write(new byte[2])));
  }

  public static void main(String[] arguments) throws Exception {
    LogConfig.read(
            ConfigReader.of(Path.of("/none"), null, Map.of(), Map.of("log.access", arguments[0])))
        .apply();
    try (var server =
            HttpServer.start(
                TestHttp.limits(1_000, 1),
                key -> key.equals(KEY) ? Optional.of(TestHttp.ACME) : Optional.empty(),
                _ -> false,
                List.of(AccessLogTest::routes));
        var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      for (String[] asked :
          new String[][] {
            {"GET", "/acme/list?limit=5&api_key=hush&q=a%20b", "mine-1", KEY},
            {"GET", "/livez", "x", KEY},
            {"POST", "/acme/list", "x", KEY},
            {"GET", "/no/" + KEY + "/here", "x", KEY},
            {"GET", "/acme/list", "x", "another"},
          }) {
        client.send(
            HttpRequest.newBuilder(server.url().resolve(asked[1]))
                .method(asked[0], BodyPublishers.noBody())
                .header("X-Request-Id", asked[2])
                .header("Authorization", "Bearer " + asked[3])
                .build(),
            BodyHandlers.discarding());
      }
      sendRaw(server.url(), "GET /list?token=hush HTTP/1.1\r\nNo colon\r\n\r\n");
      sendRaw(server.url(), "G@T /list HTTP/1.1\r\nHost: x\r\n\r\n");
      if (arguments[0].equals("false")) {
        breakOffUpload(server.url());
      }
    }
  }

  /// As a person does who cancels, which is no fault of anybody's.
  private static void breakOffUpload(URI url) throws IOException {
    try (var socket = new Socket(url.getHost(), url.getPort())) {
      socket
          .getOutputStream()
          .write(
              "POST /upload HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\nhalf"
                  .getBytes(StandardCharsets.US_ASCII));
      socket.shutdownOutput();
      socket.setSoTimeout(PATIENCE_MILLIS);
      assertThat(socket.getInputStream().readAllBytes()).isEmpty();
    }
  }

  /// What is no request of HTTP.
  private static void sendRaw(URI url, String text) throws IOException {
    try (var socket = new Socket(url.getHost(), url.getPort())) {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
      socket.setSoTimeout(PATIENCE_MILLIS);
      assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
          .isEqualTo("HTTP/1.1 400");
    }
  }
}
