package dev.placemill.server.batch;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/// How fast this node was when it last had work: places that ended per second, over the time in
/// which any slice was worked. Safe for use by many threads at once.
public final class RecentPace {
  private static final int SLICES_REMEMBERED = 256;
  private static final Duration REMEMBERED_FOR = Duration.ofHours(1);
  private static final double NANOS_PER_SECOND = 1e9;

  /// One slice: when it was worked, and how many of its places ended.
  private record Worked(long begin, long end, int places) {}

  private final LongSupplier nanoTime;
  private final Deque<Worked> slices = new ArrayDeque<>();

  public RecentPace() {
    this(System::nanoTime);
  }

  RecentPace(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /// What was measured.
  ///
  /// @param places over how many
  public record Measured(double placesPerSecond, long places) {}

  /// Remembers that a slice was worked until now.
  ///
  /// @param begin when that began, in the same nanoseconds
  /// @param places how many places of it ended
  public synchronized void worked(long begin, int places) {
    if (places > 0) {
      slices.addLast(new Worked(begin, nanoTime.getAsLong(), places));
      forget();
    }
  }

  private void forget() {
    long now = nanoTime.getAsLong();
    while (!slices.isEmpty()
        && (slices.size() > SLICES_REMEMBERED
            || now - slices.getFirst().end() > REMEMBERED_FOR.toNanos())) {
      slices.removeFirst();
    }
  }

  /// Empty when nothing was worked within the hour.
  public synchronized Optional<Measured> find() {
    forget();
    List<Worked> inOrder = new ArrayList<>(slices);
    inOrder.sort(Comparator.comparingLong(Worked::begin));
    long busy = 0;
    long places = 0;
    long until = Long.MIN_VALUE;
    for (Worked slice : inOrder) {
      long from = Math.max(until, slice.begin());
      busy += Math.max(0, slice.end() - from);
      until = Math.max(until, slice.end());
      places += slice.places();
    }
    return busy == 0
        ? Optional.empty()
        : Optional.of(new Measured(places * NANOS_PER_SECOND / busy, places));
  }
}
