package dev.placemill.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.placemill.config.BadConfiguration;
import dev.placemill.config.ConfigReader;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Pages of other origins, as their browsers ask for them.
class CorsTest {
  private static final String ORIGIN = "https://app.example.org";

  private static CorsConfig config(String origins) {
    var reader =
        ConfigReader.of(Path.of("/none"), null, Map.of(), Map.of("http.cors.origins", origins));
    CorsConfig config = CorsConfig.read(reader);
    reader.finish();
    return config;
  }

  private static HttpResponse<String> send(
      CorsConfig config, String method, String path, String... headers)
      throws IOException, InterruptedException {
    try (var server =
            HttpServer.start(
                TestHttp.letting(config),
                _ -> Optional.empty(),
                _ -> false,
                List.of(router -> {
                  router.route("GET", "/list", _ -> Response.json(200, out -> out.write('1')));
                  router.organizationRoute(
                      "POST", "/list", (_, _) -> Response.json(200, out -> out.write('1')));
                }));
        var client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(server.url().resolve(path))
              .method(method, BodyPublishers.noBody())
              .headers(headers)
              .build(),
          BodyHandlers.ofString());
    }
  }

  private static String header(HttpHeaders headers, String name) {
    return headers.firstValue(name).orElse("");
  }

  @Test
  void aPageOfAnOriginThatIsListedMayReadTheAnswer() throws IOException, InterruptedException {
    CorsConfig config = config("https://other.example.org, " + ORIGIN);
    HttpHeaders headers = send(config, "GET", "/list", "Origin", ORIGIN).headers();
    assertThat(header(headers, "Access-Control-Allow-Origin")).isEqualTo(ORIGIN);
    assertThat(header(headers, "Access-Control-Expose-Headers"))
        .contains("ETag", "Location", "X-Request-Id", "Retry-After", "Link");
    assertThat(header(headers, "Vary")).isEqualTo("Accept, Accept-Encoding, Origin");
    assertThat(headers.firstValue("Access-Control-Allow-Credentials")).isEmpty();
  }

  @Test
  void itIsAskedBeforehandWithoutAKey() throws IOException, InterruptedException {
    HttpResponse<String> answer =
        send(
            config(ORIGIN),
            "OPTIONS",
            "/acme/list",
            "Origin",
            ORIGIN,
            "Access-Control-Request-Method",
            "POST",
            "Access-Control-Request-Headers",
            "authorization,content-type");
    assertThat(answer.statusCode()).isEqualTo(204);
    HttpHeaders headers = answer.headers();
    assertThat(header(headers, "Access-Control-Allow-Origin")).isEqualTo(ORIGIN);
    assertThat(header(headers, "Access-Control-Allow-Methods")).contains("POST");
    assertThat(header(headers, "Access-Control-Allow-Headers"))
        .contains("Authorization", "Content-Type", "Idempotency-Key", "traceparent");
    assertThat(header(headers, "Access-Control-Max-Age")).isEqualTo("7200");
    assertThat(headers.firstValue("Access-Control-Allow-Credentials")).isEmpty();
  }

  @Test
  void errorsCanBeReadToo() throws IOException, InterruptedException {
    HttpResponse<String> answer = send(config(ORIGIN), "POST", "/acme/list", "Origin", ORIGIN);
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(header(answer.headers(), "Access-Control-Allow-Origin")).isEqualTo(ORIGIN);
  }

  @Test
  void everyOriginIsLetInWithoutNamingIt() throws IOException, InterruptedException {
    HttpHeaders headers = send(config("*"), "GET", "/list", "Origin", ORIGIN).headers();
    assertThat(header(headers, "Access-Control-Allow-Origin")).isEqualTo("*");
    assertThat(header(headers, "Vary")).isEqualTo("Accept, Accept-Encoding");
  }

  @Test
  void anotherPageMayNotReadAndByDefaultNoneMay() throws IOException, InterruptedException {
    for (CorsConfig config : List.of(CorsConfig.OFF, config("https://other.example.org"))) {
      HttpResponse<String> answer =
          send(
              config, "OPTIONS", "/list", "Origin", ORIGIN, "Access-Control-Request-Method", "GET");
      assertThat(answer.statusCode()).isEqualTo(204);
      assertThat(answer.headers().map().keySet())
          .noneMatch(name -> name.startsWith("access-control"));
    }
  }

  @Test
  void whatIsNoOriginIsRefusedAtTheStart() {
    for (String wrong :
        List.of("app.example.org", "https://app.example.org/", "null", "https://a.example,*")) {
      assertThatThrownBy(() -> config(wrong))
          .as(wrong)
          .isInstanceOf(BadConfiguration.class)
          .hasMessageContaining("http.cors.origins");
    }
  }
}
