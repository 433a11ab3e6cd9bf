package dev.placemill.server.batch;

/// The counts of a batch. What is pending, and the status, follow from them, so they can never
/// disagree.
///
/// @param started whether any place has been tried in this run
public record Progress(int total, int completed, int failed, boolean started) {
  public Progress {
    if (completed < 0 || failed < 0 || completed + failed > total) {
      throw new IllegalStateException(
          "counts do not add up: %d + %d of %d".formatted(completed, failed, total));
    }
  }

  public int pending() {
    return total - completed - failed;
  }

  public BatchStatus status() {
    if (pending() > 0) {
      return started ? BatchStatus.PROCESSING : BatchStatus.QUEUED;
    }
    if (failed == 0) {
      return BatchStatus.COMPLETED;
    }
    return completed == 0 ? BatchStatus.FAILED : BatchStatus.PARTIAL;
  }
}
