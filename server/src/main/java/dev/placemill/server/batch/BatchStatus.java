package dev.placemill.server.batch;

import java.util.Locale;

/// The life of a batch, in the guide's words.
public enum BatchStatus {
  /// Accepted; no place has been tried in this run.
  QUEUED,
  /// Places are being worked on.
  PROCESSING,
  /// Every place has its result.
  COMPLETED,
  /// Ended; some places have a result and some failed.
  PARTIAL,
  /// Ended; no place has a result.
  FAILED;

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
