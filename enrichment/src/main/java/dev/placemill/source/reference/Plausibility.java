package dev.placemill.source.reference;

import dev.placemill.attribute.Attribute;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How plausible a value of a record is, given that the record is the place.
///
/// The constants are judgements, not measurements. They hold on the day of the last edit: what age
/// takes away is for `fusion`, which knows the day from the evidence and would count it twice.
///
/// @param whenEdited on the day of the last edit
record Plausibility(double whenEdited) {
  private static final double AGE_IF_UNKNOWN_YEARS = 5;
  private static final double DAYS_PER_YEAR = 365.25;

  private static final Plausibility USUAL = new Plausibility(0.95);
  private static final Map<Attribute, Plausibility> BY_ATTRIBUTE =
      Map.ofEntries(
          Map.entry(Attribute.NAME, new Plausibility(0.98)),
          Map.entry(Attribute.BRAND_NAME, new Plausibility(0.98)),
          Map.entry(Attribute.CHAIN_ID, new Plausibility(0.97)),
          Map.entry(Attribute.CATEGORIES, new Plausibility(0.97)),
          Map.entry(Attribute.COORDINATES, new Plausibility(0.98)),
          Map.entry(Attribute.ADDRESS, new Plausibility(0.96)),
          Map.entry(Attribute.CITY, new Plausibility(0.98)),
          Map.entry(Attribute.WEBSITE, new Plausibility(0.95)),
          Map.entry(Attribute.PHONE, new Plausibility(0.95)),
          Map.entry(Attribute.EMAIL, new Plausibility(0.93)),
          Map.entry(Attribute.OPENING_HOURS, new Plausibility(0.92)),
          Map.entry(Attribute.WHEELCHAIR, new Plausibility(0.93)),
          Map.entry(Attribute.CUISINES, new Plausibility(0.93)),
          Map.entry(Attribute.PRICE_TIER, new Plausibility(0.85)),
          Map.entry(Attribute.LOCATED_WITHIN, new Plausibility(0.9)));

  static Plausibility of(Attribute attribute) {
    return BY_ATTRIBUTE.getOrDefault(attribute, USUAL);
  }

  static double ageInYears(LocalDate today, @Nullable LocalDate observedOn) {
    return observedOn == null
        ? AGE_IF_UNKNOWN_YEARS
        : Math.max(0, ChronoUnit.DAYS.between(observedOn, today)) / DAYS_PER_YEAR;
  }
}
