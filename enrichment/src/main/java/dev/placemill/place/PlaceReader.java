package dev.placemill.place;

import dev.placemill.place.PlaceReading.ReadablePlace;
import dev.placemill.place.PlaceReading.Unreadable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Makes a place of the `inputs` object of a request.
///
/// Two kinds of trouble are kept apart: a wrong JSON type is a mistake of the client's program and
/// refuses the request ([#typeFaults]); a value that cannot be used is a matter of this place alone
/// ([#read]). Null, a missing field and `""` are the same everywhere, and unknown fields are
/// allowed.
public final class PlaceReader {
  static final int MAX_CHARACTERS = 2_000;

  private static final List<String> TEXTS =
      List.of(
          "name",
          "full_address",
          "wkt_geometry",
          "country_code",
          "country",
          "state",
          "city",
          "street",
          "house",
          "postalCode",
          "postal_code",
          "category",
          "type",
          "brand",
          "website",
          "phone",
          "email");
  private static final List<String> ADDRESS_PARTS =
      List.of(
          "full_address",
          "house",
          "street",
          "unit_number",
          "unit",
          "city",
          "state",
          "postalCode",
          "postal_code",
          "country");

  private PlaceReader() {}

  /// A field whose JSON type is wrong.
  ///
  /// @param pointer JSON pointer below `inputs`, e.g. `/latitude`
  /// @param detail what follows the pointer in a sentence, e.g. "must be a string"
  public record TypeFault(String pointer, String detail) {}

  public static List<TypeFault> typeFaults(JsonNode inputs) {
    if (!inputs.isObject()) {
      return List.of(new TypeFault("", "must be an object"));
    }
    List<TypeFault> faults = new ArrayList<>();
    LocationReader.addTypeFaults(inputs, faults);
    addTextFaults(inputs, TEXTS, "", faults);
    addTextOrObjectFaults(inputs, "address", "must be a string or an object of strings", faults);
    if (inputs.path("address").isObject()) {
      addTextFaults(inputs.path("address"), ADDRESS_PARTS, "/address", faults);
    }
    addTextOrObjectFaults(
        inputs, "opening_hours", "must be a string or an object of day and hours", faults);
    if (inputs.path("opening_hours").isObject()) {
      addTextFaults(inputs.path("opening_hours"), HoursClaim.DAYS, "/opening_hours", faults);
    }
    return faults;
  }

  private static void addTextFaults(
      JsonNode object, List<String> fields, String below, List<TypeFault> faults) {
    for (String field : fields) {
      JsonNode value = object.path(field);
      if (!isAbsent(value) && !value.isString()) {
        faults.add(new TypeFault(below + "/" + field, "must be a string"));
      }
    }
  }

  private static void addTextOrObjectFaults(
      JsonNode inputs, String field, String detail, List<TypeFault> faults) {
    JsonNode value = inputs.path(field);
    if (!isAbsent(value) && !value.isString() && !value.isObject()) {
      faults.add(new TypeFault("/" + field, detail));
    }
  }

  static boolean isAbsent(JsonNode value) {
    return value.isMissingNode()
        || value.isNull()
        || (value.isString() && value.asString().isEmpty());
  }

  /// Reads inputs without type faults; a field of a wrong type counts as absent.
  public static PlaceReading read(JsonNode inputs) {
    return read(inputs, true);
  }

  /// Reads inputs of a place that need not be told where it is, because it is only compared.
  public static PlaceReading readAnywhere(JsonNode inputs) {
    return read(inputs, false);
  }

  /// Where inputs say that the place is, whatever else is wrong with them; null where they do not.
  public static @Nullable Coordinates location(JsonNode inputs) {
    return LocationReader.read(inputs) instanceof LocationReader.Location.Known(var coordinates)
        ? coordinates
        : null;
  }

  private static PlaceReading read(JsonNode inputs, boolean mustBeLocatable) {
    String tooLong = findTooLong(inputs);
    if (tooLong != null) {
      return new Unreadable(InputFault.TOO_LONG, tooLong);
    }
    String name = text(inputs, "name");
    if (name == null) {
      return new Unreadable(InputFault.MISSING_NAME, "a place needs a name, this one has none");
    }
    PostalAddress address = address(inputs);
    return switch (LocationReader.read(inputs)) {
      case LocationReader.Location.Wrong(String reason) ->
          new Unreadable(InputFault.INVALID_COORDINATES, reason);
      case LocationReader.Location.Absent(String reason)
          when mustBeLocatable && !locates(address) ->
          new Unreadable(InputFault.NOT_LOCATABLE, reason);
      case LocationReader.Location.Absent _ ->
          new ReadablePlace(place(name, null, address, inputs));
      case LocationReader.Location.Known(Coordinates coordinates) ->
          new ReadablePlace(place(name, coordinates, address, inputs));
    };
  }

  private static Place place(
      String name, @Nullable Coordinates coordinates, PostalAddress address, JsonNode inputs) {
    String countryCode = CountryHint.find(text(inputs, "country_code"), address.country());
    return new Place(name, coordinates, address, countryCode, claims(inputs));
  }

  private static @Nullable String findTooLong(JsonNode inputs) {
    List<String> fields = new ArrayList<>(TEXTS);
    fields.add("address");
    fields.add("opening_hours");
    for (String field : fields) {
      int length = longest(inputs.path(field));
      if (length > MAX_CHARACTERS) {
        return String.format(
            Locale.ROOT,
            "%s is %,d characters long; at most %,d are read",
            field,
            length,
            MAX_CHARACTERS);
      }
    }
    return null;
  }

  private static int longest(JsonNode value) {
    return value.isObject()
        ? value.properties().stream().mapToInt(part -> longest(part.getValue())).max().orElse(0)
        : value.isString() ? value.asString().length() : 0;
  }

  private static PostalAddress address(JsonNode inputs) {
    JsonNode parts = inputs.path("address");
    return new PostalAddress(
        firstOf(text(inputs, "address"), text(parts, "full_address"), text(inputs, "full_address")),
        firstOf(text(inputs, "house"), text(parts, "house")),
        firstOf(text(inputs, "street"), text(parts, "street")),
        firstOf(text(parts, "unit_number"), text(parts, "unit")),
        firstOf(text(inputs, "city"), text(parts, "city")),
        firstOf(text(inputs, "state"), text(parts, "state")),
        firstOf(
            text(inputs, "postalCode"),
            text(inputs, "postal_code"),
            text(parts, "postalCode"),
            text(parts, "postal_code")),
        firstOf(text(inputs, "country"), text(parts, "country")));
  }

  private static boolean locates(PostalAddress address) {
    return firstOf(address.full(), address.street(), address.city(), address.postalCode()) != null;
  }

  private static Claims claims(JsonNode inputs) {
    JsonNode hours = inputs.path("opening_hours");
    return new Claims(
        firstOf(text(inputs, "category"), text(inputs, "type")),
        text(inputs, "brand"),
        text(inputs, "website"),
        text(inputs, "phone"),
        text(inputs, "email"),
        hours.isObject() ? HoursClaim.asNotation(hours) : text(inputs, "opening_hours"));
  }

  /// The text of a field, tidied; null when it is absent, blank or no text.
  static @Nullable String text(JsonNode object, String field) {
    JsonNode value = object.path(field);
    return value.isString() ? TidyText.of(value.asString()) : null;
  }

  private static @Nullable String firstOf(@Nullable String... texts) {
    for (String text : texts) {
      if (text != null) {
        return text;
      }
    }
    return null;
  }
}
