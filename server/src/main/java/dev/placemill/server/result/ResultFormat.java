package dev.placemill.server.result;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A form in which results can be had.
enum ResultFormat {
  JSON("application/json", "json"),
  NDJSON("application/x-ndjson", "ndjson"),
  CSV("text/csv", "csv"),
  GEOJSON("application/geo+json", "geojson"),
  GEOPARQUET("application/vnd.apache.parquet", "parquet"),
  XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx");

  private final String mediaType;
  private final String suffix;

  ResultFormat(String mediaType, String suffix) {
    this.mediaType = mediaType;
    this.suffix = suffix;
  }

  /// The word for `?format=`.
  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  String mediaType() {
    return mediaType;
  }

  /// With what a program needs to know beyond the type.
  String contentType() {
    return this == CSV ? mediaType + "; charset=utf-8" : mediaType;
  }

  /// The end of a file's name.
  String suffix() {
    return suffix;
  }

  static List<String> wireNames() {
    return Arrays.stream(values()).map(ResultFormat::wireName).toList();
  }

  static Optional<ResultFormat> findByWireName(String wireName) {
    return Arrays.stream(values()).filter(format -> format.wireName().equals(wireName)).findFirst();
  }

  static ResultFormat ofMediaType(String mediaType) {
    return Arrays.stream(values())
        .filter(format -> format.mediaType.equals(mediaType))
        .findFirst()
        .orElseThrow();
  }
}
