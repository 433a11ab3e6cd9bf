package dev.placemill.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.attribute.Attribute;
import dev.placemill.server.testing.FakeSource;
import dev.placemill.server.testing.TestDatabase;
import dev.placemill.server.testing.TestServer;
import dev.placemill.server.testing.TestServer.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The page of the console and all it is made of, as a browser asks for them.
class ConsolePageTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();
  private static final Pattern IMPORTED =
      Pattern.compile("(?:from|import)\\s*['\"](\\.[^'\"]+)['\"]|url\\((?!['\"]?#)([^)]+)\\)");
  private static final Pattern KIND = Pattern.compile("(\\w+): '(\\w+)',");
  private static TestServer server;

  @BeforeAll
  static void start() {
    server =
        TestServer.start(
            DATABASE.database(),
            Map.of("console.tile-url", "https://tiles.example.org:8443/{z}/{x}/{y}.png?k=1"),
            FakeSource.knowingAll());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Answer get(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(server.url().resolve(path)).GET();
    return server.send(headers.length == 0 ? request : request.headers(headers));
  }

  @Test
  void thePageAsksNobodyElseAndLetsNoScriptIn() {
    Answer page = get("/", "Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("content-type")).isEqualTo("text/html; charset=utf-8");
    assertThat(page.text()).contains("<div id=\"app\"").doesNotContain("http://", "https://");
    assertThat(page.header("content-security-policy"))
        .startsWith("default-src 'none'; script-src 'self'; style-src 'self';")
        .contains("img-src 'self' data: blob: https://tiles.example.org:8443;")
        .contains("frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(page.header("x-content-type-options")).isEqualTo("nosniff");
    assertThat(page.header("referrer-policy")).isEqualTo("no-referrer");
  }

  /// Relative, so that they are found under any prefix that a proxy takes away.
  @Test
  void everyFileThatThePageOrALibraryNamesIsThere() {
    List<String> reached = new ArrayList<>(List.of("/console/app.js"));
    Assets.LIBRARIES.keySet().forEach(path -> reached.add("/console/lib/" + path));
    for (int i = 0; i < reached.size(); i++) {
      String path = reached.get(i);
      Answer file = get(path);
      assertThat(file.status()).as(path).isEqualTo(200);
      if (!file.header("content-type").startsWith("text/")) {
        continue;
      }
      IMPORTED
          .matcher(file.text())
          .results()
          .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
          .map(named -> URI.create(path).resolve(named).toString())
          .filter(named -> !reached.contains(named))
          .forEach(reached::add);
    }
    assertThat(reached)
        .contains("/console/lib/lit-html/directive.js", "/console/lib/leaflet/images/layers.png");
  }

  @Test
  void itKnowsTheKindOfEachAttributeThatIsMoreThanAText() {
    String values = get("/console/values.js").text();
    String kinds = values.substring(values.indexOf("const KINDS"), values.indexOf("};"));
    Map<String, String> known =
        KIND.matcher(kinds)
            .results()
            .collect(Collectors.toMap(found -> found.group(1), found -> found.group(2)));
    assertThat(known)
        .isEqualTo(
            Arrays.stream(Attribute.values())
                .filter(attribute -> attribute.kind() != Attribute.Kind.TEXT)
                .collect(
                    Collectors.toMap(
                        Attribute::wireName,
                        attribute -> attribute.kind().name().toLowerCase(Locale.ROOT))));
  }

  @Test
  void aFileIsSentAgainOnlyWhenItHasChanged() {
    Answer first = get("/console/lib/lit-html/lit-html.js");
    assertThat(first.header("content-type")).isEqualTo("text/javascript; charset=utf-8");
    assertThat(first.header("cache-control")).isEqualTo("no-cache");
    Answer again = get("/console/lib/lit-html/lit-html.js", "If-None-Match", first.header("etag"));
    assertThat(again.status()).isEqualTo(304);
    assertThat(again.header("etag")).isEqualTo(first.header("etag"));
    assertThat(get("/", "If-None-Match", first.header("etag")).status()).isEqualTo(200);
    assertThat(
            get("/console/lib/leaflet/leaflet.js", "Accept-Encoding", "gzip")
                .header("content-encoding"))
        .isEqualTo("gzip");
  }

  @Test
  void theListThatNewcomersTryIsThatOfTheExamples() throws IOException {
    Answer list = get("/console/examples/stores.csv");
    assertThat(list.header("content-type")).isEqualTo("text/csv; charset=utf-8");
    assertThat(list.text()).isEqualTo(Files.readString(Path.of("..", "examples", "stores.csv")));
  }

  @Test
  void nothingElseOfTheServerIsServed() {
    for (String path :
        List.of(
            "/console/Assets.class",
            "/console/nowhere.js",
            "/console/..%2fdocs%2fdocs.html",
            "/console/lib/lit-html/package.json",
            "/console/lib/lit-html/..%2f/lit-html.js",
            "/console/lib/swagger-ui/swagger-ui.css")) {
      Answer answer = get(path);
      assertThat(answer.status()).as(path).isEqualTo(404);
      assertThat(answer.json().path("code").asString()).isEqualTo("not_found");
    }
  }

  @Test
  void anAddressOfTilesNamesWhichSquareAndAHost() {
    assertThat(TileSource.isAddress("http://localhost:8081/{z}/{x}/{y}.png")).isTrue();
    for (String address :
        List.of(
            "https://tiles.example.org/{z}/{x}.png",
            "ftp://tiles.example.org/{z}/{x}/{y}",
            "https://user:pw@tiles.example.org/{z}/{x}/{y}",
            "https:/{z}/{x}/{y}; script-src *",
            "{z}/{x}/{y}")) {
      assertThat(TileSource.isAddress(address)).as(address).isFalse();
    }
  }
}
