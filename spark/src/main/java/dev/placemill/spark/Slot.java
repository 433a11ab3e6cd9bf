package dev.placemill.spark;

import java.io.Serializable;
import java.util.Comparator;

/// Where a row stands in the work.
///
/// @param region in which it is worked
/// @param file of the input
/// @param position in its file
/// @param isGuest whether it belongs to another region and is only compared with others here
record Slot(int region, int file, long position, boolean isGuest)
    implements Comparable<Slot>, Serializable {
  private static final long serialVersionUID = 1;

  /// By region, and there guests first, each in the order of the input.
  private static final Comparator<Slot> ORDER =
      Comparator.comparingInt(Slot::region)
          .thenComparing(slot -> !slot.isGuest)
          .thenComparingInt(Slot::file)
          .thenComparingLong(Slot::position);

  static Slot of(int region, ListedPlace place, boolean isGuest) {
    return new Slot(region, place.file(), place.position(), isGuest);
  }

  @Override
  public int compareTo(Slot other) {
    return ORDER.compare(this, other);
  }
}
