package dev.placemill.bench;

import dev.placemill.bench.client.BatchClient;
import dev.placemill.bench.client.PlaceLists;
import dev.placemill.bench.proof.Command;
import dev.placemill.bench.server.QueueTable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/// Batches submitted at a pace that does not care how the server is doing, and read when they have
/// ended.
final class Flood {
  /// How many are submitted and read at once, at most.
  static final int HANDS = 8;

  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private final BatchClient client;
  private final List<List<PlaceLists.Place>> bodies;
  private final QueueTable queue;
  private final Queue<String> running = new ConcurrentLinkedQueue<>();
  private final AtomicLong taken = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong lost = new AtomicLong();
  private final AtomicLong unexpected = new AtomicLong();

  /// How it went, in places.
  ///
  /// @param perSecond offered
  /// @param donePerSecond taken, until the last of them had ended
  /// @param most what was found in the queue at most
  /// @param atEnd what was found there when all that was taken had ended
  record Outcome(
      double perSecond,
      double donePerSecond,
      long taken,
      long refused,
      long lost,
      long unexpected,
      QueueTable.Look most,
      QueueTable.Look atEnd) {}

  Flood(BatchClient client, List<List<PlaceLists.Place>> bodies, QueueTable queue) {
    this.client = client;
    this.bodies = bodies;
    this.queue = queue;
  }

  /// Submits for so long, then waits for the end of what was taken.
  ///
  /// @param pace places per second
  Outcome run(Duration time, double pace) throws IOException {
    long begin = System.nanoTime();
    long offered = 0;
    QueueTable.Look most = queue.look();
    try (ExecutorService hands = Executors.newFixedThreadPool(HANDS)) {
      long looked = begin;
      while (Command.since(begin).compareTo(time) < 0) {
        List<PlaceLists.Place> places =
            bodies.get((int) (offered / bodies.getFirst().size() % bodies.size()));
        long due = begin + (long) (offered / pace * 1e9);
        Command.pause(Duration.ofNanos(Math.max(1, due - System.nanoTime())));
        offered += places.size();
        hands.execute(() -> submit(places));
        hands.execute(this::readOne);
        if (Command.since(looked).compareTo(LOOK_EVERY) > 0) {
          looked = System.nanoTime();
          most = most.most(queue.look());
        }
      }
    }
    double perSecond = offered / Command.seconds(Command.since(begin));
    while (!running.isEmpty()) {
      if (!readOne()) {
        Command.pause(POLL);
      }
    }
    return new Outcome(
        perSecond,
        taken.get() / Command.seconds(Command.since(begin)),
        taken.get(),
        refused.get(),
        lost.get(),
        unexpected.get(),
        most,
        queue.look());
  }

  private void submit(List<PlaceLists.Place> places) {
    try {
      running.add(client.submit("soak", places));
      taken.addAndGet(places.size());
    } catch (BatchClient.Refused e) {
      (e.isOverload() ? refused : unexpected).addAndGet(places.size());
    } catch (IOException _) {
      unexpected.addAndGet(places.size());
    }
  }

  /// Reads the oldest, if it has ended.
  ///
  /// @return whether it had
  private boolean readOne() {
    String id = running.poll();
    if (id == null) {
      return false;
    }
    try {
      if (!client.status(id).hasEnded()) {
        running.add(id);
        return false;
      }
      BatchClient.Batch batch = client.read(id);
      List<BatchClient.Item> results = batch.results();
      long returned =
          results == null ? 0 : results.stream().filter(BatchClient.Item::hasEnded).count();
      lost.addAndGet(batch.totalCount() - returned);
    } catch (BatchClient.Refused | IOException _) {
      unexpected.incrementAndGet();
    }
    return true;
  }
}
