package dev.placemill.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.config.ConfigReader;
import dev.placemill.server.app.LogConfig;
import dev.placemill.server.testing.JavaProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Both headers in which a key may come.
class SignInTest {
  private static final String KEY = "pm_thekeythatopens";
  private static final String FAILING = "/acme/failing";

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static HttpServer server;

  @BeforeAll
  static void start() {
    server = startServer();
  }

  private static HttpServer startServer() {
    return HttpServer.start(
        TestHttp.limits(1_000, 1),
        key -> key.equals(KEY) ? Optional.of(TestHttp.ACME) : Optional.empty(),
        _ -> false,
        List.of(SignInTest::register));
  }

  private static void register(Router router) {
    router.organizationRoute(
        "GET",
        "/caller",
        (_, caller) -> Response.json(200, out -> out.write(caller.org().getBytes(UTF_8))));
    router.organizationRoute(
        "GET",
        "/failing",
        (_, _) -> {
          throw new IllegalStateException("a fault of ours");
        });
  }

  @AfterAll
  static void stop() {
    CLIENT.close();
    server.close();
  }

  private static HttpResponse<String> get(URI url, String... headers)
      throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(url);
    return CLIENT.send(
        (headers.length == 0 ? request : request.headers(headers)).build(),
        BodyHandlers.ofString());
  }

  private static HttpResponse<String> get(String... headers)
      throws IOException, InterruptedException {
    return get(server.url().resolve("/v1/acme/caller"), headers);
  }

  @ParameterizedTest
  @CsvSource({
    "Authorization, Bearer " + KEY,
    "authorization, bearer " + KEY,
    "apiKey, " + KEY,
    "apikey, " + KEY,
    "APIKEY, " + KEY,
  })
  void aKeyOpensInEitherHeader(String header, String value)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = get(header, value);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("acme");
  }

  @Test
  void bothHeadersMayHoldTheSameKeyButNotTwo() throws IOException, InterruptedException {
    assertThat(get("Authorization", "Bearer " + KEY, "apiKey", KEY).statusCode()).isEqualTo(200);
    for (String[] different :
        new String[][] {
          {"Authorization", "Bearer " + KEY, "apiKey", "pm_other"},
          {"Authorization", "Bearer pm_other", "apiKey", KEY},
        }) {
      assertThat(refused(different)).contains("hold two different keys; send one of them");
    }
    assertThat(refused("apiKey", KEY, "apiKey", "pm_other")).contains("unknown or was revoked");
  }

  @Test
  void whatSignsInAtAProxyBeforeUsIsNoKey() throws IOException, InterruptedException {
    assertThat(get("Authorization", "Basic dXNlcjpwYXNz", "apiKey", KEY).statusCode())
        .isEqualTo(200);
    assertThat(refused("Authorization", "Basic dXNlcjpwYXNz"))
        .contains("Authorization: Bearer YOUR_API_KEY, or apiKey: YOUR_API_KEY");
  }

  @Test
  void withoutAKeyThatIsKnownTheAnswerSaysWhatToSend() throws IOException, InterruptedException {
    assertThat(refused()).contains("Authorization: Bearer YOUR_API_KEY, or apiKey: YOUR_API_KEY");
    assertThat(refused("apiKey", "pm_other")).contains("unknown or was revoked");
    assertThat(refused("apiKey", "Bearer " + KEY)).contains("unknown or was revoked");
    assertThat(get(server.url().resolve("/rival/caller"), "apiKey", KEY).statusCode())
        .isEqualTo(404);
  }

  private static String refused(String... headers) throws IOException, InterruptedException {
    HttpResponse<String> refused = get(headers);
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.headers().firstValue("WWW-Authenticate")).contains("Bearer");
    assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(refused.body()).contains("\"unauthorized\"").doesNotContain(KEY, "pm_other");
    return refused.body();
  }

  @Test
  void theLoudestLogHoldsNoKey() throws IOException {
    String log = JavaProcess.output(SignInTest.class);
    assertThat(log).contains("request failed: GET " + FAILING).doesNotContain(KEY);
  }

  /// A process of its own, since a log is set up once: a request with its key in both headers,
  /// which fails, while everything is logged that can be.
  public static void main(String[] args) throws IOException, InterruptedException {
    LogConfig.read(ConfigReader.of(Path.of("/none"), null, Map.of(), Map.of("log.level", "trace")))
        .apply();
    try (HttpServer failing = startServer();
        CLIENT) {
      get(failing.url().resolve(FAILING), "Authorization", "Bearer " + KEY, "apiKey", KEY);
    }
  }
}
