package dev.placemill.server.review;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.AttributeValue;
import dev.placemill.attribute.Normalizer;
import dev.placemill.server.http.SmallBody;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Reads a value that a person says is right: in its normal form it looks as one that was found,
/// and opening hours are their text in OpenStreetMap's notation.
final class OverrideValue {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int LONGEST_TEXT = 2_000;
  private static final int MOST_TEXTS = 100;
  private static final int DEAREST = 4;
  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
  private static final List<String> OPEN_OR_CLOSED =
      List.of("Open", "Closed", "Temporarily Closed", "No Internet Presence");
  private static final List<String> WHEELCHAIR = List.of("yes", "limited", "no", "designated");
  private static final List<String> OF_AN_ADDRESS =
      List.of(
          "full_address",
          "unit_number",
          "floor",
          "building",
          "block",
          "house",
          "street",
          "neighborhood",
          "suburb",
          "city",
          "state",
          "country",
          "postalCode");
  private static final List<String> OF_A_HOST = List.of("name", "type", "floor");
  private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*");
  private static final Pattern CHAIN_ID = Pattern.compile("Q[1-9][0-9]{0,11}");
  private static final Pattern PLUS_CODE =
      Pattern.compile("[23456789CFGHJMPQRVWX]{8}\\+[23456789CFGHJMPQRVWX]{2}");
  private static final Pattern H3_CELL = Pattern.compile("8a[0-9a-f]{13}");

  /// Why something is no value of an attribute: what follows its pointer in a sentence.
  static final class Wrong extends Exception {
    private static final long serialVersionUID = 1L;

    Wrong(String message) {
      super(message);
    }

    @Override
    public String getMessage() {
      return String.valueOf(super.getMessage());
    }
  }

  private OverrideValue() {}

  static JsonNode of(Attribute attribute, JsonNode value) throws Wrong {
    return switch (attribute.kind()) {
      case TEXT -> NODES.stringNode(text(attribute, requireText(value)));
      case PHONE -> NODES.stringNode(phone(requireText(value)));
      case OPENING_HOURS -> NODES.stringNode(hours(requireText(value)));
      case TEXT_LIST -> texts(attribute, value);
      case TEXT_MAP -> byLanguage(value);
      case NUMBER -> tier(value);
      case FLAG -> flag(value);
      case ADDRESS -> parts(value, OF_AN_ADDRESS);
      case HOST -> parts(value, OF_A_HOST);
      case COORDINATES -> point(value);
    };
  }

  private static String requireText(JsonNode value) throws Wrong {
    if (!SmallBody.isText(value, LONGEST_TEXT) || value.asString().isBlank()) {
      throw new Wrong(
          "must be text of at most %,d characters without control characters"
              .formatted(LONGEST_TEXT));
    }
    return value.asString().strip();
  }

  private static String text(Attribute attribute, String text) throws Wrong {
    return switch (attribute) {
      case WEBSITE, MENU_URL, BOOKING_URL, ORDER_URL, LOGO_URL ->
          normal(Normalizer.website(text), "must be the address of a public website");
      case EMAIL -> normal(Normalizer.email(text), "must be an e-mail address");
      case FACEBOOK, INSTAGRAM, TIKTOK, TWITTER, YOUTUBE, LINKEDIN ->
          normal(
              Normalizer.social(attribute, text),
              "must be the handle or the address of an account there");
      case DATE_OPENED, DATE_CLOSED ->
          normal(Normalizer.date(text), "must be a date as 2015-03-01, 2015-03 or 2015");
      case OPEN_CLOSED_STATUS -> oneOf(OPEN_OR_CLOSED, text);
      case WHEELCHAIR -> oneOf(WHEELCHAIR, text);
      case COUNTRY_CODE -> require(COUNTRIES.contains(text), text, "must be a code as DE");
      case TIME_ZONE ->
          require(
              ZoneId.getAvailableZoneIds().contains(text), text, "must be a name as Europe/Berlin");
      case CHAIN_ID -> like(CHAIN_ID, text, "must be an id of Wikidata as Q37158");
      case PLUS_CODE -> like(PLUS_CODE, text, "must be a full code of ten digits as 8FVC9G8F+6X");
      case H3_CELL -> like(H3_CELL, text, "must be a cell of resolution 10 as 8a1f8ed9098ffff");
      default -> text;
    };
  }

