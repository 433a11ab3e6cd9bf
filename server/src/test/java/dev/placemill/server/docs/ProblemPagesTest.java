package dev.placemill.server.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.server.http.ErrorCode;
import dev.placemill.server.testing.FakeSource;
import dev.placemill.server.testing.TestDatabase;
import dev.placemill.server.testing.TestServer;
import dev.placemill.server.testing.TestServer.Answer;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Where the `type` of a problem leads to, and the page of the API.
class ProblemPagesTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start(DATABASE.database(), FakeSource.knowingAll());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Answer get(String path, String... headers) {
    var request = server.request(path).GET();
    return server.send(headers.length == 0 ? request : request.headers(headers));
  }

  @Test
  void theTypeOfAProblemLeadsToAPageForPeopleAndToJsonForPrograms() {
    String type = get("/nowhere").json().path("type").asString();
    assertThat(type).isEqualTo("/problems/not_found");
    assertThat(get(type).json().path("remedy").asString()).isEqualTo(ErrorCode.NOT_FOUND.remedy());
    Answer page = get(type, "Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
    assertThat(page.headers().get("content-type")).containsExactly("text/html; charset=utf-8");
    assertThat(page.text()).contains("<h1>" + ErrorCode.NOT_FOUND.title() + "</h1>");
  }

  @Test
  void everyErrorHasItsPage() {
    assertThat(get("/problems").json().path("items")).hasSize(ErrorCode.values().length);
    String list = get("/problems", "Accept", "text/html").text();
    for (ErrorCode code : ErrorCode.values()) {
      assertThat(list).contains("href=\"" + code.page() + "\"");
      assertThat(get(code.page()).json().path("code").asString()).isEqualTo(code.wireName());
    }
    assertThat(get("/problems/fax").status()).isEqualTo(404);
  }

  @Test
  void behindAProxyThatTakesAwayAPrefixEveryLinkBeginsWithIt() {
    String[] proxied = {"X-Forwarded-Prefix", "/places/"};
    assertThat(get("/nowhere", proxied).json().path("type").asString())
        .isEqualTo("/places/problems/not_found");
    assertThat(get("/problems/not_found", proxied).json().path("type").asString())
        .isEqualTo("/places/problems/not_found");
    assertThat(get("/openapi.json", proxied).json().at("/servers/1/url").asString())
        .isEqualTo("/places/v1");
    assertThat(
            get("/nowhere", "X-Forwarded-Prefix", "//evil.example").json().path("type").asString())
        .isEqualTo("/problems/not_found");
    Answer created =
        server.send(
            server
                .request("/acme/place_enrichment/batches")
                .headers(proxied)
                .POST(BodyPublishers.ofString(TestServer.batchOf("Cafe"))));
    assertThat(created.header("location"))
        .startsWith("/places/acme/place_enrichment/batches/batch_");
  }

  @Test
  void thePageOfTheApiAsksNobodyElse() {
    Answer page = get("/docs", "Accept", "text/html");
    assertThat(page.text()).doesNotContain("http://", "https://", "//");
    assertThat(page.header("content-security-policy"))
        .startsWith("default-src 'none'")
        .doesNotContain("unsafe");
    for (String file :
        List.of(
            "pages.css",
            "start.js",
            "swagger-ui.css",
            "swagger-ui-bundle.js",
            "favicon-32x32.png")) {
      assertThat(page.text() + get("/docs/" + file).status())
          .contains("docs/" + file)
          .endsWith("200");
    }
    assertThat(get("/docs/..%2fdocs.html").status()).isEqualTo(404);
  }

  @Test
  void withASlashAtItsEndTheAddressOfThatPageLeadsToTheOneFromWhichItsLinksWork() {
    Answer slash = get("/docs/", "Accept", "text/html");
    assertThat(slash.status()).isEqualTo(308);
    assertThat(slash.text()).isEmpty();
    for (String[] proxied : new String[][] {{"Accept", "*/*"}, {"X-Forwarded-Prefix", "/places"}}) {
      URI asked = URI.create("https://proxy.example/places/docs/");
      assertThat(asked.resolve(get("/docs/", proxied).header("location")))
          .hasToString("https://proxy.example/places/docs");
    }
    URI led = server.url().resolve("/docs/").resolve(slash.header("location"));
    assertThat(get(led.getPath()).text()).isEqualTo(get("/docs").text());
  }
}
