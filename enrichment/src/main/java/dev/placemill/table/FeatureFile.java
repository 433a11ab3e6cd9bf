package dev.placemill.table;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/// A GeoJSON list that has been looked through: what its features have properties of, which become
/// the columns of a table, beside where each is.
///
/// @param columns all of them, in the order in which they come first
record FeatureFile(ListSource source, boolean hasIds, List<String> columns) {
  static final String ID = "id";
  static final String LATITUDE = "latitude";
  static final String LONGITUDE = "longitude";

  private static final int MOST_COLUMNS = 2_000;
  private static final int MOST_NESTING = 100;
  private static final int LONGEST_TEXT = 100_000;
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MOST_NESTING)
                  .maxStringLength(LONGEST_TEXT)
                  .build())
          .build();

  FeatureFile {
    columns = List.copyOf(columns);
  }

  /// Reads the list once from end to end.
  ///
  /// @throws UnusableList when it is no GeoJSON, or holds no features
  static FeatureFile inspect(ListSource source) {
    Set<String> names = new LinkedHashSet<>();
    boolean hasIds = false;
    long features = 0;
    try (JsonParser json = open(source)) {
      while (json.nextToken() == JsonToken.START_OBJECT) {
        Feature feature = Feature.read(json);
        features++;
        hasIds |= !feature.id().isEmpty();
        names.addAll(feature.properties().keySet());
        requireFew(names.size());
      }
      requireEnd(json, source);
    } catch (JacksonException e) {
      throw unreadable(source, e);
    }
    if (features == 0) {
      throw new UnusableList("%s holds no features.".formatted(source.name()));
    }
    List<String> columns = new ArrayList<>();
    if (hasIds) {
      columns.add(ID);
    }
    columns.addAll(List.of(LATITUDE, LONGITUDE));
    columns.addAll(names);
    return new FeatureFile(source, hasIds, columns);
  }

  static void requireFew(int properties) {
    if (properties > MOST_COLUMNS) {
      throw new UnusableList(
          "The features have over %,d different properties.".formatted(MOST_COLUMNS));
    }
  }

  /// What is cut off looks like the end of a list to whoever takes only what begins another one.
  private static void requireEnd(JsonParser json, ListSource source) {
    if (json.currentToken() != JsonToken.END_ARRAY) {
      throw new UnusableList(
          "%s has something in `features` that is no object.".formatted(source.name()));
    }
    while (json.nextToken() != null) {
      json.skipChildren();
    }
  }

  static UnusableList unreadable(ListSource source, JacksonException e) {
    var at = e.getLocation();
    return new UnusableList(
        "%s is not valid JSON in UTF-8%s: %s"
            .formatted(
                source.name(),
                at == null || at.getLineNr() < 1
                    ? ""
                    : " (line %d, column %d)".formatted(at.getLineNr(), at.getColumnNr()),
                e.getOriginalMessage()),
        e);
  }

  /// At the beginning of the features.
  static JsonParser open(ListSource source) {
    InputStream in;
    try {
      in = source.open();
    } catch (IOException e) {
      throw new UnusableList("%s cannot be read: %s.".formatted(source.name(), e.getMessage()), e);
    }
    JsonParser json = JSON.createParser(ObjectReadContext.empty(), in);
    if (json.nextToken() == JsonToken.START_OBJECT) {
      for (String field = json.nextName(); field != null; field = json.nextName()) {
        if (json.nextToken() == JsonToken.START_ARRAY && field.equals("features")) {
          return json;
        }
        json.skipChildren();
      }
    }
    json.close();
    throw new UnusableList(
        "%s is no GeoJSON FeatureCollection: it has no array `features`.".formatted(source.name()));
  }
}
