package dev.placemill.fusion;

import java.util.Locale;

/// What became of one attribute of one place.
public enum AttributeStatus {
  /// The client had no value; here is one.
  ADDED,
  /// The client's value was confirmed by a source.
  VERIFIED,
  /// The client's value was contradicted by better evidence.
  CORRECTED,
  /// Every source was asked and none knows a value.
  NOT_FOUND,
  /// A source that may know could not be asked; trying again may help.
  ERROR;

  private final String wireName = name().toLowerCase(Locale.ROOT);

  public String wireName() {
    return wireName;
  }
}
