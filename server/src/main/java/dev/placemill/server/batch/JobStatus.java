package dev.placemill.server.batch;

import java.util.Locale;

/// How far a job is, or a batch of them, in the words of the newer API.
public enum JobStatus {
  /// Stored, and not to be worked yet.
  PENDING,
  QUEUED,
  IN_PROGRESS,
  COMPLETED,
  FAILED;

  private final String wireName = name().toLowerCase(Locale.ROOT);

  public String wireName() {
    return wireName;
  }

  public boolean hasEnded() {
    return this == COMPLETED || this == FAILED;
  }

  /// Of a batch. One of which something came has completed: the newer API has no word for one of
  /// which a part failed.
  static JobStatus of(BatchView batch) {
    return switch (batch.progress().status()) {
      case QUEUED -> batch.terms().held() ? PENDING : QUEUED;
      case PROCESSING -> IN_PROGRESS;
      case COMPLETED, PARTIAL -> COMPLETED;
      case FAILED -> FAILED;
    };
  }

  /// Of a place that ended.
  static JobStatus of(Packed.State ended) {
    return switch (ended) {
      case COMPLETED -> COMPLETED;
      case FAILED -> FAILED;
      case PENDING -> throw new IllegalStateException("no place ends as pending");
    };
  }
}
