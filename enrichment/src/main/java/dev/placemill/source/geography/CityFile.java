package dev.placemill.source.geography;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The columns of the packed city list, each beginning with a line `# name count`.
record CityFile(Map<String, List<String>> columns) {
  static CityFile read() {
    List<String> lines = GeographyFile.read("cities.txt.gz").lines();
    var columns = new HashMap<String, List<String>>();
    int at = 0;
    while (at < lines.size()) {
      String[] head = lines.get(at).split(" ");
      int end = at + 1 + Integer.parseInt(head[2]);
      columns.put(head[1], lines.subList(at + 1, end));
      at = end;
    }
    return new CityFile(columns);
  }

  String[] texts(String column) {
    return lines(column).toArray(String[]::new);
  }

  int[] numbers(String column) {
    return lines(column).stream().mapToInt(Integer::parseInt).toArray();
  }

  /// A column of which each number is the difference from the one before.
  int[] sums(String column) {
    int[] numbers = numbers(column);
    for (int i = 1; i < numbers.length; i++) {
      numbers[i] += numbers[i - 1];
    }
    return numbers;
  }

  List<String> lines(String column) {
    List<String> lines = columns.get(column);
    if (lines == null) {
      throw new IllegalStateException("the city list lacks the column " + column);
    }
    return lines;
  }
}
