package dev.placemill.server.batch;

import dev.placemill.server.http.ApiException;
import dev.placemill.server.http.ErrorCode;
import dev.placemill.server.http.Quota;

/// What is said to whom more work cannot be taken from for now.
final class Refusals {
  private static final int RETRY_WHEN_FULL_SECONDS = 10;
  private static final int RETRY_WHEN_RUNNING_SECONDS = 5;

  private Refusals() {}

  /// @param limit of all organizations together, in slices
  static ApiException queueFull(long limit) {
    return new ApiException(
            ErrorCode.QUEUE_FULL,
            "More work waits here than is got done; nothing was stored, try again later.")
        .retryAfter(RETRY_WHEN_FULL_SECONDS)
        .violating(Quota.usedUp("queue", limit, "slices", RETRY_WHEN_FULL_SECONDS));
  }

  /// @param limit of the organization, in slices
  static ApiException shareFull(long limit) {
    return new ApiException(
            ErrorCode.QUOTA_EXCEEDED,
            "This organization may have work of %,d slices that is not done; nothing was stored, try again when some is."
                .formatted(limit))
        .retryAfter(RETRY_WHEN_FULL_SECONDS)
        .violating(Quota.usedUp("slices", limit, "slices", RETRY_WHEN_FULL_SECONDS));
  }

  /// @param limit of the organization
  static ApiException tooManyBatches(int limit) {
    return new ApiException(
            ErrorCode.TOO_MANY_BATCHES,
            "%,d batches of this organization are running, which is as many as may; wait for one to end, then try again."
                .formatted(limit))
        .retryAfter(RETRY_WHEN_RUNNING_SECONDS)
        .violating(
            Quota.usedUp("batches", limit, "concurrent-requests", RETRY_WHEN_RUNNING_SECONDS));
  }
}
