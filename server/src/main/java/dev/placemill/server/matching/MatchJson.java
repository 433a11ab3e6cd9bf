package dev.placemill.server.matching;

import dev.placemill.address.AddressFormat;
import dev.placemill.attribute.Confidence;
import dev.placemill.match.PlaceRecord;
import dev.placemill.place.Coordinates;
import dev.placemill.server.matching.PlaceMatching.Answer;
import dev.placemill.server.matching.PlaceMatching.Found;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Matches as the JSON a client reads, in the words of the hosted service.
final class MatchJson {
  private static final JsonFactory JSON = new JsonFactory();
  private static final double DIGITS = 10_000;

  private MatchJson() {}

  static byte[] bytes(MatchQuestion question, Answer answer) {
    var bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
      json.writeStartObject();
      if (question.isList()) {
        writePlaces(json, question.places(), answer.ofPlaces());
      } else {
        writeResults(json, answer.ofPlaces().getFirst());
      }
      writeMetadata(json, question, answer);
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  private static void writePlaces(
      JsonGenerator json, List<SoughtPlace> places, List<List<Found>> ofPlaces) {
    json.writeArrayPropertyStart("places");
    for (int i = 0; i < places.size(); i++) {
      json.writeStartObject();
      writeText(json, "place_id", places.get(i).id());
      writeResults(json, ofPlaces.get(i));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeResults(JsonGenerator json, List<Found> results) {
    json.writeArrayPropertyStart("results");
    results.forEach(found -> writeFound(json, found));
    json.writeEndArray();
  }

  private static void writeFound(JsonGenerator json, Found found) {
    PlaceRecord record = found.record();
    json.writeStartObject();
    json.writeStringProperty("place_id", record.id());
    json.writeStringProperty("name", record.name());
    writeText(
        json,
        "full_address",
        record.address().isEmpty() ? null : AddressFormat.load().oneLine(record.address()));
    Coordinates point = record.coordinates();
    writeNumber(json, "latitude", point == null ? null : point.latitude());
    writeNumber(json, "longitude", point == null ? null : point.longitude());
    List<String> categories = record.categories();
    writeText(json, "category_primary", categories.isEmpty() ? null : categories.getFirst());
    json.writeArrayPropertyStart("category_alternates");
    categories.stream().skip(1).forEach(json::writeString);
    json.writeEndArray();
    writeText(json, "phone", record.phone());
    writeText(json, "website", record.website());
    json.writeStringProperty("operating_status", record.isClosed() ? "permanently_closed" : "open");
    if (found.metres() == null) {
      json.writeNullProperty("distance_m");
    } else {
      json.writeNumberProperty("distance_m", Math.round(found.metres()));
    }
    json.writeStringProperty("source", record.dataset());
    json.writeBooleanProperty("is_match", found.isMatch());
    json.writeStringProperty("confidence", Confidence.of(found.probability()).name());
    json.writeNumberProperty("probability", Math.round(found.probability() * DIGITS) / DIGITS);
    json.writeStringProperty("reasoning", found.reasoning());
    json.writeEndObject();
  }

  private static void writeMetadata(JsonGenerator json, MatchQuestion question, Answer answer) {
    json.writeObjectPropertyStart("metadata");
    json.writeNumberProperty(
        "total_results", answer.ofPlaces().stream().mapToInt(List::size).sum());
    json.writeArrayPropertyStart("sources_searched");
    answer.searched().forEach(json::writeString);
    json.writeEndArray();
    json.writeNumberProperty("search_radius_meters", question.metres());
    json.writeEndObject();
  }

  private static void writeText(JsonGenerator json, String name, @Nullable String text) {
    if (text == null) {
      json.writeNullProperty(name);
    } else {
      json.writeStringProperty(name, text);
    }
  }

  private static void writeNumber(JsonGenerator json, String name, @Nullable Double number) {
    if (number == null) {
      json.writeNullProperty(name);
    } else {
      json.writeNumberProperty(name, number);
    }
  }
}
