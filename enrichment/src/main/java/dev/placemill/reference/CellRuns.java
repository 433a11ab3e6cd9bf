package dev.placemill.reference;

import java.util.Arrays;
import org.apache.lucene.geo.Rectangle;

/// The cells of the map that a box touches, as runs along the curve on which [MapCell] puts them: a
/// box is a few runs, because neighbours on the map are neighbours on the curve.
final class CellRuns {
  /// A box of more cells a side, as near a pole, is told in coarser ones.
  private static final int MOST_A_SIDE = 32;

  private final long south;
  private final long north;
  private final long west;
  private final long east;
  private final int finestBits;
  private long[] bounds = new long[32];
  private int size;

  private CellRuns(long south, long north, long west, long east) {
    this.south = south;
    this.north = north;
    this.west = west;
    this.east = east;
    long longest = Math.max(north - south, east - west) + 1;
    this.finestBits = bitsOf((longest - 1) / MOST_A_SIDE);
  }

  /// From and to, the latter excluded, of each run in ascending order, as the keys of [MapCell#of].
  static long[] of(Rectangle box) {
    long south = MapCell.row(box.minLat);
    long north = MapCell.row(box.maxLat);
    long west = MapCell.column(box.minLon);
    long east = MapCell.column(box.maxLon);
    if (!box.crossesDateline()) {
      return runs(south, north, west, east);
    }
    long[] beyond = runs(south, north, 0, east);
    long[] before = runs(south, north, west, MapCell.LAST);
    long[] both = Arrays.copyOf(before, before.length + beyond.length);
    System.arraycopy(beyond, 0, both, before.length, beyond.length);
    Arrays.sort(both);
    return both;
  }

  private static long[] runs(long south, long north, long west, long east) {
    CellRuns runs = new CellRuns(south, north, west, east);
    // The smallest square of the grid of squares that holds all of it.
    int bits = bitsOf((south ^ north) | (west ^ east));
    runs.add(south >>> bits << bits, west >>> bits << bits, bits);
    return Arrays.copyOf(runs.bounds, runs.size);
  }

  private static int bitsOf(long number) {
    return Long.SIZE - Long.numberOfLeadingZeros(number);
  }

  /// Adds what the box has of a square, by quarters in the order of the curve.
  private void add(long row, long column, int bits) {
    long side = 1L << bits;
    if (row > north || row + side <= south || column > east || column + side <= west) {
      return;
    }
    boolean whole =
        row >= south && row + side - 1 <= north && column >= west && column + side - 1 <= east;
    if (whole || bits <= finestBits) {
      long first = MapCell.onCurve(row, column);
      append(MapCell.key(first), MapCell.key(first + side * side));
      return;
    }
    long half = side / 2;
    add(row, column, bits - 1);
    add(row, column + half, bits - 1);
    add(row + half, column, bits - 1);
    add(row + half, column + half, bits - 1);
  }

  private void append(long from, long to) {
    if (size > 0 && bounds[size - 1] == from) {
      bounds[size - 1] = to;
      return;
    }
    if (size == bounds.length) {
      bounds = Arrays.copyOf(bounds, 2 * size);
    }
    bounds[size++] = from;
    bounds[size++] = to;
  }
}
