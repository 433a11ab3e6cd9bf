package dev.placemill.bench.load;

import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/// How late a thread wakes up that does nothing but sleep: what the machine, and the JVM around the
/// thread, keep from everybody in this process.
public final class Hiccups implements AutoCloseable {
  private static final long SLEEP_NANOS = 1_000_000;

  /// @param p99 microseconds, of the latest hundredth of all sleeps
  /// @param most microseconds, of the latest
  public record Lateness(long p99, long most) {}

  private final Thread thread = Thread.ofPlatform().name("hiccups").daemon().unstarted(this::sleep);
  private long[] micros = new long[1_024];
  private int count;
  private volatile boolean closed;

  public Hiccups() {
    thread.start();
  }

  private void sleep() {
    while (!closed) {
      long begin = System.nanoTime();
      LockSupport.parkNanos(SLEEP_NANOS);
      add((System.nanoTime() - begin - SLEEP_NANOS) / 1_000);
    }
  }

  private synchronized void add(long late) {
    if (count == micros.length) {
      micros = Arrays.copyOf(micros, 2 * count);
    }
    micros[count++] = late;
  }

  /// How late it was since this was last asked.
  public synchronized Lateness take() {
    Arrays.sort(micros, 0, count);
    var lateness =
        count == 0 ? new Lateness(0, 0) : new Lateness(micros[count * 99 / 100], micros[count - 1]);
    count = 0;
    return lateness;
  }

  @Override
  public void close() {
    closed = true;
  }
}
