package dev.placemill.server.console;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.placemill.config.BadConfiguration;
import dev.placemill.config.ConfigReader;
import dev.placemill.server.app.AppConfig;
import dev.placemill.server.http.ApiException;
import dev.placemill.server.http.Scope;
import dev.placemill.server.testing.EngineClock;
import dev.placemill.server.testing.FakeSource;
import dev.placemill.server.testing.TestDatabase;
import dev.placemill.server.testing.TestServer;
import dev.placemill.server.testing.TestServer.Answer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Signing in to the console, on two servers of one database, the second of which lets everybody on
/// its machine in; and what pages of others cannot do there.
class ConsoleSessionTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();
  private static final String SESSION = "/console/session";
  private static final String BATCHES = "/acme/place_enrichment/batches";
  private static final String PAUSE = "/acme/place_enrichment/pause";
  private static final String[] OWN = {"Placemill-Console", "1"};
  private static EngineClock clock;
  private static TestServer server;
  private static TestServer open;

  @BeforeAll
  static void start() {
    clock = new EngineClock(DATABASE.database());
    server =
        TestServer.start(
            DATABASE.database(), Map.of("http.cors.origins", "*"), FakeSource.knowingAll());
    open =
        TestServer.start(
            DATABASE.database(),
            Map.of("console.open-organization", "me"),
            FakeSource.knowingAll());
  }

  @AfterAll
  static void stop() {
    open.close();
    server.close();
  }

  private static HttpRequest.Builder request(TestServer server, String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(server.url().resolve(path));
    return headers.length == 0 ? request : request.headers(headers);
  }

  private static Answer get(String path, String... headers) {
    return server.send(request(server, path, headers).GET());
  }

  private static Answer post(String path, String... headers) {
    return server.send(request(server, path, headers).POST(BodyPublishers.noBody()));
  }

  private static Answer signIn(TestServer server, String body, String... headers) {
    return server.send(
        request(server, SESSION, headers)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  private static Answer signIn(String key, String... headers) {
    return signIn(server, "{\"key\": \"%s\"}".formatted(key), headers);
  }

  private static String cookie(Answer signedIn) {
    assertThat(signedIn.status()).as(signedIn.text()).isEqualTo(201);
    return signedIn.header("set-cookie").split(";", 2)[0];
  }

  private static String keyId(Answer signedIn) {
    return signedIn.json().at("/key/key_id").asString();
  }

  @Test
  void aKeyIsExchangedForACookieThatOpensTheSameOnEveryServerUntilOneSignsOut() {
    String key = server.keyWith(Scope.BATCHES_READ);
    Answer signedIn = signIn(key, OWN);
    String cookie = cookie(signedIn);
    assertThat(signedIn.header("set-cookie"))
        .matches(
            "placemill_session=[A-Za-z0-9_-]{43}; Path=/; Max-Age=604800; HttpOnly; SameSite=Strict");
    assertThat(signedIn.header("cache-control")).isEqualTo("no-store");
    JsonNode who = get(SESSION, "Cookie", "theme=dark; " + cookie).json();
    assertThat(who.path("organization").asString()).isEqualTo("acme");
    assertThat(who.at("/key/ending").asString()).isEqualTo(key.substring(key.length() - 4));
    assertThat(who.path("scopes").valueStream().map(JsonNode::asString))
        .containsExactly("batches:read");
    assertThat(who.path("open").asBoolean()).isFalse();
    assertThat(who.at("/limits/max_places").asInt()).isEqualTo(1_000);

    assertThat(get(BATCHES, "Cookie", cookie).status()).isEqualTo(200);
    assertThat(open.send(request(open, BATCHES, "Cookie", cookie).GET()).status()).isEqualTo(200);
    assertThat(post(PAUSE, "Cookie", cookie, OWN[0], OWN[1]).text()).contains("missing_scope");
    assertThat(get("/me/place_enrichment/batches", "Cookie", cookie).status()).isEqualTo(404);

    Answer out = server.send(request(server, SESSION, OWN).header("Cookie", cookie).DELETE());
    assertThat(out.status()).isEqualTo(204);
    assertThat(out.header("set-cookie")).startsWith("placemill_session=; ").contains("Max-Age=0;");
    assertThat(get(BATCHES, "Cookie", cookie).status()).isEqualTo(401);
    assertThat(get(SESSION, "Cookie", cookie).status()).isEqualTo(204);
    assertThat(get(SESSION).status()).isEqualTo(204);
  }

  @Test
  void whoSignsInAgainIsNoLongerWhoTheyWereAndNothingOfACookieIsStored() {
    String before = cookie(signIn(server.key(), OWN));
    String after = cookie(signIn(server.key(), OWN[0], OWN[1], "Cookie", before));
    assertThat(get(BATCHES, "Cookie", before).status()).isEqualTo(401);
    assertThat(get(BATCHES, "Cookie", after).status()).isEqualTo(200);
    String rows =
        DATABASE
            .database()
            .withHandle(handle ->
                handle
                    .createQuery("SELECT string_agg(s::text, ' ') FROM console_session s")
                    .mapTo(String.class)
                    .one());
    assertThat(rows).isNotEmpty().doesNotContain(after.substring(after.indexOf('=') + 1));
  }

  @Test
  void aSessionEndsWithItsKeyAndTheAuditLogNamesTheKey() {
    Answer signedIn = signIn(server.keyWith(Scope.BATCHES_WRITE), OWN);
    String cookie = cookie(signedIn);
    assertThat(post(PAUSE, "Cookie", cookie, OWN[0], OWN[1]).status()).isEqualTo(200);
    JsonNode entry =
        server.send(server.request("/acme/place_enrichment/audit").GET()).json().at("/items/0");
    assertThat(entry.path("action").asString()).isEqualTo("organization.paused");
    assertThat(entry.path("key_id").asString()).isEqualTo(keyId(signedIn));
    server.send(server.request("/acme/place_enrichment/keys/" + keyId(signedIn)).DELETE());
    assertThat(get(SESSION, "Cookie", cookie).status()).isEqualTo(204);
    assertThat(post(PAUSE, "Cookie", cookie, OWN[0], OWN[1]).status()).isEqualTo(401);
  }

  @Test
  void aSessionLastsWhileItIsUsedButNotForEver() {
    String idle = cookie(signIn(server.key(), OWN));
    String used = cookie(signIn(server.key(), OWN));
    for (int hours = 0; hours < 7 * 24; hours += 8) {
      assertThat(get(BATCHES, "Cookie", used).status()).as("after %d h", hours).isEqualTo(200);
      clock.passes(Duration.ofHours(8));
    }
    assertThat(get(BATCHES, "Cookie", idle).status()).isEqualTo(401);
    assertThat(get(BATCHES, "Cookie", used).status()).isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource({
    ", , , 403",
    "1, , , 200",
    "1, same-origin, https://places.example, 200",
    "1, cross-site, , 403",
    "1, same-site, , 403",
    "1, , https://evil.example, 403",
    "1, , null, 403",
    "1, , http://127.0.0.1:1, 403",
    "1, , own, 200",
    "2, , own, 403",
  })
  void withTheCookieOnlyTheOwnPageChangesAnything(
      String header, String site, String origin, int status) {
    HttpRequest.Builder request =
        request(
            server, "/acme/place_enrichment/resume", "Cookie", cookie(signIn(server.key(), OWN)));
    if (header != null) {
      request.header("Placemill-Console", header);
    }
    if (site != null) {
      request.header("Sec-Fetch-Site", site);
    }
    if (origin != null) {
      request.header("Origin", origin.equals("own") ? server.url().toString() : origin);
    }
    Answer answer = server.send(request.POST(BodyPublishers.noBody()));
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    if (status == 403) {
      assertThat(answer.json().path("code").asString()).isEqualTo("foreign_page");
    }
  }

  @Test
  void whoMayUseTheServerFromAnotherPageMaySendKeysButNotSignIn() {
    Answer asked =
        server.send(
            request(
                    server,
                    PAUSE,
                    "Origin",
                    "https://app.example.org",
                    "Access-Control-Request-Method",
                    "POST")
                .method("OPTIONS", BodyPublishers.noBody()));
    assertThat(asked.header("access-control-allow-headers")).doesNotContain("Placemill-Console");
    assertThat(asked.headers()).doesNotContainKey("access-control-allow-credentials");
    assertThat(signIn(server.key()).text()).contains("foreign_page");
    assertThat(server.send(request(server, SESSION).DELETE()).status()).isEqualTo(403);
  }

  @Test
  void theCookieIsForThePrefixAndSecureWhereTheClientIsOverTls() {
    Answer proxied =
        signIn(
            server.key(),
            OWN[0],
            OWN[1],
            "X-Forwarded-Prefix",
            "/places",
            "X-Forwarded-Proto",
            "https, http",
            "X-Forwarded-Host",
            "places.example",
            "Origin",
            "https://places.example");
    cookie(proxied);
    assertThat(proxied.header("set-cookie")).contains("; Path=/places;").endsWith("; Secure");
  }

  @Test
  void whatIsNoKeyIsRefusedAndNotRepeated() {
    for (String body : List.of("", "{", "{\"key\": \"pmk_secret", "[]", "{}", "{\"key\": 7}")) {
      Answer refused = signIn(server, body, OWN);
      assertThat(refused.status()).as(body).isEqualTo(400);
      assertThat(refused.text()).doesNotContain("pmk_secret");
    }
    assertThat(signIn(server, " ".repeat(5_000), OWN).status()).isEqualTo(413);
    assertThat(
            server
                .send(
                    request(server, SESSION, OWN)
                        .POST(BodyPublishers.ofString("key=x"))
                        .header("Content-Type", "text/plain"))
                .status())
        .isEqualTo(415);
  }

  @Test
  void manyWrongKeysAreTooMany() {
    String wrong = server.key().substring(0, server.key().length() - 7) + "0aaaaaa";
    for (int i = 0; i < WrongKeys.MOST_A_MINUTE; i++) {
      assertThat(signIn(open, "{\"key\": \"%s\"}".formatted(wrong), OWN).status()).isEqualTo(401);
    }
    Answer refused = signIn(open, "{\"key\": \"%s\"}".formatted(open.key()), OWN);
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.json().path("code").asString()).isEqualTo("too_many_wrong_keys");
    assertThat(Integer.parseInt(refused.header("retry-after"))).isBetween(1, 60);
  }

  @Test
  void wrongKeysOfAMinuteAgoAreForgotten() {
    var now = new AtomicLong(Long.MAX_VALUE - 5);
    var wrongKeys = new WrongKeys(now::get);
    for (int i = 0; i < WrongKeys.MOST_A_MINUTE; i++) {
      wrongKeys.requireFew("::1");
      wrongKeys.count("::1");
    }
    wrongKeys.requireFew("127.0.0.1");
    assertThatThrownBy(() -> wrongKeys.requireFew("::1")).isInstanceOf(ApiException.class);
    now.addAndGet(Duration.ofSeconds(60).toNanos());
    wrongKeys.requireFew("::1");
  }

  @Test
  void aServerForOnePersonLetsThisMachineInWithoutAKey() {
    JsonNode who = open.send(request(open, SESSION).GET()).json();
    assertThat(who.path("organization").asString()).isEqualTo("me");
    assertThat(who.path("open").asBoolean()).isTrue();
    assertThat(who.path("key").isNull()).isTrue();
    assertThat(who.path("scopes").size()).isEqualTo(Scope.values().length);

    String pause = "/me/place_enrichment/pause";
    assertThat(open.send(request(open, pause).POST(BodyPublishers.noBody())).status())
        .isEqualTo(403);
    assertThat(open.send(request(open, pause, OWN).POST(BodyPublishers.noBody())).status())
        .isEqualTo(200);
    JsonNode entry =
        open.send(request(open, "/me/place_enrichment/audit").GET()).json().at("/items/0");
    assertThat(entry.path("key_id").isNull()).isTrue();
    assertThat(entry.path("address").asString()).isEqualTo("127.0.0.1");
    assertThat(open.send(request(open, BATCHES).GET()).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({
    "Sec-Fetch-Site, cross-site",
    "Origin, https://evil.example",
    "X-Forwarded-For, 203.0.113.7",
    "Forwarded, for=203.0.113.7",
    "Host, evil.example:8080",
    "Host, 127.0.0.1.evil.example",
  })
  void butNoPageOfOthersNoProxyAndNoOtherName(String header, String value) throws IOException {
    assertThat(statusLine(header, value)).contains(" 403 ");
  }

  @ParameterizedTest
  @CsvSource({"Host, localhost:8080", "Host, '[::1]'", "Sec-Fetch-Site, none"})
  void itsOwnNamesAreFine(String header, String value) throws IOException {
    assertThat(statusLine(header, value)).contains(" 200 ");
  }

  /// By hand, since Java's client says itself what host it calls.
  private static String statusLine(String header, String value) throws IOException {
    try (var socket = new Socket(open.url().getHost(), open.url().getPort());
        var answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII))) {
      String host = header.equals("Host") ? "" : "Host: localhost\r\n";
      socket
          .getOutputStream()
          .write(
              "GET /me/place_enrichment/batches HTTP/1.1\r\n%s%s: %s\r\n\r\n"
                  .formatted(host, header, value)
                  .getBytes(US_ASCII));
      return answer.readLine();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "http.host, 0.0.0.0, http.host must be",
    "http.public-url, https://places.example, http.public-url unset",
    "console.enabled, false, wants console.enabled",
    "console.open-organization, Not A Name, 1 to 63 lower-case letters",
  })
  void aServerForOnePersonThatOthersReachDoesNotStart(String key, String value, String sentence) {
    Map<String, String> flags =
        key.equals("console.open-organization")
            ? Map.of(key, value)
            : Map.of("console.open-organization", "me", key, value);
    assertThatThrownBy(
            () -> AppConfig.read(ConfigReader.of(Path.of("/none"), null, Map.of(), flags)))
        .isInstanceOf(BadConfiguration.class)
        .hasMessageContaining(sentence);
  }
}
