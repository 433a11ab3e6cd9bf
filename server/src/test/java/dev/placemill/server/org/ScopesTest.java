package dev.placemill.server.org;

import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.server.http.Router;
import dev.placemill.server.http.Scope;
import dev.placemill.server.testing.FakeSource;
import dev.placemill.server.testing.TestDatabase;
import dev.placemill.server.testing.TestServer;
import dev.placemill.server.testing.TestServer.Answer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Every route of an organization asks for a scope, and a key without it gets nothing from it.
class ScopesTest {
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

  private static Answer send(Router.Route route, String key) {
    String path = route.path().replace("{org}", "acme").replaceAll("\\{[a-z_]+}", "7");
    HttpRequest.Builder request =
        server
            .request(path)
            .setHeader("Authorization", "Bearer " + key)
            .method(route.method(), BodyPublishers.ofString("{}"));
    return server.send(request);
  }

  @Test
  void aKeyWithAllScopesButTheOneOfTheRouteIsRefusedByEveryRoute() {
    Map<Scope, String> without = new EnumMap<>(Scope.class);
    for (Scope scope : Scope.values()) {
      without.put(
          scope,
          server.keyWith(
              Arrays.stream(Scope.values()).filter(other -> other != scope).toArray(Scope[]::new)));
    }
    List<String> open = new ArrayList<>();
    for (Router.Route route : server.organizationRoutes()) {
      Scope scope = Objects.requireNonNull(route.scope());
      Answer answer = send(route, Objects.requireNonNull(without.get(scope)));
      if (answer.status() != 403 || !answer.text().contains("with the scope " + scope.wireName())) {
        open.add(route + " answers " + answer.text());
      }
    }
    assertThat(open).isEmpty();
    assertThat(server.organizationRoutes()).hasSizeGreaterThan(40);
  }

  @Test
  void everyPathOfAnOrganizationWantsAKey() {
    assertThat(server.routes())
        .filteredOn(route -> route.contains("/{org}"))
        .hasSameSizeAs(server.organizationRoutes());
  }

  @Test
  void readingNeedsAScopeForReadingAndGoverningOneForGoverning() {
    assertThat(server.organizationRoutes())
        .allSatisfy(route -> {
          boolean governs =
              route.path().matches(".*/(keys|audit|usage)(/.*)?")
                  || (route.path().contains("/datasets") && !route.method().equals("GET"));
          assertThat(route.scope() == Scope.ADMIN).as(route.toString()).isEqualTo(governs);
          if (route.scope() == Scope.BATCHES_READ) {
            assertThat(route.method()).isIn("GET", "POST");
          }
        });
  }

  @Test
  void aKeyForReadingReadsAndDoesNothingElse() {
    String key = server.keyWith(Scope.BATCHES_READ);
    String batches = "/{org}/place_enrichment/batches";
    assertThat(send(new Router.Route("GET", batches, null), key).status()).isEqualTo(200);
    Answer refused = send(new Router.Route("POST", batches, null), key);
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.json().path("code").asString()).isEqualTo("missing_scope");
    assertThat(refused.json().path("detail").asString())
        .isEqualTo("This needs a key with the scope batches:write; this key has batches:read.");
  }
}
