package dev.placemill.evaluation;

import java.util.Locale;

/// What a place was recognised as, beside what it is.
public enum Verdict {
  /// As a record it is.
  RIGHT,
  /// As another record, though it has one.
  WRONG,
  /// As none, though it has one.
  MISSED,
  /// As some record, though it has none.
  UNEXPECTED,
  /// As none, and it has none.
  RIGHTLY_NONE;

  static Verdict of(boolean expected, boolean recognised, boolean fits) {
    if (!recognised) {
      return expected ? MISSED : RIGHTLY_NONE;
    }
    if (!expected) {
      return UNEXPECTED;
    }
    return fits ? RIGHT : WRONG;
  }

  public boolean isRight() {
    return this == RIGHT || this == RIGHTLY_NONE;
  }

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
