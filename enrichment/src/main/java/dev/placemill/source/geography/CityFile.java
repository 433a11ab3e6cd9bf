package dev.placemill.source.geography;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The columns of the packed city list, each beginning with a line `# name count`. Numbers are read
/// from the bytes, because making a text of each of a million would take most of the start.
final class CityFile {
  private record Column(int from, int to, int size) {}

  private final byte[] content = GeographyFile.bytes("cities.txt.gz");
  private final Map<String, Column> columns = new HashMap<>();

  private CityFile() {
    int at = 0;
    while (at < content.length) {
      int from = afterLine(at);
      String[] head = new String(content, at, from - 1 - at, StandardCharsets.UTF_8).split(" ", -1);
      int size = Integer.parseInt(head[2]);
      at = from;
      for (int line = 0; line < size; line++) {
        at = afterLine(at);
      }
      columns.put(head[1], new Column(from, at, size));
    }
  }

  static CityFile read() {
    return new CityFile();
  }

  private int afterLine(int at) {
    int next = at;
    while (content[next] != '\n') {
      next++;
    }
    return next + 1;
  }

  List<String> lines(String name) {
    Column column = column(name);
    int length = column.to - column.from;
    return new String(content, column.from, length, StandardCharsets.UTF_8).lines().toList();
  }

  ByteBuffer bytes(String name) {
    Column column = column(name);
    return ByteBuffer.wrap(content, column.from, column.to - column.from);
  }

  String[] texts(String name) {
    return lines(name).toArray(String[]::new);
  }

  int[] numbers(String name) {
    Column column = column(name);
    var numbers = new int[column.size];
    int at = column.from;
    for (int line = 0; line < numbers.length; line++) {
      boolean isNegative = content[at] == '-';
      int number = 0;
      for (at += isNegative ? 1 : 0; content[at] != '\n'; at++) {
        number = 10 * number + content[at] - '0';
      }
      at++;
      numbers[line] = isNegative ? -number : number;
    }
    return numbers;
  }

  /// A column of which each number is the difference from the one before.
  int[] sums(String name) {
    int[] numbers = numbers(name);
    for (int i = 1; i < numbers.length; i++) {
      numbers[i] += numbers[i - 1];
    }
    return numbers;
  }

  private Column column(String name) {
    Column column = columns.get(name);
    if (column == null) {
      throw new IllegalStateException("the city list lacks the column " + name);
    }
    return column;
  }
}
