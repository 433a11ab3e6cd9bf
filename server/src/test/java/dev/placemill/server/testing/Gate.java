package dev.placemill.server.testing;

import dev.placemill.source.SourceAnswer;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;

/// Keeps places in work until the test lets them through.
public final class Gate {
  private static final int ALL = 1_000;

  private final Semaphore passes = new Semaphore(0);

  /// Knows a website for every place, and answers when the place is let through.
  public FakeSource source() {
    return source(_ -> true);
  }

  /// @param waits tells by a place's name whether it has to wait
  public FakeSource source(Predicate<String> waits) {
    SourceAnswer website = FakeSource.website("https://example.org");
    return new FakeSource(inquiry -> {
      if (waits.test(inquiry.place().name())) {
        passes.acquireUninterruptibly();
      }
      return website;
    });
  }

  public void letThrough(int places) {
    passes.release(places);
  }

  /// Lets everything through, so that the server can stop.
  public void open() {
    letThrough(ALL);
  }
}
