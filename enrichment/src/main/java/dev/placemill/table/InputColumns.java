package dev.placemill.table;

import dev.placemill.attribute.Attribute;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// The columns of what the client sent of a place: the inputs that are read, as they were sent.
final class InputColumns {
  /// Stands before the name of an input.
  private static final String PREFIX = "input_";

  /// An input, and the fields in which it may have been sent; the first that has a value counts.
  private record Input(String name, List<String> pointers) {
    static Input of(String name, String... pointers) {
      return new Input(name, List.of(pointers));
    }
  }

  private static final List<Input> INPUTS =
      List.of(
          Input.of("name", "/name"),
          Input.of("latitude", "/latitude"),
          Input.of("longitude", "/longitude"),
          Input.of("wkt_geometry", "/wkt_geometry"),
          Input.of("full_address", "/address", "/address/full_address", "/full_address"),
          Input.of("unit_number", "/address/unit_number", "/address/unit"),
          Input.of("house", "/house", "/address/house"),
          Input.of("street", "/street", "/address/street"),
          Input.of("city", "/city", "/address/city"),
          Input.of("state", "/state", "/address/state"),
          Input.of(
              "postalCode",
              "/postalCode",
              "/postal_code",
              "/address/postalCode",
              "/address/postal_code"),
          Input.of("country", "/country", "/address/country"),
          Input.of("country_code", "/country_code"),
          Input.of("category", "/category", "/type"),
          Input.of("brand", "/brand"),
          Input.of("website", "/website"),
          Input.of("phone", "/phone"),
          Input.of("email", "/email"),
          Input.of("opening_hours", "/opening_hours"));

  private InputColumns() {}

  static List<String> names() {
    return INPUTS.stream().map(input -> PREFIX + input.name()).toList();
  }

  static List<String> cells(JsonNode inputs) {
    return INPUTS.stream().map(input -> cell(input, inputs)).toList();
  }

  /// What the client had of an attribute itself; empty for what no input is about.
  static String original(Attribute attribute, JsonNode inputs) {
    return switch (attribute) {
      case COORDINATES -> {
        String latitude = AttributeColumns.text(inputs.path("latitude"));
        String longitude = AttributeColumns.text(inputs.path("longitude"));
        yield latitude.isEmpty() || longitude.isEmpty()
            ? AttributeColumns.text(inputs.path("wkt_geometry"))
            : latitude + ", " + longitude;
      }
      case ADDRESS -> address(inputs);
      case NAME -> cell("name", inputs);
      case BRAND_NAME -> cell("brand", inputs);
      case CATEGORIES -> cell("category", inputs);
      case WEBSITE, PHONE, EMAIL, OPENING_HOURS, CITY, STATE, COUNTRY, COUNTRY_CODE ->
          cell(attribute.wireName(), inputs);
      default -> "";
    };
  }

  private static String address(JsonNode inputs) {
    String full = cell("full_address", inputs);
    return full.isEmpty()
        ? Stream.of("house", "street", "city", "state", "postalCode", "country")
            .map(part -> cell(part, inputs))
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining(", "))
        : full;
  }

  private static String cell(String name, JsonNode inputs) {
    return INPUTS.stream()
        .filter(input -> input.name().equals(name))
        .map(input -> cell(input, inputs))
        .findFirst()
        .orElseThrow();
  }

  private static String cell(Input input, JsonNode inputs) {
    return input.pointers().stream()
        .map(inputs::at)
        .map(value -> text(input, value))
        .filter(text -> !text.isEmpty())
        .findFirst()
        .orElse("");
  }

  private static String text(Input input, JsonNode value) {
    if (!value.isObject()) {
      return AttributeColumns.text(value);
    }
    // Of objects only the hours of the days are one value; an address is read by its parts.
    return input.name().equals("opening_hours")
        ? value.properties().stream()
            .map(day -> day.getKey() + " " + AttributeColumns.text(day.getValue()))
            .collect(Collectors.joining("; "))
        : "";
  }
}
