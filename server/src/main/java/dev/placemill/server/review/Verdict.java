package dev.placemill.server.review;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a person says of a value. The name is stored, so it is never changed.
public enum Verdict {
  ACCEPT,
  REJECT,
  /// Something else is right.
  OVERRIDE;

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Verdict> findByWireName(String wireName) {
    return Arrays.stream(values()).filter(one -> one.wireName().equals(wireName)).findFirst();
  }

  static List<String> wireNames() {
    return Arrays.stream(values()).map(Verdict::wireName).toList();
  }
}
