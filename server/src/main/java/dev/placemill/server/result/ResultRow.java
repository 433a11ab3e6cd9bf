package dev.placemill.server.result;

import dev.placemill.place.Coordinates;
import dev.placemill.place.PlaceReader;
import dev.placemill.server.batch.BatchResults.PlaceResult;
import dev.placemill.server.batch.SubmittedPlace;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A place of a batch and what became of it, read as JSON only when somebody looks inside.
final class ResultRow {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final PlaceResult place;
  private @Nullable JsonNode item;
  private @Nullable SubmittedPlace submitted;
  private @Nullable ItemOutline outline;

  ResultRow(PlaceResult place) {
    this.place = place;
  }

  PlaceResult place() {
    return place;
  }

  /// What became of it, as the API shows it.
  JsonNode item() {
    if (item == null) {
      item = JSON.readTree(place.item());
    }
    return item;
  }

  /// The same in short.
  ItemOutline outline() {
    if (outline == null) {
      outline = ItemOutline.of(place.item());
    }
    return outline;
  }

  /// As the client sent it.
  String placeId() {
    return submitted().placeId();
  }

  /// What the client sent of it.
  JsonNode inputs() {
    return submitted().inputs();
  }

  private SubmittedPlace submitted() {
    if (submitted == null) {
      submitted = SubmittedPlace.of(place.submitted());
    }
    return submitted;
  }

  /// Where it is: as found, else as sent; null when nobody knows.
  @Nullable Coordinates location() {
    JsonNode found = item().path("enriched_data").path("coordinates");
    if (found.size() == 2) {
      return new Coordinates(found.get(0).asDouble(), found.get(1).asDouble());
    }
    return PlaceReader.location(inputs());
  }
}