  private static String normal(Optional<AttributeValue.Text> read, String otherwise) throws Wrong {
    return read.orElseThrow(() -> new Wrong(otherwise)).text();
  }

  private static String oneOf(List<String> words, String text) throws Wrong {
    return require(words.contains(text), text, "must be one of " + String.join(", ", words));
  }

  private static String like(Pattern pattern, String text, String otherwise) throws Wrong {
    return require(pattern.matcher(text).matches(), text, otherwise);
  }

  private static String require(boolean isRight, String text, String otherwise) throws Wrong {
    if (!isRight) {
      throw new Wrong(otherwise);
    }
    return text;
  }

  private static String phone(String text) throws Wrong {
    return Normalizer.phone(text, null)
        .orElseThrow(() -> new Wrong("must be a phone number that begins with + and its country"))
        .e164();
  }

  private static String hours(String text) throws Wrong {
    return Normalizer.openingHours(text)
        .orElseThrow(() -> new Wrong("must be opening hours as Mo-Fr 09:00-17:00; Sa 10:00-14:00"))
        .osm();
  }

  private static JsonNode texts(Attribute attribute, JsonNode value) throws Wrong {
    if (!value.isArray() || value.isEmpty() || value.size() > MOST_TEXTS) {
      throw new Wrong("must be an array of 1 to %d texts".formatted(MOST_TEXTS));
    }
    var texts = NODES.arrayNode();
    for (JsonNode one : value.values()) {
      String text = requireText(one);
      texts.add(attribute == Attribute.PHONE_ADDITIONAL ? phone(text) : text);
    }
    return texts;
  }

  private static JsonNode byLanguage(JsonNode value) throws Wrong {
    if (!value.isObject() || value.isEmpty() || value.size() > MOST_TEXTS) {
      throw new Wrong("must be an object of 1 to %d texts by language".formatted(MOST_TEXTS));
    }
    var texts = NODES.objectNode();
    for (String language : value.propertyNames()) {
      like(LANGUAGE, language, "must have languages as de or zh-Hant for names");
      texts.put(language, requireText(value.path(language)));
    }
    return texts;
  }

  private static JsonNode parts(JsonNode value, List<String> names) throws Wrong {
    if (!value.isObject() || value.isEmpty() || !names.containsAll(value.propertyNames())) {
      throw new Wrong("must be an object with one or more of " + String.join(", ", names));
    }
    var parts = NODES.objectNode();
    for (String name : names) {
      if (value.has(name)) {
        parts.put(name, requireText(value.path(name)));
      }
    }
    return parts;
  }

  private static JsonNode tier(JsonNode value) throws Wrong {
    if (!value.isInt() || value.asInt() < 1 || value.asInt() > DEAREST) {
      throw new Wrong("must be a whole number from 1 to " + DEAREST);
    }
    return value;
  }

  private static JsonNode flag(JsonNode value) throws Wrong {
    if (!value.isBoolean()) {
      throw new Wrong("must be true or false");
    }
    return value;
  }

  private static JsonNode point(JsonNode value) throws Wrong {
    boolean isPoint =
        value.isArray()
            && value.size() == 2
            && value.get(0).isNumber()
            && value.get(1).isNumber()
            && Math.abs(value.get(0).asDouble()) <= 90
            && Math.abs(value.get(1).asDouble()) <= 180;
    if (!isPoint) {
      throw new Wrong("must be an array of latitude and longitude, within 90 and 180 degrees");
    }
    return NODES.arrayNode().add(value.get(0).asDouble()).add(value.get(1).asDouble());
  }
}
