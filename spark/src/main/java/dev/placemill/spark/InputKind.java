package dev.placemill.spark;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a file of places can be.
enum InputKind {
  CSV,
  JSON_LINES,
  PARQUET;

  private static final List<String> PACKED = List.of(".gz", ".bz2", ".zst");

  private List<String> endings() {
    return switch (this) {
      case CSV -> List.of(".csv", ".tsv", ".txt");
      case JSON_LINES -> List.of(".jsonl", ".ndjson", ".json");
      case PARQUET -> List.of(".parquet", ".geoparquet");
    };
  }

  /// By the ending of a file's name; empty when that does not tell.
  static Optional<InputKind> findByName(String fileName) {
    String name = fileName.toLowerCase(Locale.ROOT);
    String unpacked =
        PACKED.stream()
            .filter(name::endsWith)
            .map(ending -> name.substring(0, name.length() - ending.length()))
            .findFirst()
            .orElse(name);
    return Arrays.stream(values())
        .filter(kind -> kind.endings().stream().anyMatch(unpacked::endsWith))
        .findFirst();
  }

  /// By what a file begins with.
  static InputKind ofBeginning(byte[] beginning) {
    String text = new String(beginning, ISO_8859_1);
    if (text.startsWith("PAR1")) {
      return PARQUET;
    }
    return text.stripLeading().startsWith("{") ? JSON_LINES : CSV;
  }
}
