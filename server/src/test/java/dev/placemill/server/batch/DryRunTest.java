package dev.placemill.server.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.attribute.Attribute;
import dev.placemill.place.Place;
import dev.placemill.server.testing.FakeSource;
import dev.placemill.server.testing.TestDatabase;
import dev.placemill.server.testing.TestServer;
import dev.placemill.server.testing.TestServer.Answer;
import dev.placemill.source.EnrichmentSource;
import dev.placemill.source.Expense;
import dev.placemill.source.Inquiry;
import dev.placemill.source.SourceAnswer;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/// What a dry run says is what would happen, and nothing does.
class DryRunTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();
  private static final String BATCHES = "/acme/place_enrichment/batches";
  private static TestServer server;

  /// Asks somebody else for phones, one question and two pages a place.
  private static final class Directory implements EnrichmentSource {
    @Override
    public String name() {
      return "directory";
    }

    @Override
    public Set<Attribute> attributes() {
      return Set.of(Attribute.PHONE);
    }

    @Override
    public Optional<Expense> findExpense(Place place, Set<Attribute> asked) {
      return Optional.of(new Expense(1, 2, place.name().startsWith("Kept") ? 1 : 0));
    }

    @Override
    public SourceAnswer lookUp(Inquiry inquiry) {
      return new SourceAnswer.NothingKnown("it knows nobody");
    }
  }

  @BeforeAll
  static void start() {
    server =
        TestServer.start(
            DATABASE.database(),
            Map.of("batch.max-places", "100"),
            FakeSource.knowingAll(),
            new Directory());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static JsonNode look(String query, String type, byte[] body) {
    int before = server.get("").json().path("items").size();
    Answer answer =
        server.send(
            server
                .request(BATCHES + "?dry_run=true" + query)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofByteArray(body)));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(server.get("").json().path("items")).hasSize(before);
    return answer.json();
  }

  private static JsonNode lookAtJson(String body) {
    return look("", "application/json", body.getBytes(UTF_8));
  }

  private static List<String> problems(JsonNode answer) {
    return answer
        .path("problems")
        .valueStream()
        .map(problem ->
            "%s %s %d"
                .formatted(
                    problem.path("code").asString(),
                    problem.path("effect").asString(),
                    problem.path("count").asInt()))
        .toList();
  }

  @Test
  void aMessyListIsToldByCauseWithExamples() throws Exception {
    byte[] messy = Files.readAllBytes(Path.of("..", "examples", "messy.csv"));

    JsonNode answer = look("", "text/csv", messy);

    assertThat(answer.path("accepted").asBoolean()).isFalse();
    assertThat(look("&on_invalid=skip", "text/csv", messy).path("accepted").asBoolean()).isTrue();
    assertThat(look("&skip=too_many_fields", "text/csv", messy).path("accepted").asBoolean())
        .isFalse();
    JsonNode skipped =
        look("&skip=too_many_fields,duplicate_place_id,unreadable_coordinates", "text/csv", messy);
    assertThat(skipped.path("accepted").asBoolean()).isTrue();
    assertThat(skipped.path("rows").asInt()).isEqualTo(16);
    assertThat(problems(skipped)).isEqualTo(problems(answer));
    assertThat(answer.path("rows").asInt()).isEqualTo(16);
    assertThat(answer.path("places").asInt()).isEqualTo(13);
    assertThat(answer.path("batches").asInt()).isEqualTo(1);
    assertThat(problems(answer))
        .containsExactly(
            "duplicate_place_id refused 1",
            "too_many_fields refused 1",
            "unreadable_coordinates refused 1",
            "blank_row left_out 1",
            "missing_name failed 1",
            "invalid_coordinates failed 2",
            "not_locatable failed 2",
            "read_otherwise noted 3");
    JsonNode example = answer.at("/problems/0/examples/0");
    assertThat(example.path("row").asInt()).isEqualTo(7);
    assertThat(example.path("line").asInt()).isEqualTo(8);
    assertThat(example.path("column").asString()).isEqualTo("id");
    assertThat(example.path("detail").asString()).contains("already the id of row 1");
    JsonNode table = answer.path("table");
    assertThat(table.path("delimiter").asString()).isEqualTo(";");
    assertThat(table.path("charset").asString()).isEqualTo("UTF-8");
    assertThat(table.at("/columns/name").asString()).isEqualTo("Store Name");
    assertThat(table.at("/columns/postal_code").asString()).isEqualTo("Zip");
    assertThat(table.path("unread_columns")).isEmpty();
  }

  @Test
  void aDocumentIsToldByPointer() {
    JsonNode answer =
        lookAtJson(
            """
            {"places": [
              {"place_id": "a", "inputs": {"name": "Cafe", "latitude": 139, "longitude": 2}},
              {"place_id": "a", "inputs": {"name": "Cafe", "latitude": "x"}},
              {"inputs": {"name": "Cafe", "city": "Rome"}},
              {"place_id": "d", "inputs": {"name": "Cafe", "city": "Rome"}, "attributes": ["hue"]}]}
            """);

    assertThat(answer.path("accepted").asBoolean()).isFalse();
    assertThat(answer.path("rows").asInt()).isEqualTo(4);
    assertThat(answer.path("places").asInt()).isEqualTo(1);
    assertThat(answer.has("table")).isFalse();
    assertThat(problems(answer))
        .containsExactly(
            "missing_place_id refused 1",
            "duplicate_place_id refused 1",
            "wrong_type refused 1",
            "unknown_attributes refused 1",
            "invalid_coordinates failed 1");
    assertThat(answer.at("/problems/2/examples/0/pointer").asString())
        .isEqualTo("#/places/1/inputs/latitude");
    assertThat(answer.at("/problems/4/examples/0/row").asInt()).isEqualTo(1);
  }

  @Test
  void theSamePlaceTwiceIsFoundByTheRuleOfTheBatchAndAskedAboutOnce() {
    String body =
        """
        {"attributes": ["phone"], "places": [
          {"place_id": "a", "inputs": {"name": "Kept Cafe", "latitude": 40.7128, "longitude": -74.006}},
          {"place_id": "b", "inputs": {"name": "Kept Cafe", "latitude": 40.71281, "longitude": -74.006}},
          {"place_id": "c", "inputs": {"name": "Bar", "latitude": 41, "longitude": -74}},
          {"place_id": "d", "attributes": ["website"],
           "inputs": {"name": "Inn", "latitude": 42, "longitude": -74}}]}
        """;
    JsonNode answer = lookAtJson(body);

    assertThat(answer.path("accepted").asBoolean()).isTrue();
    assertThat(answer.at("/duplicates/count").asInt()).isEqualTo(1);
    assertThat(answer.at("/duplicates/examples/0/place_id").asString()).isEqualTo("b");
    assertThat(answer.at("/duplicates/examples/0/duplicate_of").asString()).isEqualTo("a");
    // The directory is asked about a with b and about c; d wants no phone.
    assertThat(answer.at("/calls/by_source").propertyNames()).containsExactly("directory");
    assertThat(answer.at("/calls/by_source/directory/questions").asInt()).isEqualTo(2);
    assertThat(answer.at("/calls/by_source/directory/pages").asInt()).isEqualTo(4);
    assertThat(answer.at("/calls/total").asInt()).isEqualTo(6);
    assertThat(answer.at("/cache_hits/total").asInt()).isEqualTo(1);
    // What the batch itself comes to.
    String id = server.post("", body).json().path("batch_id").asString();
    assertThat(
            server
                .awaitEnd(id)
                .path("results")
                .valueStream()
                .filter(item -> item.has("duplicate_of"))
                .map(item -> item.path("place_id").asString()))
        .containsExactly("b");
  }

  @Test
  void placesOfDifferentBatchesOfAListAreNotCompared() {
    var lines = new StringBuilder();
    for (int i = 0; i < 150; i++) {
      // The last is named like the first and would be its duplicate in one batch.
      lines.append(
          """
          {"place_id": "%d", "inputs": {"name": "Cafe %d", "address": "1 Main St, Rome"}}
          """
              .formatted(i, i % 149));
    }
    JsonNode answer = look("", "application/x-ndjson", lines.toString().getBytes(UTF_8));

    assertThat(answer.path("batches").asInt()).isEqualTo(2);
    assertThat(answer.at("/duplicates/count").asInt()).isZero();
  }

  @Test
  void theTimeIsThatOfTheWorkThisServerDidLately() {
    try (TestServer fresh = TestServer.start(DATABASE.database(), FakeSource.knowingAll())) {
      String body = TestServer.batchOf("A", "B", "C", "D");
      JsonNode before = fresh.post("?dry_run=true", body).json();
      assertThat(before.path("estimated_seconds").isNull()).isTrue();
      assertThat(before.path("estimated_from").asString()).contains("no places within the hour");

      fresh.awaitEnd(fresh.submit("A", "B", "C", "D"));
      JsonNode after = fresh.post("?dry_run=true", body).json();

      assertThat(after.path("estimated_seconds").asDouble()).isPositive();
      assertThat(after.path("estimated_from").asString()).contains("measured over 4 places");
    }
  }

  @Test
  void paceIsCountedOverTheTimeInWhichThereWasWork() {
    var now = new AtomicLong();
    var pace = new RecentPace(now::get);
    assertThat(pace.find()).isEmpty();
    now.set(Duration.ofSeconds(10).toNanos());
    pace.worked(Duration.ofSeconds(0).toNanos(), 100);
    // Another one beside it, then idleness, then one more.
    pace.worked(Duration.ofSeconds(5).toNanos(), 100);
    now.set(Duration.ofSeconds(110).toNanos());
    pace.worked(Duration.ofSeconds(100).toNanos(), 200);

    assertThat(pace.find().orElseThrow().placesPerSecond()).isEqualTo(20);
    now.set(Duration.ofHours(2).toNanos());
    assertThat(pace.find()).isEmpty();
  }

  @Test
  void thePageHasEveryCauseWithWhatComesOfIt() throws Exception {
    String page = Files.readString(Path.of("..", "docs", "reference", "uploads.md"));

    assertThat(Arrays.stream(Cause.values()))
        .allSatisfy(cause ->
            assertThat(page)
                .contains(
                    "| `%s` | %s | %s |"
                        .formatted(cause.wireName(), cause.effect().wireName(), cause.meaning())));
  }
}
