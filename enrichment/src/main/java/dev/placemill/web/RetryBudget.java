package dev.placemill.web;

/// Keeps the share of requests to those who failed before small: when half the web is down, asking
/// it again and again must not be most of what this node does.
final class RetryBudget {
  private final double perRequest;
  private final double most;
  private double left;

  /// @param perRequest how many retries each first request allows, e.g. 0.2
  /// @param most how many may be saved up, which is also what there is at first
  RetryBudget(double perRequest, double most) {
    this.perRequest = perRequest;
    this.most = most;
    left = most;
  }

  synchronized void asked() {
    left = Math.min(most, left + perRequest);
  }

  /// Whether a retry may be made now; it is counted.
  synchronized boolean takeRetry() {
    if (left < 1) {
      return false;
    }
    left -= 1;
    return true;
  }

  /// A retry that was taken is not made after all.
  synchronized void giveBack() {
    left = Math.min(most, left + 1);
  }
}
