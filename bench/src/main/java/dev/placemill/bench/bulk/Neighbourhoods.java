package dev.placemill.bench.bulk;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// A sample of a list that is made of whole neighbourhoods in the order of the map, so that the
/// bare library works on what a region of a large run is: places that stand together, and share
/// pages of the index.
final class Neighbourhoods {
  private static final double CELLS_PER_DEGREE = 20;
  private static final long COLUMNS = 1 << 16;

  /// @param cell numbers neighbours alike; those without coordinates come last
  private record Chosen(long cell, int number) {}

  private Neighbourhoods() {}

  /// Writes about so many places.
  static void write(MessyList list, int wanted, Path file) throws IOException {
    // Of a list that is long the numbers are not all looked at: what is invented of each costs
    // time.
    int oneOf = Math.max(1, list.rows() / wanted);
    List<Chosen> chosen = new ArrayList<>();
    for (int number = 0; number < list.rows(); number++) {
      ObjectNode inputs = (ObjectNode) list.place(number).path("inputs");
      boolean onMap = inputs.path("latitude").isNumber();
      long cell = onMap ? cell(inputs) : Long.MAX_VALUE;
      if (Long.remainderUnsigned(mixed(onMap ? cell : number), oneOf) == 0) {
        chosen.add(new Chosen(cell, number));
      }
    }
    chosen.sort(Comparator.comparingLong(Chosen::cell).thenComparingInt(Chosen::number));
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      for (Chosen one : chosen) {
        out.write(list.line(one.number));
        out.write('\n');
      }
    }
  }

  private static long cell(ObjectNode inputs) {
    long row = (long) Math.floor(inputs.path("latitude").asDouble() * CELLS_PER_DEGREE);
    long column = (long) Math.floor(inputs.path("longitude").asDouble() * CELLS_PER_DEGREE);
    return row * COLUMNS + column;
  }

  private static long mixed(long value) {
    long mixed = (value ^ (value >>> 33)) * 0xFF51AFD7ED558CCDL;
    return mixed ^ (mixed >>> 33);
  }
}
