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

  /// The last row and the last column.
  static final long LAST = (1L << BITS) - 1;

  private MapCell() {}

  /// The cell in its order along a curve through all cells, then a number made of the id.
  static long of(@Nullable Coordinates coordinates, String id) {
    long cell =
        coordinates == null
            ? 0
            : onCurve(row(coordinates.latitude()), column(coordinates.longitude()));
    return key(cell) | (id.hashCode() & 0x7fff_ffffL);
  }

  /// Counted from the south.
  static long row(double latitude) {
    return step(latitude, 90);
  }

  /// Counted from the west.
  static long column(double longitude) {
    return step(longitude, 180);
  }

  private static long step(double degrees, double most) {
    return Math.clamp((long) ((degrees + most) / (2 * most) * (LAST + 1)), 0, LAST);
  }

  /// The least key of a cell, or the greatest key of all behind the last cell.
  static long key(long cell) {
    return cell > (LAST << BITS | LAST) ? Long.MAX_VALUE : cell << ID_BITS;
  }

  /// The place of a cell on the curve: the bits of its row and its column in turns.
  static long onCurve(long row, long column) {
    return spread(row) << 1 | spread(column);
  }

  /// The lower 16 bits with a zero before each.
  private static long spread(long number) {
    long bits = number;
    bits = (bits | bits << 8) & 0x00ff_00ffL;
    bits = (bits | bits << 4) & 0x0f0f_0f0fL;
    bits = (bits | bits << 2) & 0x3333_3333L;
    return (bits | bits << 1) & 0x5555_5555L;
  }
}
