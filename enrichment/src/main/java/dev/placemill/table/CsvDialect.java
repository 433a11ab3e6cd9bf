package dev.placemill.table;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// How a CSV file is written. Both have commas, CRLF at the end of each row, and quotation marks
/// where RFC 4180 wants them.
public enum CsvDialect {
  /// As RFC 4180 says, in UTF-8; cells are what they are.
  RFC4180,

  /// What a person opens by a double click: a byte order mark, by which spreadsheets know UTF-8,
  /// and no cell that they would take for a formula.
  EXCEL;

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static List<String> wireNames() {
    return Arrays.stream(values()).map(CsvDialect::wireName).toList();
  }

  public static Optional<CsvDialect> findByWireName(String wireName) {
    return Arrays.stream(values())
        .filter(dialect -> dialect.wireName().equals(wireName))
        .findFirst();
  }
}
