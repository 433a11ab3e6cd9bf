package dev.placemill.server.job;

import java.util.Locale;

/// How far a job, or a batch of them, is, in the words of the newer API.
enum JobStatus {
  PENDING,
  QUEUED,
  IN_PROGRESS,
  COMPLETED,
  FAILED;

  private final String wireName = name().toLowerCase(Locale.ROOT);

  String wireName() {
    return wireName;
  }

  boolean hasEnded() {
    return this == COMPLETED || this == FAILED;
  }
}
