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
/// pages of the index. Those without coordinates, which take longer, are spread among them evenly,
/// so that each stretch of the sample costs what the list does.
final class Neighbourhoods {
  private static final double CELLS_PER_DEGREE = 20;
  private static final long COLUMNS = 1 << 16;

  /// @param cell numbers neighbours alike
  private record Chosen(long cell, int number) {}

  private Neighbourhoods() {}

  /// Writes about so many places.
  static void write(MessyList list, int wanted, Path file) throws IOException {
    // Of a list that is long the numbers are not all looked at: what is invented of each costs
    // time.
    int oneOf = Math.max(1, list.rows() / wanted);
    List<Chosen> onMap = new ArrayList<>();
    List<Integer> elsewhere = new ArrayList<>();
    for (int number = 0; number < list.rows(); number++) {
      ObjectNode inputs = (ObjectNode) list.place(number).path("inputs");
      if (inputs.path("latitude").isNumber()) {
        long cell = cell(inputs);
        if (isChosen(cell, oneOf)) {
          onMap.add(new Chosen(cell, number));
        }
      } else if (isChosen(number, oneOf)) {
        elsewhere.add(number);
      }
    }
    onMap.sort(Comparator.comparingLong(Chosen::cell).thenComparingInt(Chosen::number));
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      int spread = 0;
      for (int i = 0; i < onMap.size(); i++) {
        write(list.line(onMap.get(i).number), out);
        long due = (i + 1L) * elsewhere.size() / onMap.size();
        while (spread < due) {
          write(list.line(elsewhere.get(spread++)), out);
        }
      }
    }
  }

  private static void write(byte[] line, OutputStream out) throws IOException {
    out.write(line);
    out.write('\n');
  }

  private static boolean isChosen(long value, int oneOf) {
    long mixed = (value ^ (value >>> 33)) * 0xFF51AFD7ED558CCDL;
    return Long.remainderUnsigned(mixed ^ (mixed >>> 33), oneOf) == 0;
  }

  private static long cell(ObjectNode inputs) {
    long row = (long) Math.floor(inputs.path("latitude").asDouble() * CELLS_PER_DEGREE);
    long column = (long) Math.floor(inputs.path("longitude").asDouble() * CELLS_PER_DEGREE);
    return row * COLUMNS + column;
  }
}
