package dev.placemill.bench.faults;

import dev.placemill.bench.client.BatchClient;
import dev.placemill.bench.proof.Command;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/// Days that come and go, by the engine's clock.
final class CalendarFaults {
  private static final Duration BEFORE_MIDNIGHT = Duration.ofMillis(1_500);
  private static final Duration A_WHILE = Duration.ofSeconds(3);
  private static final int READERS = 4;

  private CalendarFaults() {}

  static List<Fault> all() {
    return List.of(
        new Fault(
            "F16",
            "midnight comes",
            3,
            Fault.MANY_PLACES,
            4,
            nodes -> nodes.database().passUntilMidnight(BEFORE_MIDNIGHT),
            CalendarFaults::submitThroughMidnight),
        new Fault(
            "F16",
            "nine days pass at once, and today has no partition",
            3,
            Fault.MANY_PLACES,
            4,
            CalendarFaults::passNineDays,
            _ -> {}),
        Fault.of(
            "F16", "31 days pass while results are being read", 4, CalendarFaults::readTooLate));
  }

  private static void submitThroughMidnight(Nodes nodes) {
    for (long begin = System.nanoTime(); Command.since(begin).compareTo(A_WHILE) < 0; ) {
      nodes.submit(20, nodes.victim());
    }
  }

  private static void passNineDays(Nodes nodes) {
    nodes.forgetOwed();
    nodes.database().pass(Duration.ofDays(9));
  }

  /// Every answer is whole or says that the results are gone.
  private static void readTooLate(Nodes nodes) throws IOException {
    Nodes.Sent old = nodes.submit("old", 500, nodes.first());
    while (nodes.sentBatches() <= Nodes.BATCHES) {
      Command.pause(Duration.ofMillis(10));
    }
    nodes.awaitAll();
    nodes.settle();
    nodes.forgetOwed();
    var over = new AtomicBoolean();
    var oddities = new ConcurrentLinkedQueue<String>();
    try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < READERS; i++) {
        readers.execute(() -> readAgainAndAgain(nodes, old, over, oddities));
      }
      Command.pause(Duration.ofMillis(200));
      nodes.database().pass(Duration.ofDays(31));
      Command.pause(A_WHILE);
      over.set(true);
    }
    oddities.forEach(nodes::unexpected);
    try (BatchClient client = nodes.client(old.organization())) {
      client.read(old.id());
      nodes.unexpected("results are still there after 31 days");
    } catch (BatchClient.Refused e) {
      if (!e.isGone()) {
        nodes.unexpected(String.valueOf(e.getMessage()));
      }
    }
  }

  private static void readAgainAndAgain(
      Nodes nodes, Nodes.Sent batch, AtomicBoolean over, ConcurrentLinkedQueue<String> oddities) {
    try (BatchClient client = nodes.client(batch.organization())) {
      while (!over.get()) {
        try {
          if (client.read(batch.id()).done() != batch.names().size()) {
            oddities.add("half a batch was read");
          }
        } catch (BatchClient.Refused e) {
          if (!e.isGone() && !e.isOutage()) {
            oddities.add(String.valueOf(e.getMessage()));
          }
        } catch (IOException e) {
          oddities.add(e.toString());
        }
      }
    }
  }
}
