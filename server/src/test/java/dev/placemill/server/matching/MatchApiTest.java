package dev.placemill.server.matching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.reference.ImportRequest;
import dev.placemill.reference.ReferenceCatalog;
import dev.placemill.reference.ReferenceImport;
import dev.placemill.server.testing.TestDatabase;
import dev.placemill.server.testing.TestServer;
import dev.placemill.server.testing.TestServer.Answer;
import dev.placemill.table.CsvFile;
import dev.placemill.table.CsvPlaceFile;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Matching over HTTP, with an index made of the table in `docs/how-to/matching.md`.
class MatchApiTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Path PAGE = Path.of("../docs/how-to/matching.md");
  private static final Pattern BLOCK =
      Pattern.compile("^```(csv|json)\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();
  @TempDir static Path directory;
  private static List<String> blocks = List.of();
  private static ReferenceCatalog catalog;
  private static TestServer server;
  private static TestServer nothingImported;

  @BeforeAll
  static void start() throws IOException {
    blocks = new ArrayList<>();
    Matcher block = BLOCK.matcher(Files.readString(PAGE));
    while (block.find()) {
      blocks.add(block.group(2));
    }
    Path table = Files.writeString(directory.resolve("stores.csv"), blocks.getFirst());
    var places = CsvPlaceFile.open(CsvFile.inspect(table), Map.of());
    Path reference = directory.resolve("reference");
    new ReferenceImport(reference, Clock.systemUTC())
        .run(
            new ImportRequest("stores", "stores.csv", List.of(places), places.facts()),
            (_, _, _) -> {});
    catalog = new ReferenceCatalog(reference);
    server = TestServer.start(DATABASE.database(), Map.of(), catalog);
    nothingImported = TestServer.start(DATABASE.database());
  }

  @AfterAll
  static void stop() {
    server.close();
    nothingImported.close();
    catalog.close();
  }

  private static Answer match(TestServer at, String body) {
    return at.send(
        at.request("/acme/place_enrichment/match")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  private static JsonNode matched(String body) {
    Answer answer = match(server, body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private static List<String> names(JsonNode results) {
    return results.valueStream().map(one -> one.path("name").asString()).toList();
  }

  private static List<String> pointers(Answer answer) {
    return answer
        .json()
        .path("errors")
        .valueStream()
        .map(fault -> fault.path("pointer").asString())
        .toList();
  }

  @Test
  void theExampleOfThePageIsAnsweredAsThePageSays() {
    ObjectNode answer = (ObjectNode) matched(blocks.get(1));
    ObjectNode page = (ObjectNode) JSON.readTree(blocks.get(2));

    assertThat(withoutFigures(answer)).isEqualTo(withoutFigures(page));
  }

  /// The weights may be fitted anew without a change of the page.
  private static ObjectNode withoutFigures(ObjectNode answer) {
    answer
        .path("results")
        .forEach(result -> ((ObjectNode) result).remove(List.of("probability", "confidence")));
    return answer;
  }

  @Test
  void eachPlaceOfAListIsAnsweredForItselfUnderItsId() {
    JsonNode answer =
        matched(
            """
            {"places": [
              {"place_id": "x", "name": "Berger Optik", "latitude": 47.0724, "longitude": 15.4386},
              {"name": "Fahrrad Huber", "latitude": 47.0724, "longitude": 15.4386}]}
            """);

    JsonNode first = answer.path("places").path(0);
    assertThat(first.path("place_id").asString()).isEqualTo("x");
    assertThat(first.path("results").path(0).path("place_id").asString()).isEqualTo("13");
    assertThat(first.path("results").path(0).path("is_match").asBoolean()).isTrue();
    assertThat(answer.path("places").path(1).path("results"))
        .noneMatch(result -> result.path("is_match").asBoolean());
  }

  @Test
  void nothingBeyondTheRadiusIsOffered() {
    String place =
        """
        {"place": {"name": "Café Abendrot", "latitude": 47.0722, "longitude": 15.4388},
         "max_matches": 5, "radius": %d}
        """;

    assertThat(names(matched(place.formatted(50)).path("results"))).containsOnly("Café Morgenrot");
    assertThat(names(matched(place.formatted(1_000)).path("results"))).contains("Café Abendrot");
  }

  @Test
  void aRadiusBeyondTheUsualFindsWhatIsFarther() {
    String place =
        """
        {"place": {"name": "Café Morgenrot", "latitude": 47.0993, "longitude": 15.4389},
         "radius": %d}
        """;

    assertThat(names(matched(place.formatted(2_000)).path("results"))).isEmpty();
    JsonNode found = matched(place.formatted(5_000)).path("results").path(0);
    assertThat(found.path("name").asString()).isEqualTo("Café Morgenrot");
    assertThat(found.path("distance_m").asInt()).isBetween(2_900, 3_100);
  }

  @Test
  void theNameAloneOrThePointAloneIsEnoughToBeAnswered() {
    JsonNode named = matched("{\"place\": {\"name\": \"Optik Berger\"}}").path("results").path(0);
    assertThat(named.path("place_id").asString()).isEqualTo("13");
    assertThat(named.path("distance_m").isNull()).isTrue();

    JsonNode nearest =
        matched("{\"place\": {\"latitude\": 47.0731, \"longitude\": 15.4372}}")
            .path("results")
            .path(0);
    assertThat(nearest.path("place_id").asString()).isEqualTo("14");
    assertThat(nearest.path("is_match").asBoolean()).isFalse();
    assertThat(nearest.path("confidence").asString()).isEqualTo("NONE");
  }

  @Test
  void anAddressFindsThePlaceWithoutCoordinates() {
    JsonNode found =
        matched(
                """
                {"place": {"name": "Abendrot", "full_address": "Sackstraße 21, 8010 Graz"}}
                """)
            .path("results")
            .path(0);

    assertThat(found.path("place_id").asString()).isEqualTo("14");
    assertThat(found.path("is_match").asBoolean()).isTrue();
  }

  @Test
  void theCallersOwnRecordsNeedNothingImported() {
    Answer answer =
        match(
            nothingImported,
            """
            {"place": {"name": "Cafe Morgenrot", "latitude": 47.0722, "longitude": 15.4388},
             "candidates": [
               {"place_id": "far", "name": "Optik Berger", "latitude": 48.2, "longitude": 16.3},
               {"place_id": "same", "name": "Café Morgenrot", "latitude": 47.0723,
                "longitude": 15.4389, "category_primary": "cafe", "phone": "+43 316 000001"}],
             "max_matches": 2}
            """);

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    JsonNode best = answer.json().path("results").path(0);
    assertThat(best.path("place_id").asString()).isEqualTo("same");
    assertThat(best.path("is_match").asBoolean()).isTrue();
    assertThat(best.path("source").asString()).isEqualTo("candidates");
    assertThat(answer.json().path("metadata").path("sources_searched"))
        .isEqualTo(JSON.readTree("[\"candidates\"]"));
  }

  @Test
  void twoRecordsThatFitEquallyWellAreBothGivenAndNeitherIsTaken() {
    JsonNode answer =
        matched(
            """
            {"place": {"name": "Bäckerei Sorger", "latitude": 47.07, "longitude": 15.44},
             "candidates": [
               {"place_id": "a", "name": "Bäckerei Sorger", "latitude": 47.0709, "longitude": 15.44,
                "full_address": "Herrengasse 1, 8010 Graz"},
               {"place_id": "b", "name": "Bäckerei Sorger", "latitude": 47.0691, "longitude": 15.44,
                "full_address": "Jakominiplatz 4, 8010 Graz"}],
             "max_matches": 5}
            """);

    assertThat(names(answer.path("results"))).hasSize(2);
    assertThat(answer.path("results")).noneMatch(result -> result.path("is_match").asBoolean());
  }

  @Test
  void aSourceIsNamedAsItWasImportedOrByItsKindAndOneThatIsMissingSaysWhatToImport() {
    String place =
        """
        {"place": {"name": "Optik Berger", "latitude": 47.0724, "longitude": 15.4386},
         "match_sources": ["%s"]}
        """;
    for (String there : List.of("stores", "csv", "reprompt", "all")) {
      assertThat(matched(place.formatted(there)).path("metadata").path("sources_searched"))
          .isEqualTo(JSON.readTree("[\"stores\"]"));
    }

    Answer missing = match(server, place.formatted("overture"));
    assertThat(missing.status()).isEqualTo(422);
    assertThat(missing.json().path("code").asString()).isEqualTo("source_not_imported");
    assertThat(missing.json().path("detail").asString())
        .contains("Overture Maps", "placemill import", "imported are stores");
    assertThat(match(server, place.formatted("candidates")).status()).isEqualTo(422);
    assertThat(match(nothingImported, "{\"place\": {\"name\": \"A\"}}").status()).isEqualTo(422);
  }

  @Test
  void everyFaultOfARequestIsNamedWithItsPointer() {
    Answer answer =
        match(
            server,
            """
            {"places": [
               {"place_id": "half", "name": "A", "latitude": 47.07},
               {"full_address": "Sporgasse 7, Graz"},
               {"name": 7},
               "no place"],
             "candidates": [{"latitude": 1, "longitude": 1}],
             "max_matches": 6, "radius": 10, "match_sources": "overture"}
            """);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(pointers(answer))
        .containsExactlyInAnyOrder(
            "#/places/0",
            "#/places/1",
            "#/places/2/name",
            "#/places/3",
            "#/candidates/0/name",
            "#/max_matches",
            "#/radius",
            "#/match_sources");
    assertThat(pointers(match(server, "{}"))).containsExactly("#/place");
    assertThat(match(server, "{\"place\":").json().path("code").asString())
        .isEqualTo("malformed_json");
    assertThat(match(server, " ".repeat(3 << 20) + "{}").status()).isEqualTo(413);
  }
}
