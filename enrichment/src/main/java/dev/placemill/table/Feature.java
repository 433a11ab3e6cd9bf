package dev.placemill.table;

import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// One feature of GeoJSON, of which only what a place needs is held: not every corner of it.
///
/// @param id empty where it has none
/// @param properties as text, in their order
/// @param where null where it has no geometry
record Feature(String id, Map<String, String> properties, @Nullable Middle where) {
  private static final String POINT = "Point";
  private static final int LONGEST_PARTS = 20_000;
  private static final JsonFactory JSON = new JsonFactory();

  /// The middle of a geometry: the point itself, or the middle of the bounds of another one.
  record Middle(String geometry, String latitude, String longitude) {
    boolean isPoint() {
      return geometry.equals(POINT);
    }
  }

  /// Reads the feature whose first bracket the parser is at.
  static Feature read(JsonParser json) {
    String id = "";
    Map<String, String> properties = new LinkedHashMap<>();
    Middle where = null;
    for (String field = json.nextName(); field != null; field = json.nextName()) {
      JsonToken value = json.nextToken();
      switch (field) {
        case "id" -> id = text(json);
        case "properties" -> {
          if (value == JsonToken.START_OBJECT) {
            readProperties(json, properties);
          } else {
            json.skipChildren();
          }
        }
        case "geometry" -> where = value == JsonToken.START_OBJECT ? new Bounds().of(json) : null;
        default -> json.skipChildren();
      }
    }
    return new Feature(id, properties, where);
  }

  private static void readProperties(JsonParser json, Map<String, String> properties) {
    for (String name = json.nextName(); name != null; name = json.nextName()) {
      json.nextToken();
      String text = text(json);
      if (!text.isBlank()) {
        properties.put(name.isBlank() ? "_" : name, text);
        FeatureFile.requireFew(properties.size());
      }
    }
  }

  /// A value as text: numbers as they are written, what has parts as JSON.
  private static String text(JsonParser json) {
    return switch (json.currentToken()) {
      case VALUE_NULL -> "";
      case START_OBJECT, START_ARRAY -> parts(json);
      default -> json.getString();
    };
  }

  /// Nothing, where it is longer than anything a place is told by.
  private static String parts(JsonParser json) {
    var text = new StringWriter();
    try (JsonGenerator copy = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      int depth = 0;
      do {
        JsonToken token = depth == 0 ? json.currentToken() : json.nextToken();
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        if (text.getBuffer().length() <= LONGEST_PARTS) {
          copy.copyCurrentEvent(json);
        }
      } while (depth > 0);
    }
    return text.getBuffer().length() <= LONGEST_PARTS ? text.toString() : "";
  }

  /// What the corners of a geometry lie within.
  private static final class Bounds {
    private String type = "";
    private int corners;
    private String x = "";
    private String y = "";
    private double west = Double.MAX_VALUE;
    private double south = Double.MAX_VALUE;
    private double east = -Double.MAX_VALUE;
    private double north = -Double.MAX_VALUE;

    /// Null where there is no corner.
    @Nullable Middle of(JsonParser json) {
      read(json, true);
      if (corners == 0) {
        return null;
      }
      return corners == 1
          ? new Middle(type, y, x)
          : new Middle(
              type, Double.toString((south + north) / 2), Double.toString((west + east) / 2));
    }

    private void read(JsonParser json, boolean isOuter) {
      for (String field = json.nextName(); field != null; field = json.nextName()) {
        JsonToken value = json.nextToken();
        if (field.equals("type") && isOuter && value == JsonToken.VALUE_STRING) {
          type = json.getString();
        } else if (field.equals("coordinates") && value == JsonToken.START_ARRAY) {
          readCorners(json);
        } else if (field.equals("geometries") && value == JsonToken.START_ARRAY) {
          while (json.nextToken() == JsonToken.START_OBJECT) {
            read(json, false);
          }
        } else {
          json.skipChildren();
        }
      }
    }

    /// However deep they are nested: a corner is an array whose first two elements are numbers.
    private void readCorners(JsonParser json) {
      int depth = 1;
      int numbers = 0;
      while (depth > 0) {
        JsonToken token = json.nextToken();
        switch (token) {
          case START_ARRAY -> {
            depth++;
            numbers = 0;
          }
          case END_ARRAY -> {
            depth--;
            numbers = 0;
          }
          case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
            numbers++;
            add(json, numbers);
          }
          case null -> depth = 0;
          default -> json.skipChildren();
        }
      }
    }

    private void add(JsonParser json, int numbers) {
      double number = json.getDoubleValue();
      if (numbers == 1) {
        x = json.getString();
        west = Math.min(west, number);
        east = Math.max(east, number);
      } else if (numbers == 2) {
        y = json.getString();
        south = Math.min(south, number);
        north = Math.max(north, number);
        corners++;
      }
    }
  }
}
