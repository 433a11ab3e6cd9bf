package dev.placemill.bench.faults;

import dev.placemill.bench.client.BatchClient;
import dev.placemill.bench.proof.Command;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/// Work that harms other work.
final class LoadFaults {
  private static final int FLOODS = 10;
  private static final int FLOOD_BATCHES = 4;
  // Three nodes with twice two slices of ten places in hand each: what was in hand before, and two
  // rounds of turns.
  private static final long MOST_PLACES_BEFORE = 3 * 3 * 4 * 10;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private LoadFaults() {}

  static List<Fault> all() {
    return List.of(
        Fault.of("F14", "a place brings down every node that tries it", 6, LoadFaults::poison),
        Fault.of("F15", "ten organizations flood, another sends one place", 3, LoadFaults::flood));
  }

  private static void poison(Nodes nodes) {
    Nodes.Sent poisoned = nodes.submit("poison", 50, nodes.victim());
    nodes.ledger().expectFailure(poisoned.id(), "place-7");
    long begin = System.nanoTime();
    while (!hasEnded(nodes, poisoned) && Command.since(begin).compareTo(PATIENCE) < 0) {
      nodes.all().forEach(nodes::start);
      Command.pause(Duration.ofMillis(50));
    }
  }

  /// Its node may be down at the moment.
  private static boolean hasEnded(Nodes nodes, Nodes.Sent batch) {
    try (BatchClient client = nodes.client(batch.organization())) {
      return client.status(batch.id()).hasEnded();
    } catch (IOException | BatchClient.Refused _) {
      return false;
    }
  }

  private static void flood(Nodes nodes) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      CompletableFuture.allOf(
              IntStream.range(0, FLOODS * FLOOD_BATCHES)
                  .mapToObj(i ->
                      CompletableFuture.runAsync(
                          () -> nodes.submit("flood-" + i % FLOODS, 100, nodes.first()), threads))
                  .toArray(CompletableFuture<?>[]::new))
          .join();
    }
    long before = nodes.upstream().answered();
    nodes.awaitEnd(nodes.submit("small", 1, nodes.victim()));
    long meanwhile = nodes.upstream().answered() - before;
    if (meanwhile > MOST_PLACES_BEFORE) {
      nodes.unexpected(
          "%d places went before the only one of its organization".formatted(meanwhile));
    }
  }
}
