package dev.placemill.server.http;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Cuts off clients that have stopped to take their answer, or send their body all too slowly. Both
/// hold memory as long as they are at it.
final class Patience implements AutoCloseable {
  private static final int BLOCK = 64 * 1024;

  private final long mostNanos;
  private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService looks =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("slow clients").daemon().factory());

  /// @param most how long a client may take nothing at all, and send at any pace
  Patience(Duration most) {
    this.mostNanos = most.toNanos();
    long every = Math.max(1, most.toMillis() / 4);
    var _ = looks.scheduleAtFixedRate(this::cutOff, every, every, TimeUnit.MILLISECONDS);
  }

  /// An answer that the calling thread, a virtual one, is about to write.
  OutputStream over(OutputStream out) {
    return new Answer(out);
  }

  /// A body that is about to be read from the network.
  InputStream over(InputStream body) {
    return new PacedBody(new Body(body), mostNanos, System::nanoTime);
  }

  /// Does something on the calling thread, a virtual one, that waits for the client.
  void watching(Step step) throws IOException {
    new Watch().during(step);
  }

  /// How long a client may take nothing at all.
  Duration most() {
    return Duration.ofNanos(mostNanos);
  }

  private void cutOff() {
    long now = System.nanoTime();
    for (Watch watch : watches) {
      if (now - watch.since > mostNanos) {
        watch.cutOff();
      }
    }
  }

  @Override
  public void close() {
    looks.shutdownNow();
  }

  /// Something that may wait for the client.
  interface Step {
    void take() throws IOException;
  }

  /// The thread of a request, which waits for its client now and then.
  private final class Watch {
    private final Thread thread = Thread.currentThread();
    private volatile long since;
    private volatile boolean cut;

    private void begin() {
      since = System.nanoTime();
      watches.add(this);
    }

    /// Whether it was cut off, an interruption that came a moment too late included: that must not
    /// hit what the thread does next.
    private boolean isCut() {
      if (cut) {
        var _ = Thread.interrupted();
      }
      return cut;
    }

    private synchronized void end() {
      watches.remove(this);
    }

    private void during(Step step) throws IOException {
      begin();
      try {
        step.take();
      } catch (RuntimeException e) {
        if (isCut()) {
          // Waiting for a window of HTTP/2, it finds no socket closed.
          throw new UncheckedIOException(new ClosedByInterruptException());
        }
        throw e;
      } finally {
        end();
      }
    }

    /// A virtual thread that waits for a socket and is interrupted finds the socket closed.
    private synchronized void cutOff() {
      if (watches.contains(this)) {
        cut = true;
        thread.interrupt();
      }
    }
  }

  private final class Body extends FilterInputStream {
    private final Watch watch = new Watch();

    Body(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      watch.begin();
      int read;
      try {
        read = in.read(into, offset, length);
      } finally {
        watch.end();
      }
      if (watch.isCut()) {
        // What is cut off may look like its end.
        throw new ClosedByInterruptException();
      }
      return read;
    }
  }

  private final class Answer extends FilterOutputStream {
    private final Watch watch = new Watch();

    Answer(OutputStream out) {
      super(out);
    }

    /// By the block, so that a client that takes a large answer slowly is seen to take it.
    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      for (int done = 0; done < length; done += BLOCK) {
        int from = offset + done;
        int size = Math.min(BLOCK, length - done);
        watch.during(() -> out.write(bytes, from, size));
      }
    }

    /// What was written last may be sent only now.
    @Override
    public void flush() throws IOException {
      watch.during(out::flush);
    }

    @Override
    public void close() throws IOException {
      watch.during(out::close);
    }
  }
}
