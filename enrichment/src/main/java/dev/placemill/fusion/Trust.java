package dev.placemill.fusion;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.AttributeValue;
import dev.placemill.source.Observation;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How far each source is believed, attribute by attribute, and how fast what it saw grows old.
///
/// @param sources by the name their evidence carries
/// @param otherwise for sources not listed, such as the datasets of the reference index
/// @param client how far the client's own values are believed
/// @param deriving sources that complete the client's own address instead of knowing another: what
///   they say of an address confirms nothing
/// @param ageing by attribute; what is not listed does not age, nor does `Closed`
public record Trust(
    Map<String, Level> sources,
    Level otherwise,
    Level client,
    Set<String> deriving,
    Map<Attribute, Ageing> ageing) {
  /// How far one source is believed.
  ///
  /// @param usual the probability that a value is right, given that the record is the place and the
  ///   value is fresh
  /// @param exceptions attributes for which it differs
  public record Level(double usual, Map<Attribute, Double> exceptions) {
    public Level {
      exceptions = Map.copyOf(exceptions);
    }

    double of(Attribute attribute) {
      return exceptions.getOrDefault(attribute, usual);
    }
  }

  /// How the values of an attribute grow old.
  ///
  /// @param halfLifeYears after this time half of what can change has changed
  /// @param floor the share that never changes
  public record Ageing(double halfLifeYears, double floor) {
    double after(double years) {
      return floor + (1 - floor) * Math.pow(0.5, years / halfLifeYears);
    }
  }

  public static final Trust DEFAULTS =
      new Trust(
          Map.of(
              "name-suggestion-index",
              new Level(0.93, Map.of(Attribute.BRAND_NAME, 0.98, Attribute.CHAIN_ID, 0.98)),
              "geography",
              new Level(0.98, Map.of()),
              "website",
              new Level(
                  0.95,
                  Map.of(
                      Attribute.CATEGORIES, 0.85,
                      Attribute.COORDINATES, 0.85,
                      Attribute.PLUS_CODE, 0.85,
                      Attribute.H3_CELL, 0.85)),
              "search",
              new Level(0.9, Map.of()),
              "llm",
              new Level(0.9, Map.of())),
          new Level(
              0.94,
              Map.of(
                  Attribute.NAME, 0.98,
                  Attribute.COORDINATES, 0.98,
                  Attribute.PLUS_CODE, 0.98,
                  Attribute.H3_CELL, 0.98,
                  Attribute.CATEGORIES, 0.96,
                  Attribute.OPENING_HOURS, 0.91)),
          new Level(0.5, Map.of(Attribute.ADDRESS, 0.7)),
          Set.of("geography"),
          ageingByDefault());

  private static final double DAYS_PER_YEAR = 365.25;

  public Trust {
    sources = Map.copyOf(sources);
    deriving = Set.copyOf(deriving);
    ageing = Map.copyOf(ageing);
  }

  private static Map<Attribute, Ageing> ageingByDefault() {
    Map<Attribute, Ageing> ageing = new EnumMap<>(Attribute.class);
    for (Attribute attribute : Attribute.values()) {
      Ageing known = ageingOf(attribute);
      if (known != null) {
        ageing.put(attribute, known);
      }
    }
    return ageing;
  }

  private static @Nullable Ageing ageingOf(Attribute attribute) {
    return switch (attribute) {
      case OPEN_CLOSED_STATUS -> new Ageing(1, 0);
      case OPENING_HOURS -> new Ageing(1.5, 0.4);
      case PHONE, PHONE_ADDITIONAL, WEBSITE, EMAIL, MENU_URL, BOOKING_URL, ORDER_URL ->
          new Ageing(4, 0.5);
      case FACEBOOK, INSTAGRAM, TIKTOK, TWITTER, YOUTUBE, LINKEDIN -> new Ageing(4, 0.5);
      case PRICE_TIER, PAYMENT_METHODS, HAS_DELIVERY, HAS_TAKEOUT, HAS_DINING, HAS_WIFI ->
          new Ageing(4, 0.5);
      case HAS_OUTDOOR_SEATING, HAS_DRIVE_THROUGH, WHEELCHAIR -> new Ageing(8, 0.5);
      case NAME, ALT_NAME, OFFICIAL_NAME, COMMON_NAMES, MULTILINGUAL_NAMES, BRANCH_NAME ->
          new Ageing(8, 0.5);
      case BRAND_NAME, OPERATOR, CATEGORIES, CUISINES, ADDRESS, LOCATED_WITHIN ->
          new Ageing(8, 0.5);
      case FORMER_NAMES, DATE_OPENED, DATE_CLOSED, CHAIN_ID, CHAIN_NAME, CHAIN_DOMAINS -> null;
      case CITY, STATE, COUNTRY, COUNTRY_CODE, TIME_ZONE, COORDINATES, PLUS_CODE, H3_CELL -> null;
      case LOGO_URL -> null;
    };
  }

  /// How sure one observation makes us of its value.
  double weight(Observation observation, LocalDate today) {
    String source = observation.evidence().source();
    Attribute attribute = observation.attribute();
    return sources.getOrDefault(source, otherwise).of(attribute)
        * (isForGood(observation)
            ? 1
            : freshness(attribute, observation.evidence().observedOn(), today))
        * observation.probability();
  }

  /// Whoever was open may have closed since; what has closed for good stays closed.
  private static boolean isForGood(Observation observation) {
    return observation.attribute() == Attribute.OPEN_CLOSED_STATUS
        && observation.value().equals(new AttributeValue.Text("Closed"));
  }

  private double freshness(Attribute attribute, @Nullable LocalDate observedOn, LocalDate today) {
    Ageing known = ageing.get(attribute);
    if (known == null || observedOn == null || observedOn.isAfter(today)) {
      return 1;
    }
    return known.after(ChronoUnit.DAYS.between(observedOn, today) / DAYS_PER_YEAR);
  }
}
