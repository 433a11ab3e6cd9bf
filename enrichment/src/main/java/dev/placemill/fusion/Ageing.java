package dev.placemill.fusion;

import dev.placemill.attribute.Attribute;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How the values of an attribute grow old.
///
/// @param halfLifeYears after this time half of what can change has changed
/// @param floor the share that never changes
public record Ageing(double halfLifeYears, double floor) {
  private static final double DAYS_PER_YEAR = 365.25;
  private static final double USUAL_FLOOR = 0.5;

  double after(double years) {
    return floor + (1 - floor) * Math.pow(0.5, years / halfLifeYears);
  }

  /// The years between two days, none when the first is the later one.
  static double years(LocalDate from, LocalDate to) {
    return Math.max(0, ChronoUnit.DAYS.between(from, to)) / DAYS_PER_YEAR;
  }

  /// Reads half-lives as a setting has them, in years: `phone=4 opening_hours=1.5`.
  ///
  /// @param before says which share of each never changes
  public static Optional<Map<Attribute, Ageing>> findAll(
      String text, Map<Attribute, Ageing> before) {
    Map<Attribute, Ageing> read = new EnumMap<>(Attribute.class);
    for (String part : text.strip().split("[\\s,]+", -1)) {
      String[] sides = part.split("=", -1);
      Optional<Attribute> attribute = Attribute.findByWireName(sides[0]);
      Optional<Double> years = sides.length == 2 ? findYears(sides[1]) : Optional.empty();
      if (attribute.isEmpty() || years.isEmpty()) {
        return Optional.empty();
      }
      Ageing known = before.get(attribute.get());
      read.put(
          attribute.get(), new Ageing(years.get(), known == null ? USUAL_FLOOR : known.floor()));
    }
    return Optional.of(read);
  }

  private static Optional<Double> findYears(String text) {
    try {
      double years = Double.parseDouble(text);
      return years > 0 && years <= 1_000 ? Optional.of(years) : Optional.empty();
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  static Map<Attribute, Ageing> byDefault() {
    Map<Attribute, Ageing> ageing = new EnumMap<>(Attribute.class);
    for (Attribute attribute : Attribute.values()) {
      Ageing known = of(attribute);
      if (known != null) {
        ageing.put(attribute, known);
      }
    }
    return ageing;
  }

  private static @Nullable Ageing of(Attribute attribute) {
    return switch (attribute) {
      case OPEN_CLOSED_STATUS -> new Ageing(1, 0);
      case OPENING_HOURS -> new Ageing(1.5, 0.4);
      case PHONE, PHONE_ADDITIONAL, WEBSITE, EMAIL, MENU_URL, BOOKING_URL, ORDER_URL ->
          new Ageing(4, USUAL_FLOOR);
      case FACEBOOK, INSTAGRAM, TIKTOK, TWITTER, YOUTUBE, LINKEDIN -> new Ageing(4, USUAL_FLOOR);
      case PRICE_TIER, PAYMENT_METHODS, HAS_DELIVERY, HAS_TAKEOUT, HAS_DINING, HAS_WIFI ->
          new Ageing(4, USUAL_FLOOR);
      case HAS_OUTDOOR_SEATING, HAS_DRIVE_THROUGH, WHEELCHAIR -> new Ageing(8, USUAL_FLOOR);
      case NAME, ALT_NAME, OFFICIAL_NAME, COMMON_NAMES, MULTILINGUAL_NAMES, BRANCH_NAME ->
          new Ageing(8, USUAL_FLOOR);
      case BRAND_NAME, OPERATOR, CATEGORIES, CUISINES, ADDRESS, LOCATED_WITHIN ->
          new Ageing(8, USUAL_FLOOR);
      case FORMER_NAMES, DATE_OPENED, DATE_CLOSED, CHAIN_ID, CHAIN_NAME, CHAIN_DOMAINS -> null;
      case CITY, STATE, COUNTRY, COUNTRY_CODE, TIME_ZONE, COORDINATES, PLUS_CODE, H3_CELL -> null;
      case LOGO_URL -> null;
    };
  }
}
