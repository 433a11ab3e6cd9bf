package dev.placemill.server.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.server.testing.FakeSource;
import dev.placemill.server.testing.TestDatabase;
import dev.placemill.server.testing.TestServer;
import dev.placemill.server.testing.TestServer.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Lists as a person chooses them in the console: looked at first, in part or in whole, in whatever
/// form they are.
class ListFormsTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();
  private static final String BATCHES = "/acme/place_enrichment/batches";
  private static TestServer server;

  @BeforeAll
  static void start() {
    server =
        TestServer.start(
            DATABASE.database(),
            Map.of("batch.max-places", "20", "batch.max-jobs", "60"),
            FakeSource.knowingAll());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Answer send(String query, String type, byte[] body) {
    return server.send(
        server
            .request(BATCHES + query)
            .header("Content-Type", type)
            .POST(BodyPublishers.ofByteArray(body)));
  }

  private static Answer csv(String query, String body) {
    return send(query, "text/csv", body.getBytes(UTF_8));
  }

  private static JsonNode look(String query, String type, byte[] body) {
    Answer answer = send("?dry_run=true" + query, type, body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private static List<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::asString).toList();
  }

  private static String stores(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> "%03d,Store %d,Rome\n".formatted(i, i))
        .collect(Collectors.joining("", "id,name,city\n", ""));
  }

  @Test
  void aListIsAsManyBatchesAsItsSenderWants() {
    Answer usual = csv("", stores(50));
    assertThat(usual.json().at("/upload/batch_ids")).hasSize(3);
    Answer one = csv("?max_places=50", stores(50));
    assertThat(one.json().at("/upload/batch_ids")).hasSize(1);
    assertThat(one.json().path("total_count").asInt()).isEqualTo(50);
    JsonNode ended = server.awaitEnd(one.json().path("batch_id").asString());
    assertThat(ended.path("results")).hasSize(50);
    assertThat(csv("?max_places=7", stores(50)).json().at("/upload/batch_ids")).hasSize(8);
    assertThat(
            look("&max_places=60", "text/csv", stores(50).getBytes(UTF_8)).path("batches").asInt())
        .isEqualTo(1);
  }

  @Test
  void onlyTheFirstRowsAreTakenWhereThatIsAskedFor() {
    String list = "id,name,city\na,A,Rome\n,,\nb,B,Rome\nc,C,Rome\n";
    Answer some = csv("?first=2", list);
    assertThat(some.json().at("/upload/rows").asInt()).isEqualTo(2);
    JsonNode results = server.awaitEnd(some.json().path("batch_id").asString()).path("results");
    assertThat(results.valueStream().map(item -> item.path("place_id").asString()))
        .containsExactly("a", "b");
    assertThat(look("&first=1", "text/csv", list.getBytes(UTF_8)).path("rows").asInt())
        .isEqualTo(1);
    String broken = "id,name,city\na,A,Rome\na,A,Rome\n";
    assertThat(csv("?first=1", broken).status()).isEqualTo(202);
    assertThat(csv("", broken).status()).isEqualTo(400);
    assertThat(
            look(
                    "&first=1",
                    "application/x-ndjson",
                    "{\"place_id\":\"a\",\"inputs\":{\"name\":\"A\"}}\n{".getBytes(UTF_8))
                .path("accepted")
                .asBoolean())
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"max_places=0", "max_places=61", "max_places=all", "first=0", "first=-1"})
  void aNumberThatCannotBeIsNamed(String query) {
    Answer answer = csv("?" + query, stores(1));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("detail").asString()).contains(query.split("=", 2)[0]);
  }

  @Test
  void aLookShowsColumnsAndTheFirstRowsAndWhatIsMissing() {
    byte[] list = ("Outlet; Where ;Boss\n" + "A;Rome;Ann\n".repeat(12)).getBytes(UTF_8);
    JsonNode table = look("", "text/csv", list).path("table");
    assertThat(texts(table.path("headers"))).containsExactly("Outlet", "Where", "Boss");
    assertThat(table.path("sample")).hasSize(10);
    assertThat(texts(table.at("/sample/9"))).containsExactly("A", "Rome", "Ann");
    assertThat(texts(table.path("missing"))).containsExactly("name", "location");

    JsonNode unknown = look("", "text/csv", list);
    assertThat(unknown.path("accepted").asBoolean()).isFalse();
    assertThat(unknown.path("rows").asInt()).isEqualTo(12);
    assertThat(unknown.path("places").asInt()).isZero();
    assertThat(csv("", new String(list, UTF_8)).json().path("code").asString())
        .isEqualTo("unusable_list");
    JsonNode chosen = look("&column=name=Outlet&column=city=Where", "text/csv", list);
    assertThat(chosen.path("accepted").asBoolean()).isTrue();
    assertThat(chosen.at("/table/missing")).isEmpty();
    assertThat(chosen.path("places").asInt()).isEqualTo(12);
  }
}
