package dev.placemill.match;

import java.util.Locale;

/// What is weighed when a place is compared with a record. Shares run from 0 to 1; `_AGREES` and
/// `_CONFLICTS` are 0 or 1, and both are 0 where either side is silent, so that silence is a level
/// of its own.
public enum MatchFeature {
  /// Share of trigrams of the two most alike names.
  NAME_TRIGRAMS,
  /// Share of words found in the other name, rare words counting more; the lesser of both ways.
  NAME_WORDS_LEAST,
  /// The greater of both ways.
  NAME_WORDS_MOST,
  /// Share of trigrams with spaces ignored, or of letters that need no edit where that is more.
  NAME_JOINED,
  /// The natural logarithm of 1 + metres, at least 20 of them.
  LN_METRES,
  /// Falls from 1 at the same spot to 0.37 at 150 m.
  NEAR,
  /// An alike name times `NEAR`.
  NAME_AND_NEAR,
  /// The natural logarithm of 1 + records of that name, at most 50 counted.
  NAME_FREQUENCY,
  /// 1 when the most alike name is one the record bore once.
  FORMER_NAME,
  /// Numbers in the names differ, as in "School 12" and "School 13".
  NUMBER_CONFLICTS,
  /// One name says library, garage, pool or the like, the other does not.
  KIND_CONFLICTS,
  STREET_AGREES,
  STREET_CONFLICTS,
  HOUSE_AGREES,
  HOUSE_CONFLICTS,
  POSTCODE_AGREES,
  POSTCODE_CONFLICTS,
  CITY_AGREES,
  BRAND_AGREES,
  BRAND_CONFLICTS,
  CATEGORY_AGREES,
  CATEGORY_CONFLICTS,
  PHONE_AGREES,
  PHONE_CONFLICTS,
  WEBSITE_AGREES,
  WEBSITE_CONFLICTS;

  /// The key in `match-model.json`.
  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
