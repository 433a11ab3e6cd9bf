package dev.placemill.server.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.AttributeValue;
import dev.placemill.attribute.Normalizer;
import dev.placemill.place.Coordinates;
import dev.placemill.server.testing.FakeSource;
import dev.placemill.server.testing.TestDatabase;
import dev.placemill.server.testing.TestServer;
import dev.placemill.server.testing.TestServer.Answer;
import dev.placemill.source.Evidence;
import dev.placemill.source.Inquiry;
import dev.placemill.source.Observation;
import dev.placemill.source.RecordMatch;
import dev.placemill.source.SourceAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A batch in compact rows says what its items say.
class OverviewTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();
  private static final Evidence EVIDENCE =
      new Evidence("fake", "1", null, null, Evidence.Scope.PLACE);

  // In slices of two, so that reading goes over their borders.
  private static final String PLACES =
      """
      {"attributes": ["website", "phone", "coordinates", "opening_hours", "common_names"], "places": [
        {"place_id": "a", "inputs": {"name": "Café \\"Zentral\\"", "latitude": 40.7128, "longitude": -74.006, "website": "https://example.org"}},
        {"place_id": "f", "inputs": {"name": "Café \\"Zentral\\"", "latitude": 40.7128, "longitude": -74.006, "website": "https://example.org"}},
        {"place_id": "e", "inputs": {"name": "Café \\"Zentral\\"", "latitude": 40.7128, "longitude": -74.006, "website": "https://example.com"}},
        {"place_id": "b", "attributes": ["email"], "inputs": {"name": "Unknown", "wkt_geometry": "POINT(2.5 1.5)"}},
        {"place_id": "c", "inputs": {"latitude": 48.2, "longitude": 16.37}},
        {"place_id": "d", "inputs": {"name": "Nowhere"}}]}
      """;

  private static TestServer server;
  private static String id;

  private static SourceAnswer answer(Inquiry inquiry) {
    if (!inquiry.place().name().startsWith("Café")) {
      return new SourceAnswer.NothingKnown("The fake source knows none.");
    }
    return new SourceAnswer.Found(
        List.of(
            seen(Attribute.WEBSITE, new AttributeValue.Text("https://example.org")),
            seen(
                Attribute.COORDINATES, new AttributeValue.Point(new Coordinates(40.7137, -74.006))),
            seen(
                Attribute.OPENING_HOURS,
                Normalizer.openingHours("Mo-Fr 09:00-17:00").orElseThrow()),
            seen(
                Attribute.COMMON_NAMES,
                new AttributeValue.TextList(List.of("Zentral, \"ü\"", "]")))),
        List.of(
            new RecordMatch(EVIDENCE, "Zentral", 0.6, 100.0, "alike"),
            new RecordMatch(EVIDENCE, "Zentral", 0.97, 100.0, "alike")));
  }

  private static Observation seen(Attribute attribute, AttributeValue value) {
    return new Observation(attribute, value, 0.96, EVIDENCE, "The fake source says so.");
  }

  @BeforeAll
  static void start() {
    server =
        TestServer.start(
            DATABASE.database(),
            Map.of("batch.slice-size", "2"),
            new FakeSource(OverviewTest::answer));
    id = server.post("", PLACES).json().path("batch_id").asString();
    server.awaitEnd(id);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Answer overview(String query) {
    Answer answer = server.get("/" + id + "/overview" + query);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer;
  }

  private static List<JsonNode> rows(String query) {
    return overview(query).json().path("rows").valueStream().toList();
  }

  private static List<String> ids(String query) {
    return rows(query).stream().map(row -> row.get(1).asString()).toList();
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }

  @Test
  void aRowSaysWhereAPlaceWasSentAndFoundAndWhatBecameOfIt() {
    JsonNode answer = overview("?values=website,opening_hours,common_names,phone").json();
    assertThat(answer.path("batch_id").asString()).isEqualTo(id);
    assertThat(answer.path("attributes"))
        .as("in the usual order, with what one place asks for itself")
        .isEqualTo(
            json(
                """
                ["common_names", "website", "phone", "email", "opening_hours", "coordinates"]
                """));
    assertThat(answer.path("values"))
        .isEqualTo(json("[\"website\", \"opening_hours\", \"common_names\", \"phone\"]"));
    assertThat(answer.path("fields").valueStream().map(JsonNode::asString).toList())
        .isEqualTo(OverviewRows.FIELDS);
    assertThat(answer.path("rows").get(0))
        .isEqualTo(
            json(
                """
                [0, "a", "Café \\"Zentral\\"", 40.7128, -74.006, 40.7137, -74.006, 100.1, "completed", null, null, 0.97,
                 "avn-av", "HVN-MV", "------", ["https://example.org", "Mo-Fr 09:00-17:00", ["Zentral, \\"ü\\"", "]"], null]]
                """));
    assertThat(answer.path("rows").get(3))
        .isEqualTo(
            json(
                """
                [3, "b", "Unknown", 1.5, 2.5, null, null, null, "completed", null, null, null,
                 "---n--", "---N--", "------", [null, null, null, null]]
                """));
    assertThat(answer.path("rows").get(4))
        .as("it has no name, and is on the map nevertheless")
        .isEqualTo(
            json(
                """
                [4, "c", null, 48.2, 16.37, null, null, null, "failed", "missing_name", null, null,
                 "------", "------", "------", [null, null, null, null]]
                """));
    JsonNode second = answer.path("rows").get(1);
    assertThat(second.get(10).asString()).as("the same as an earlier one").isEqualTo("a");
    assertThat(answer.path("rows").get(2).get(12).asString()).isEqualTo("acn-av");
  }

  @Test
  void valuesAreThoseOfTheItems() {
    List<String> names = new ArrayList<>();
    for (Attribute attribute : Attribute.values()) {
      names.add(attribute.wireName());
    }
    List<JsonNode> rows = rows("?values=" + String.join(",", names));
    JsonNode items = server.get("/" + id).json().path("results");
    for (int i = 0; i < 6; i++) {
      JsonNode data = items.get(i).path("enriched_data");
      JsonNode values = rows.get(i).get(OverviewRows.FIELDS.indexOf("values"));
      for (Attribute attribute : Attribute.values()) {
        String suffix = attribute == Attribute.OPENING_HOURS ? "_osm" : "";
        JsonNode value = data.path(attribute.wireName() + suffix);
        assertThat(values.get(names.indexOf(attribute.wireName())).toString())
            .isEqualTo(value.isMissingNode() ? "null" : value.toString());
      }
    }
  }

  @Test
  void theFiltersOfResultsHold() {
    assertThat(ids("?status=failed")).containsExactly("c", "d");
    assertThat(ids("?attribute=website&attribute_status=corrected")).containsExactly("e");
    assertThat(ids("?attribute=opening_hours")).containsExactly("a", "f", "e");
    assertThat(ids("?min_confidence=HIGH&updated_since=2020-01-01T00:00:00Z"))
        .containsExactly("a", "f", "e");
    assertThat(ids("?updated_since=2999-01-01T00:00:00Z")).isEmpty();
    Answer unknown = server.get("/" + id + "/overview?values=web");
    assertThat(unknown.status()).isEqualTo(400);
    assertThat(unknown.json().path("detail").asString()).startsWith("values must be of name,");
  }

  @Test
  void whoKnowsItGetsItOnceUntilAPlaceEndsAnew() {
    String tag = overview("?values=phone").header("etag");
    assertThat(overview("?values=website").header("etag")).isNotEqualTo(tag);
    assertThat(knowing(tag)).isEqualTo(304);
    server.post("/" + id + "/reprocess", "{\"place_ids\": [\"b\"]}");
    server.awaitEnd(id);
    assertThat(knowing(tag)).isEqualTo(200);
  }

  private static int knowing(String tag) {
    String path = "/acme/place_enrichment/batches/%s/overview?values=phone".formatted(id);
    return server.send(server.request(path).header("If-None-Match", tag).GET()).status();
  }
}
