package dev.placemill.enricher;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What the sources said of a place that was sent several times: the first to ask does, the others
/// wait for it. Where a source could not be asked, the next one tries again.
final class SharedFindings {
  private final ReentrantLock asking = new ReentrantLock();
  private volatile @Nullable Findings complete;

  /// The findings of whoever asked first.
  ///
  /// @param patience how long to wait for another who asks
  /// @param tooLate what to say when it took longer
  Findings findings(Duration patience, Supplier<Findings> ask, Supplier<Findings> tooLate) {
    Findings known = complete;
    if (known != null) {
      return known;
    }
    if (!isOurTurn(patience)) {
      return tooLate.get();
    }
    try {
      known = complete;
      if (known != null) {
        return known;
      }
      Findings found = ask.get();
      if (found.isComplete()) {
        complete = found;
      }
      return found;
    } finally {
      asking.unlock();
    }
  }

  private boolean isOurTurn(Duration patience) {
    try {
      return asking.tryLock(TimeUnit.MILLISECONDS.convert(patience), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
