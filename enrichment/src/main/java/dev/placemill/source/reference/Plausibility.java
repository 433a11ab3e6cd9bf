package dev.placemill.source.reference;

import dev.placemill.attribute.Attribute;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How plausible a value of a record is, given that the record is the place.
///
/// The constants are judgements, not measurements. Age counts from the last edit, and an old edit
/// is no sign that anything changed, so age alone takes away at most half.
///
/// @param whenEdited on the day of the last edit
/// @param halfLifeYears after which half of what age can take away is gone
record Plausibility(double whenEdited, double halfLifeYears) {
  private static final double AGE_TAKES_AT_MOST = 0.5;
  private static final double AGE_IF_UNKNOWN_YEARS = 5;
  private static final double DAYS_PER_YEAR = 365.25;

  private static final Plausibility USUAL = new Plausibility(0.95, 4);
  private static final Map<Attribute, Plausibility> BY_ATTRIBUTE =
      Map.ofEntries(
          Map.entry(Attribute.NAME, new Plausibility(0.98, 10)),
          Map.entry(Attribute.BRAND_NAME, new Plausibility(0.98, 10)),
          Map.entry(Attribute.CHAIN_ID, new Plausibility(0.97, 10)),
          Map.entry(Attribute.CATEGORIES, new Plausibility(0.97, 10)),
          Map.entry(Attribute.COORDINATES, new Plausibility(0.98, 20)),
          Map.entry(Attribute.ADDRESS, new Plausibility(0.96, 8)),
          Map.entry(Attribute.CITY, new Plausibility(0.98, 20)),
          Map.entry(Attribute.WEBSITE, new Plausibility(0.95, 4)),
          Map.entry(Attribute.PHONE, new Plausibility(0.95, 4)),
          Map.entry(Attribute.EMAIL, new Plausibility(0.93, 4)),
          Map.entry(Attribute.OPENING_HOURS, new Plausibility(0.92, 1.5)),
          Map.entry(Attribute.WHEELCHAIR, new Plausibility(0.93, 8)),
          Map.entry(Attribute.CUISINES, new Plausibility(0.93, 6)));

  static Plausibility of(Attribute attribute) {
    return BY_ATTRIBUTE.getOrDefault(attribute, USUAL);
  }

  double on(LocalDate today, @Nullable LocalDate observedOn) {
    double years = ageInYears(today, observedOn);
    return whenEdited * (1 - AGE_TAKES_AT_MOST * (1 - Math.pow(0.5, years / halfLifeYears)));
  }

  static double ageInYears(LocalDate today, @Nullable LocalDate observedOn) {
    return observedOn == null
        ? AGE_IF_UNKNOWN_YEARS
        : Math.max(0, ChronoUnit.DAYS.between(observedOn, today)) / DAYS_PER_YEAR;
  }
}
