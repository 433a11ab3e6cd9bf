package dev.placemill.server.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.server.testing.FakeSource;
import dev.placemill.server.testing.TestDatabase;
import dev.placemill.server.testing.TestServer;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/// What a batch and its places ask for, and what becomes of a place that is in it twice, over HTTP
/// and over the borders of slices.
class SentTogetherApiTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private final FakeSource source = FakeSource.knowingAll();
  private final TestServer server =
      TestServer.start(DATABASE.database(), Map.of("batch.slice-size", "1"), source);

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aBatchIsFilledWithTheAttributesItAsksForAndAPlaceWithItsOwn() {
    JsonNode batch =
        ended(
            """
            {"attribute_set": "open_closed", "attributes": ["website", "email"], "places": [
              {"place_id": "a", "inputs": {"name": "Blue", "latitude": 1, "longitude": 1}},
              {"place_id": "b", "inputs": {"name": "Red", "latitude": 2, "longitude": 2},
               "attributes": ["phone"]},
              {"place_id": "c", "inputs": {"name": "Green", "latitude": 3, "longitude": 3},
               "attribute_set": null}]}
            """);

    assertThat(asked(batch, 0)).contains("open_closed_status", "website", "email");
    assertThat(asked(batch, 0)).doesNotContain("phone");
    assertThat(asked(batch, 1)).containsExactly("phone");
    assertThat(asked(batch, 2)).isEqualTo(asked(batch, 0));
    assertThat(source.callsFor("Red")).isZero();
  }

  @Test
  void withoutAWordEverythingIsFilled() {
    JsonNode batch =
        ended(
            """
            {"places": [
              {"place_id": "a", "inputs": {"name": "Blue", "latitude": 1, "longitude": 1}}]}
            """);

    assertThat(asked(batch, 0)).contains("name", "phone", "website", "open_closed_status");
  }

  @Test
  void reprocessingAsksForTheSameAttributes() {
    JsonNode batch =
        ended(
            """
            {"attributes": ["website"], "places": [
              {"place_id": "a", "inputs": {"name": "Blue", "latitude": 1, "longitude": 1}}]}
            """);
    String id = batch.path("batch_id").asString();

    server.post("/" + id + "/reprocess", "{\"place_ids\": [\"a\"]}");

    assertThat(asked(server.awaitEnd(id), 0)).containsExactly("website");
  }

  @Test
  void aPlaceThatIsTwiceInABatchIsEnrichedOnceAlsoInTwoSlicesAndWhenReprocessedAlone() {
    JsonNode batch =
        ended(
            """
            {"places": [
              {"place_id": "a", "inputs": {"name": "Café Blue", "latitude": 1, "longitude": 1}},
              {"place_id": "b", "inputs": {"name": "Red", "latitude": 1, "longitude": 1}},
              {"place_id": "c", "inputs": {"name": "Cafe Blue", "latitude": 1, "longitude": 1}}]}
            """);
    String id = batch.path("batch_id").asString();

    assertThat(batch.path("results").path(0).has("duplicate_of")).isFalse();
    assertThat(batch.path("results").path(1).has("duplicate_of")).isFalse();
    assertThat(duplicateOf(batch, 2)).isEqualTo("a");
    assertThat(source.callsFor("Café Blue")).isEqualTo(1);
    assertThat(source.callsFor("Cafe Blue")).isZero();

    server.post("/" + id + "/reprocess", "{\"place_ids\": [\"c\"]}");
    assertThat(duplicateOf(server.awaitEnd(id), 2)).isEqualTo("a");
    assertThat(source.callsFor("Café Blue")).as("asked anew in a new run").isEqualTo(2);
    assertThat(source.callsFor("Cafe Blue")).isZero();
  }

  private JsonNode ended(String body) {
    return server.awaitEnd(server.post("", body).json().path("batch_id").asString());
  }

  private static Iterable<String> asked(JsonNode batch, int place) {
    return batch.path("results").path(place).path("attribute_status").propertyNames();
  }

  private static String duplicateOf(JsonNode batch, int place) {
    return batch.path("results").path(place).path("duplicate_of").asString("");
  }
}
