package dev.placemill.server.worker;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does one thing again and again on a thread of its own. A round that fails is logged and the next
/// one comes all the same.
public final class Loop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Loop.class);

  private final Duration every;
  private final Runnable round;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread;

  public Loop(String name, Duration every, Runnable round) {
    this.every = every;
    this.round = round;
    this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  private void run() {
    try {
      while (!stopped.await(every.toMillis(), TimeUnit.MILLISECONDS)) {
        runRound();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void runRound() {
    try {
      round.run();
    } catch (RuntimeException | Error e) {
      LOG.warn("{} failed this time: {}", thread.getName(), e.getMessage());
    }
  }

  /// Ends after the round in hand.
  @Override
  public void close() {
    stopped.countDown();
    try {
      thread.join(Duration.ofSeconds(5));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
