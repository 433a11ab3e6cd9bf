package dev.placemill.server.export;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Where an export is on its way.
enum ExportStatus {
  /// Nobody has begun with it.
  QUEUED,
  RUNNING,
  /// Its file can be downloaded.
  COMPLETED,
  /// It has no file and will get none; its `error` says why.
  FAILED,
  /// Its file was kept long enough.
  EXPIRED;

  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  static List<String> wireNames() {
    return Arrays.stream(values()).map(ExportStatus::wireName).toList();
  }

  static Optional<ExportStatus> findByWireName(String wireName) {
    return Arrays.stream(values()).filter(status -> status.wireName().equals(wireName)).findFirst();
  }
}
