package dev.placemill.server.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.server.testing.Gate;
import dev.placemill.server.testing.TestDatabase;
import dev.placemill.server.testing.TestServer;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/// The list of batches: all that are kept, or some of them, in the order that is asked for.
class BatchListTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();
  private static final Gate GATE = new Gate();
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start(DATABASE.database(), GATE.source(name -> name.startsWith("slow")));
  }

  @AfterAll
  static void stop() {
    GATE.open();
    server.close();
  }

  @BeforeEach
  void empty() {
    DATABASE
        .database()
        .useHandle(handle -> handle.execute("TRUNCATE batch, slice_input, result_chunk"));
  }

  @Test
  void theListHoldsEveryBatchNewestFirst() {
    String first = server.submit("a");
    String second = server.submit("b", "c");
    server.awaitEnd(first);
    server.awaitEnd(second);
    JsonNode items = server.get("").json().path("items");
    assertThat(items.valueStream().map(batch -> batch.path("batch_id").asString()))
        .containsExactly(second, first);
    assertThat(items.get(0).path("total_count").asInt()).isEqualTo(2);
    assertThat(items.get(0).has("results")).isFalse();
    assertThat(server.get("?limit=1&offset=1").json().path("items").size()).isEqualTo(1);
  }

  @Test
  void theListHoldsAThousandBatchesAtMostAndGoesOnFromThere() {
    server.awaitEnd(server.submit("a"));
    DATABASE
        .database()
        .useHandle(handle ->
            handle.execute(
                """
                INSERT INTO batch (day, org_id, batch_id, name, total_count, slice_size, created_at,
                  run_at, ended_at)
                SELECT day, org_id, gen_random_uuid(), 'one of many', total_count, slice_size,
                  created_at, run_at, ended_at
                FROM batch, generate_series(1, 1000)
                """));
    assertThat(server.get("").json().path("items").size()).isEqualTo(1_000);
    assertThat(server.get("?offset=1000").json().path("items").size()).isEqualTo(1);
    assertThat(server.get("?limit=1001").status()).isEqualTo(400);
  }

  @Test
  void theListCanBeOfSomeBatchesInAnotherOrder() {
    named("Zoo shops", "good", "good too");
    named("art shops", "good", null);
    named("Nowhere", null, null, null);
    String slow = named("Slow shops", "slow");
    awaitStarted(slow);
    pause("pause");
    String later = named("Later", "good");

    assertThat(listed(""))
        .containsExactly("Later", "Slow shops", "Nowhere", "art shops", "Zoo shops");
    for (String status : List.of("queued", "processing", "completed", "partial", "failed")) {
      assertThat(listed("?status=" + status))
          .as(status)
          .containsExactlyElementsOf(
              server
                  .get("")
                  .json()
                  .path("items")
                  .valueStream()
                  .filter(batch -> batch.path("status").asString().equals(status))
                  .map(batch -> batch.path("batch_name").asString())
                  .toList())
          .hasSize(1);
    }
    assertThat(listed("?status=failed,partial&sort=created_at"))
        .containsExactly("art shops", "Nowhere");
    assertThat(listed("?name=SHOPS&sort=name"))
        .containsExactly("art shops", "Slow shops", "Zoo shops");
    assertThat(listed("?sort=-total_count&limit=3"))
        .containsExactly("Nowhere", "art shops", "Zoo shops");
    assertThat(listed("?sort=-total_count&limit=3&offset=3"))
        .containsExactly("Later", "Slow shops");
    assertThat(listed("?sort=-failed_count&limit=1")).containsExactly("Nowhere");
    assertThat(server.get("?status=done").json().path("detail").asString())
        .contains("queued, processing, completed, partial, failed");
    assertThat(server.get("?sort=size").json().path("detail").asString()).contains("-total_count");
    GATE.open();
    pause("resume");
    server.awaitEnd(slow);
    server.awaitEnd(later);
  }

  private static void pause(String word) {
    server.send(
        server.request("/acme/place_enrichment/" + word).POST(HttpRequest.BodyPublishers.noBody()));
  }

  /// Makes a batch and awaits its end, if it has one.
  ///
  /// @param names of its places; null for one that cannot be found
  private static String named(String batchName, @Nullable String... names) {
    List<String> places = new ArrayList<>();
    for (String name : names) {
      places.add(
          """
          {"place_id": "p%d", "inputs": {"name": "%s"%s}}
          """
              .formatted(places.size(), name, name == null ? "" : ", \"city\": \"Bonn\""));
    }
    String id =
        server
            .post(
                "",
                "{\"batch_name\": \"%s\", \"places\": [%s]}"
                    .formatted(batchName, String.join(",", places)))
            .json()
            .path("batch_id")
            .asString();
    if (!batchName.startsWith("Slow") && !batchName.startsWith("Later")) {
      server.awaitEnd(id);
    }
    return id;
  }

  private static List<String> listed(String query) {
    return server
        .get(query)
        .json()
        .path("items")
        .valueStream()
        .map(batch -> batch.path("batch_name").asString())
        .toList();
  }

  private static void awaitStarted(String id) {
    while (!server.get("/" + id).json().path("status").asString().equals("processing")) {
      Thread.onSpinWait();
    }
  }
}
