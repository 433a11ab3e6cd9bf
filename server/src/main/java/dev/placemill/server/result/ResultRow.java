package dev.placemill.server.result;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.placemill.attribute.Attribute;
import dev.placemill.place.Coordinates;
import dev.placemill.place.PlaceReader;
import dev.placemill.server.batch.BatchResults.PlaceResult;
import dev.placemill.server.batch.ItemOutline;
import dev.placemill.server.batch.SubmittedPlace;
import dev.placemill.server.review.Decision;
import dev.placemill.server.review.DecisionJson;
import dev.placemill.table.JudgedValue;
import dev.placemill.table.ResultTable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A place of a batch and what became of it, read as JSON only when somebody looks inside.
final class ResultRow {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final byte[] DECISIONS = ",\"decisions\":".getBytes(UTF_8);

  private final PlaceResult place;
  private final Map<Attribute, Decision> decisions;
  private @Nullable JsonNode item;
  private @Nullable SubmittedPlace submitted;
  private @Nullable ItemOutline outline;

  /// @param decisions what people decided of its values
  ResultRow(PlaceResult place, Map<Attribute, Decision> decisions) {
    this.place = place;
    this.decisions = decisions;
  }

  PlaceResult place() {
    return place;
  }

  Map<Attribute, Decision> decisions() {
    return decisions;
  }

  /// What became of it as JSON, with what was decided of it, if anything was.
  void writeItem(OutputStream out) throws IOException {
    if (decisions.isEmpty()) {
      out.write(place.item());
      return;
    }
    out.write(place.item(), 0, place.item().length - 1);
    out.write(DECISIONS);
    out.write(DecisionJson.ofPlace(decisions, outline()));
    out.write('}');
  }

  /// Its cells in the table of results.
  List<String> cells(ResultTable table) {
    Map<Attribute, JudgedValue> judged = new EnumMap<>(Attribute.class);
    decisions.forEach((attribute, decision) ->
        judged.put(
            attribute,
            new JudgedValue(
                decision.verdict().wireName(),
                decision.value() == null ? JSON.nullNode() : JSON.readTree(decision.value()))));
    return table.cells(inputs(), item(), judged);
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

  /// Where it was sent to be; null when the client did not say.
  @Nullable Coordinates sent() {
    return PlaceReader.location(inputs());
  }

  /// How many metres from where it was sent to be it was found, to a tenth; null when either is not
  /// known.
  @Nullable Double distance() {
    Coordinates sent = sent();
    Coordinates found = outline().found();
    return sent == null || found == null ? null : Math.round(10 * found.metresTo(sent)) / 10.0;
  }

  /// Where it is: as found, else as sent; null when nobody knows.
  @Nullable Coordinates location() {
    return ResultTable.location(inputs(), item());
  }
}
