package dev.placemill.server.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.placemill.server.app.PlacemillProcess.Ended;
import dev.placemill.server.testing.FakeSource;
import dev.placemill.server.testing.TestDatabase;
import dev.placemill.server.testing.TestServer;
import dev.placemill.server.testing.TestServer.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// What `docs/how-to/reverse-proxy.md` and `docs/how-to/keys.md` tell people to write, works as it
/// stands there.
class HowToPagesTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();
  private static final Path PAGES = Path.of("..", "docs", "how-to");
  private static final String BATCHES = "/api/acme/place_enrichment/batches";

  @TempDir private Path directory = Path.of("");

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start(DATABASE.database(), FakeSource.knowingAll());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void nginxOfThePageTakesThePrefixAndLinksKeepIt() throws Exception {
    String nginx = program("nginx");
    int port = freePort();
    String settings =
        """
        daemon off;
        master_process off;
        pid nginx.pid;
        error_log stderr;
        events {}
        http {
          access_log off;
          client_body_temp_path body;
          proxy_temp_path proxy;
          fastcgi_temp_path fastcgi;
          uwsgi_temp_path uwsgi;
          scgi_temp_path scgi;
          server {
            listen 127.0.0.1:%d;
        %s
          }
        }
        """
            .formatted(port, leadingHere(block("reverse-proxy.md", "nginx", "location /api/")));
    Path file = Files.writeString(directory.resolve("nginx.conf"), settings);
    List<String> command = List.of(nginx, "-p", directory + "/", "-c", file.toString());
    try (var proxy = PlacemillProcess.start(directory, Map.of(), command)) {
      proxy.await(() -> isListening(port));
      // nginx gives each request an id of its own.
      assertThat(throughProxy(port)).matches("[0-9a-f]{32}");
    }
  }

  @Test
  void caddyOfThePageTakesThePrefixAndLinksKeepIt() throws Exception {
    String caddy = program("caddy");
    int port = freePort();
    String settings =
        "{\n\tadmin off\n}\n"
            + leadingHere(block("reverse-proxy.md", "caddyfile", "handle_path /api/"))
                .replace("places.example", "http://127.0.0.1:" + port);
    Path file = Files.writeString(directory.resolve("Caddyfile"), settings);
    List<String> command =
        List.of(caddy, "run", "--config", file.toString(), "--adapter", "caddyfile");
    Map<String, String> home =
        Map.of("HOME", directory.toString(), "XDG_DATA_HOME", directory.toString());
    try (var proxy = PlacemillProcess.start(directory, home, command)) {
      proxy.await(() -> isListening(port));
      assertThat(throughProxy(port)).isNotEmpty();
    }
  }

  /// Submits, reads and follows through a proxy.
  ///
  /// @return the id of the first request
  private static String throughProxy(int port) {
    URI proxy = URI.create("http://127.0.0.1:" + port);
    Answer created =
        server.send(
            server
                .request(BATCHES)
                .uri(proxy.resolve(BATCHES))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(TestServer.batchOf("Cafe"))));
    assertThat(created.status()).as(created.text()).isEqualTo(202);
    String batch = created.header("location");
    assertThat(batch).startsWith(BATCHES + "/batch_");
    server.awaitEnd(created.json().path("batch_id").asString());
    Answer ended = server.send(server.request(batch).uri(proxy.resolve(batch)).GET());
    assertThat(ended.json().path("status").asString()).isEqualTo("completed");
    URI events = proxy.resolve(batch + "/events");
    assertThat(server.send(server.request(batch).uri(events).GET()).text())
        .contains("event: batch.completed");
    URI missing = proxy.resolve(BATCHES + "/batch_7");
    assertThat(server.send(server.request(batch).uri(missing).GET()).json().path("type").asString())
        .isEqualTo("/api/problems/batch_not_found");
    return created.header("x-request-id");
  }

  @Test
  void theKeyOfThePageIsMade() throws Exception {
    program("curl");
    String line =
        block("keys.md", "bash", "curl ")
            .replace("https://places.example", server.url().toString().replaceFirst("/$", ""));
    try (var curl =
        PlacemillProcess.start(
            directory, Map.of("GOVERNOR", server.key()), List.of("bash", "-c", line))) {
      Ended ended = curl.end();
      var made = JsonMapper.shared().readTree(ended.out());
      assertThat(made.path("name").asString()).isEqualTo("nightly-job");
      assertThat(made.path("key").asString()).startsWith("pmk_");
    }
  }

  private static String leadingHere(String settings) {
    String here = "127.0.0.1:" + server.url().getPort();
    assertThat(settings).contains("127.0.0.1:8080");
    return settings.replace("127.0.0.1:8080", here);
  }

  /// The sample of a page in some language that holds a text.
  private static String block(String page, String language, String text) throws IOException {
    Matcher sample =
        Pattern.compile("(?ms)^```" + language + "\n(.*?)^```$")
            .matcher(Files.readString(PAGES.resolve(page)));
    return sample
        .results()
        .map(found -> found.group(1))
        .filter(found -> found.contains(text))
        .findFirst()
        .orElseThrow();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static boolean isListening(int port) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException _) {
      return false;
    }
  }

  /// Where a program is; the test is skipped where it is not.
  private static String program(String name) {
    Optional<Path> found =
        Stream.concat(
                Stream.of(System.getenv().getOrDefault("PATH", "").split(":")),
                Stream.of("/usr/sbin", "/usr/local/sbin"))
            .map(place -> Path.of(place, name))
            .filter(Files::isExecutable)
            .findFirst();
    assumeTrue(found.isPresent(), "skipped: there is no %s on this machine".formatted(name));
    return found.orElseThrow().toString();
  }
}
