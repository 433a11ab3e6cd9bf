package dev.placemill.reference;

import dev.placemill.place.Coordinates;
import org.jspecify.annotations.Nullable;

/// The order in which an index keeps its records: neighbours on the map are neighbours on disk, so
/// that a search around a point reads a few places of the index instead of many. It is also what
/// makes two imports of one file the same, whichever thread was faster.
final class MapCell {
  /// Of each coordinate; a cell is some 300 m high.
  private static final int BITS = 16;

  private static final int ID_BITS = 31;

  private MapCell() {}

  /// The cell in its order along a curve through all cells, then a number made of the id.
  static long of(@Nullable Coordinates coordinates, String id) {
    long cell =
        coordinates == null
            ? 0
            : interleaved(step(coordinates.latitude(), 90), step(coordinates.longitude(), 180));
    return cell << ID_BITS | (id.hashCode() & 0x7fff_ffffL);
  }

  private static long step(double degrees, double most) {
    long steps = 1L << BITS;
    return Math.clamp((long) ((degrees + most) / (2 * most) * steps), 0, steps - 1);
  }

  private static long interleaved(long a, long b) {
    long bits = 0;
    for (int bit = 0; bit < BITS; bit++) {
      bits |= (a >>> bit & 1) << (2 * bit + 1) | (b >>> bit & 1) << (2 * bit);
    }
    return bits;
  }
}
