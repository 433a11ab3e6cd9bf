package dev.placemill.bench.proxy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A page of the manual, as far as it shows files: blocks of code that begin with a comment naming
/// the file. What a proof runs is what a reader copies.
record Page(String text) {
  private static final String FENCE = "```";

  static Page of(Path file) throws IOException {
    return new Page(Files.readString(file));
  }

  /// The file of that name, as the page has it.
  String file(String name) {
    List<String> lines = text.lines().toList();
    int first = lines.indexOf("# " + name);
    if (first < 1 || !lines.get(first - 1).startsWith(FENCE)) {
      throw new IllegalStateException("the page shows no file " + name);
    }
    List<String> rest = lines.subList(first, lines.size());
    return String.join("\n", rest.subList(0, rest.indexOf(FENCE))) + "\n";
  }
}
