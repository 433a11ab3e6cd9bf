package dev.placemill.server.queue;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// How urgent a batch is among the batches of its own organization; other organizations never
/// notice.
public enum Priority {
  HIGH(0),
  NORMAL(1),
  LOW(2);

  private final int rank;

  Priority(int rank) {
    this.rank = rank;
  }

  /// The number it is stored as; the smaller, the earlier.
  public int rank() {
    return rank;
  }

  public static Priority ofRank(int rank) {
    return Arrays.stream(values())
        .filter(priority -> priority.rank == rank)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no priority has the rank " + rank));
  }

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Priority> find(String wireName) {
    return Arrays.stream(values())
        .filter(priority -> priority.wireName().equals(wireName))
        .findFirst();
  }
}
