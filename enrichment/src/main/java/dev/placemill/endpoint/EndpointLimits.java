package dev.placemill.endpoint;

import java.time.Duration;

/// How much one service is asked of by this node.
///
/// @param timeout how long one request may take
/// @param atOnce requests in flight at most
/// @param apart the time between the beginnings of two requests at least; zero for none
/// @param longestAnswer bytes of the longest answer that is read
public record EndpointLimits(Duration timeout, int atOnce, Duration apart, int longestAnswer) {
  public EndpointLimits {
    if (timeout.isNegative() || timeout.isZero() || apart.isNegative()) {
      throw new IllegalArgumentException("a timeout is positive, a distance not negative");
    }
    if (atOnce < 1 || longestAnswer < 1) {
      throw new IllegalArgumentException("at least one request and one byte");
    }
  }

  /// How long the last of so many may have to wait, should every request take as long as it may.
  public Duration line(int requests) {
    Duration each = timeout.dividedBy(atOnce);
    return (each.compareTo(apart) > 0 ? each : apart).multipliedBy(requests);
  }
}
