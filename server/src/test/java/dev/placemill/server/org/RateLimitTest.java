package dev.placemill.server.org;

import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.server.testing.FakeSource;
import dev.placemill.server.testing.Gate;
import dev.placemill.server.testing.TestDatabase;
import dev.placemill.server.testing.TestServer;
import dev.placemill.server.testing.TestServer.Answer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/// What a client is told of its quota, by a whole server.
class RateLimitTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();
  private static final String ITEM = "\"[a-z-]+\"(;[a-z]+=([0-9]+|\"[a-z-]+\"))+";

  @BeforeEach
  void empty() {
    DATABASE.empty();
  }

  private static TestServer start(String requestsPerMinute) {
    return TestServer.start(
        DATABASE.database(),
        Map.of("org.requests-per-minute", requestsPerMinute),
        FakeSource.knowingAll());
  }

  @Test
  void everyAnswerSaysWhatIsLeftAndTheOneTooManyWhenToComeBack() {
    try (TestServer server = start("3")) {
      assertThat(server.get("").header("ratelimit")).startsWith("\"requests\";r=2;t=");
      // A problem says it too.
      assertThat(server.get("/batch_7").header("ratelimit")).startsWith("\"requests\";r=1;t=");
      assertThat(server.post("", "{").header("ratelimit")).startsWith("\"requests\";r=0;t=");
      Answer refused = server.get("");
      assertThat(refused.status()).isEqualTo(429);
      JsonNode problem = refused.json();
      assertThat(problem.path("code").asString()).isEqualTo("quota_exceeded");
      assertThat(problem.path("type").asString()).isEqualTo("/problems/quota_exceeded");
      assertThat(problem.at("/violated-policies/0").asString()).isEqualTo("requests");
      assertThat(refused.header("ratelimit-policy")).isEqualTo("\"requests\";q=3;w=60");
      String seconds = refused.header("retry-after");
      assertThat(Integer.parseInt(seconds)).isBetween(1, 20);
      assertThat(refused.header("ratelimit")).isEqualTo("\"requests\";r=0;t=" + seconds);
      for (String field : List.of("ratelimit", "ratelimit-policy")) {
        assertThat(refused.header(field)).matches(ITEM + "(, " + ITEM + ")*");
      }
      // Another organization and the routes without a key are as free as ever.
      String rival = server.keyOf("rival");
      assertThat(
              server
                  .send(
                      server
                          .request("/rival/place_enrichment/batches")
                          .setHeader("Authorization", "Bearer " + rival)
                          .GET())
                  .status())
          .isEqualTo(200);
      assertThat(server.send(server.request("/livez").GET()).headers())
          .doesNotContainKey("ratelimit");
    }
  }

  @Test
  void anOrganizationsOwnLimitsHoldFromTheNextRequestOn() {
    try (TestServer server = start("0")) {
      var limits = new Limits(DATABASE.database());
      long acme = limits.findOrganization("acme").orElseThrow();
      Answer taken = server.post("", TestServer.batchOf("a", "b"));
      assertThat(taken.status()).isEqualTo(202);
      limits.set(
          acme,
          "acme",
          Map.of(Limit.MAX_PLACES, Optional.of(1), Limit.REQUESTS_PER_MINUTE, Optional.of(1_000)));
      Answer refused = server.post("", TestServer.batchOf("a", "b"));
      assertThat(refused.json().path("code").asString()).isEqualTo("too_many_places");
      assertThat(jobs(server, "a", "b").json().path("code").asString())
          .isEqualTo("too_many_places");
      assertThat(jobs(server, "a").status()).isEqualTo(200);
      assertThat(jobs(server, "b").json().path("code").asString()).isEqualTo("too_many_places");
      assertThat(refused.header("ratelimit-policy")).isEqualTo("\"requests\";q=1000;w=60");
      Answer audited = server.send(server.request("/acme/place_enrichment/audit?limit=1").GET());
      assertThat(audited.json().at("/items/0/action").asString()).isEqualTo("organization.limited");
      assertThat(audited.json().at("/items/0/detail").asString())
          .contains("max-places 1", "requests-per-minute 1000");
      String largePage = "/" + taken.json().path("batch_id").asString() + "?limit=5000";
      limits.set(acme, "acme", Map.of(Limit.MAX_PLACES, Optional.of(5_000)));
      assertThat(server.get(largePage).status()).isEqualTo(200);
      limits.set(acme, "acme", Map.of(Limit.MAX_PLACES, Optional.empty()));
      assertThat(server.get(largePage).status()).isEqualTo(400);
    }
  }

  /// Sends jobs to one and the same batch.
  private static Answer jobs(TestServer server, String... ids) {
    String body = TestServer.batchOf(ids);
    return server.post("", body.replace("\"places\"", "\"batch_id\": \"own\", \"jobs\""));
  }

  @Test
  void whoIsRefusedForItsRunningBatchesIsToldHowManyMayRun() {
    Map<String, String> refusing =
        Map.of("batch.refuse-beyond-running", "true", "queue.running-batches", "1");
    var gate = new Gate();
    try (TestServer server = TestServer.start(DATABASE.database(), refusing, gate.source())) {
      server.submit("a");
      Answer refused = server.post("", TestServer.batchOf("b"));
      gate.open();
      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.json().path("code").asString()).isEqualTo("too_many_batches");
      assertThat(refused.json().at("/violated-policies/0").asString()).isEqualTo("batches");
      assertThat(refused.header("ratelimit-policy"))
          .isEqualTo("\"requests\";q=60000;w=60, \"batches\";q=1;qu=\"concurrent-requests\"");
      assertThat(refused.header("ratelimit"))
          .endsWith(", \"batches\";r=0;t=" + refused.header("retry-after"))
          .matches(ITEM + "(, " + ITEM + ")*");
    }
  }

  @Test
  void withoutALimitThereIsNoHeader() {
    try (TestServer server = start("0")) {
      assertThat(server.get("").headers()).doesNotContainKeys("ratelimit", "ratelimit-policy");
    }
  }
}
