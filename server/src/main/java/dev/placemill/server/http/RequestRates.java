package dev.placemill.server.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/// How many requests each organization may still send to this server: a bucket for each, as large
/// as its limit for a minute, that fills up again evenly. Kept in memory alone, so that counting
/// costs a request nothing; several servers each grant the whole limit.
final class RequestRates {
  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final double SECOND = Duration.ofSeconds(1).toNanos();

  private final LongSupplier nanoTime;
  private final Map<Long, Bucket> buckets = new ConcurrentHashMap<>();

  /// @param nanoTime grows steadily, whatever the clock of the machine is set to
  RequestRates(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /// Counts a request.
  ///
  /// @return what to tell the client of its quota
  /// @throws ApiException when the organization has none left
  Quota take(Caller caller) {
    int limit = caller.limits().requestsPerMinute();
    if (limit == 0) {
      return Quota.UNLIMITED;
    }
    long now = nanoTime.getAsLong();
    return buckets
        .compute(
            caller.orgId(),
            (_, known) -> known != null && known.limit == limit ? known : new Bucket(limit, now))
        .take(now);
  }

  private static final class Bucket {
    private final int limit;
    private final double perNano;
    private double left;
    private long filledAt;

    Bucket(int limit, long now) {
      this.limit = limit;
      this.perNano = limit / (double) WINDOW.toNanos();
      this.left = limit;
      this.filledAt = now;
    }

    synchronized Quota take(long now) {
      left = Math.min(limit, left + Math.max(0, now - filledAt) * perNano);
      filledAt = Math.max(now, filledAt);
      if (left < 1) {
        throw refused();
      }
      left -= 1;
      return Quota.requests(limit, (int) left, seconds(limit - left));
    }

    private ApiException refused() {
      int seconds = seconds(1 - left);
      return new ApiException(
              ErrorCode.QUOTA_EXCEEDED,
              "This organization may send %,d requests a minute to this server; the next one in %d s."
                  .formatted(limit, seconds))
          .retryAfter(seconds)
          .violating(Quota.requests(limit, 0, seconds));
    }

    /// How long it takes until so much more is in the bucket.
    private int seconds(double more) {
      return Math.max(1, (int) Math.ceil(more / perNano / SECOND));
    }
  }
}
