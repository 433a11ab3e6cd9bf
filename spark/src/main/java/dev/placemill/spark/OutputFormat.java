package dev.placemill.spark;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What can be written.
enum OutputFormat {
  PARQUET,
  CSV,
  JSONL;

  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// What the name of a file of it ends with.
  String ending() {
    return "." + wireName();
  }

  /// By the ending of a path; empty when that does not tell.
  static Optional<OutputFormat> findByPath(String path) {
    String name = path.toLowerCase(Locale.ROOT);
    return name.endsWith(".ndjson")
        ? Optional.of(JSONL)
        : Arrays.stream(values()).filter(format -> name.endsWith(format.ending())).findFirst();
  }

  static Optional<OutputFormat> findByWireName(String wireName) {
    return Arrays.stream(values()).filter(one -> one.wireName().equals(wireName)).findFirst();
  }
}
