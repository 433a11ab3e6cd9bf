package dev.placemill.server.http;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Cuts off clients that have stopped to take their answer, which holds memory until they have it.
final class Patience implements AutoCloseable {
  private static final int BLOCK = 64 * 1024;

  private final long mostNanos;
  private final Set<Answer> writing = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService looks =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("slow clients").daemon().factory());

  /// @param most how long a client may take nothing at all
  Patience(Duration most) {
    this.mostNanos = most.toNanos();
    long every = Math.max(1, most.toMillis() / 4);
    var _ = looks.scheduleAtFixedRate(this::cutOff, every, every, TimeUnit.MILLISECONDS);
  }

  /// An answer that the calling thread, a virtual one, is about to write.
  OutputStream over(OutputStream out) {
    return new Answer(out);
  }

  private void cutOff() {
    long now = System.nanoTime();
    for (Answer answer : writing) {
      if (now - answer.since > mostNanos) {
        answer.cutOff();
      }
    }
  }

  @Override
  public void close() {
    looks.shutdownNow();
  }

  private interface Step {
    void take() throws IOException;
  }

  private final class Answer extends FilterOutputStream {
    private final Thread writer = Thread.currentThread();
    private volatile long since;

    Answer(OutputStream out) {
      super(out);
    }

    /// By the block, so that a client that takes a large answer slowly is seen to take it.
    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      for (int done = 0; done < length; done += BLOCK) {
        int from = offset + done;
        int size = Math.min(BLOCK, length - done);
        watched(() -> out.write(bytes, from, size));
      }
    }

    /// What was written last may be sent only now.
    @Override
    public void flush() throws IOException {
      watched(out::flush);
    }

    @Override
    public void close() throws IOException {
      watched(out::close);
    }

    private void watched(Step step) throws IOException {
      since = System.nanoTime();
      writing.add(this);
      try {
        step.take();
      } finally {
        synchronized (this) {
          writing.remove(this);
        }
      }
    }

    /// A virtual thread that waits for a socket and is interrupted finds the socket closed.
    private synchronized void cutOff() {
      if (writing.contains(this)) {
        writer.interrupt();
      }
    }
  }
}
