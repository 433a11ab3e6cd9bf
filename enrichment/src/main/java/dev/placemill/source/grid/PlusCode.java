package dev.placemill.source.grid;

import dev.placemill.place.Coordinates;

/// The Open Location Code of a point, ten digits: a cell of 1/8000 degree, about 14 m high.
///
/// Five pairs of digits to the base of 20, latitude before longitude, each pair dividing the cell
/// of the one before.
final class PlusCode {
  private static final String DIGITS = "23456789CFGHJMPQRVWX";
  private static final int BASE = 20;
  private static final int PAIRS = 5;
  private static final int PAIRS_BEFORE_PLUS = 4;
  private static final int CELLS_PER_DEGREE = 8_000;
  private static final long FINEST_PER_CELL = 3_125;
  private static final double FINEST_PER_DEGREE = 2.5e7;

  private PlusCode() {}

  static String of(Coordinates point) {
    // The pole itself has no cell above it; the antimeridian is the west edge of the first.
    long row = Math.min(cell(point.latitude() + 90), 180L * CELLS_PER_DEGREE - 1);
    long column = Math.floorMod(cell(point.longitude() + 180), 360L * CELLS_PER_DEGREE);
    StringBuilder code = new StringBuilder();
    for (int pair = 0; pair < PAIRS; pair++) {
      code.insert(0, DIGITS.charAt((int) (column % BASE)));
      code.insert(0, DIGITS.charAt((int) (row % BASE)));
      row /= BASE;
      column /= BASE;
    }
    return code.insert(2 * PAIRS_BEFORE_PLUS, '+').toString();
  }

  /// Counted in whole steps of the finest cells first: doubles just below a border would slip.
  private static long cell(double degrees) {
    return Math.floorDiv(Math.round(degrees * FINEST_PER_DEGREE), FINEST_PER_CELL);
  }
}
