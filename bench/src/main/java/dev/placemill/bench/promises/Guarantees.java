package dev.placemill.bench.promises;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/// The reference of the promises, `docs/reference/guarantees.md`.
public final class Guarantees {
  private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+Test(?:#\\w+)?)`");

  private Guarantees() {}

  /// A row of its table.
  ///
  /// @param name what mechanisms refer to it by: `P1`
  public record Promise(String name, String sentence, List<TestName> tests) {}

  public static List<Promise> read(Path root) throws IOException {
    return Files.readString(root.resolve("docs/reference/guarantees.md"))
        .lines()
        .filter(line -> line.matches("\\| P\\d+ \\|.*"))
        .map(Guarantees::promise)
        .toList();
  }

  private static Promise promise(String row) {
    String[] cells = row.split("\\|", -1);
    List<TestName> tests =
        TEST.matcher(cells[4]).results().map(test -> TestName.of(test.group(1))).toList();
    return new Promise(cells[1].strip(), cells[2].strip(), tests);
  }
}
