package dev.placemill.server.org;

import java.util.Arrays;
import java.util.Optional;

/// How much an organization may ask for, each of which it may have a limit of its own for in place
/// of the server's.
public enum Limit {
  REQUESTS_PER_MINUTE("requests-per-minute", 0, 10_000_000),
  MAX_PLACES("max-places", 1, 10_000),
  RUNNING_BATCHES("running-batches", 1, 10_000),
  OPEN_SLICES("open-slices", 1, 100_000_000);

  private final String wireName;
  private final int least;
  private final int most;

  Limit(String wireName, int least, int most) {
    this.wireName = wireName;
    this.least = least;
    this.most = most;
  }

  public String wireName() {
    return wireName;
  }

  /// @throws IllegalArgumentException for a value that cannot be
  void require(int value) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s must be a whole number from %,d to %,d, or \"default\"."
              .formatted(wireName, least, most));
    }
  }

  String column() {
    return wireName.replace('-', '_');
  }

  public static Optional<Limit> findByWireName(String wireName) {
    return Arrays.stream(values()).filter(limit -> limit.wireName.equals(wireName)).findFirst();
  }
}
