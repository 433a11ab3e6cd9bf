package dev.placemill.server.batch;

import dev.placemill.enricher.FailureCode;
import java.util.Locale;

/// Why a batch ended before all its places were tried.
enum EndedReason {
  TIMED_OUT(
      FailureCode.TIMED_OUT,
      "The batch reached its time limit before this place was done; reprocess it to go on."),
  CANCELLED(
      FailureCode.CANCELLED,
      "The batch was cancelled before this place was done; reprocess it to go on.");

  private final FailureCode code;
  private final String sentence;

  EndedReason(FailureCode code, String sentence) {
    this.code = code;
    this.sentence = sentence;
  }

  /// What the places that were not done fail with.
  FailureCode code() {
    return code;
  }

  /// What the places that were not done say.
  String sentence() {
    return sentence;
  }

  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
