package dev.placemill.server.batch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.placemill.enricher.SourcesEnricher;
import dev.placemill.fusion.Fusion;
import dev.placemill.fusion.Trust;
import dev.placemill.server.batch.BatchWork.EndedPlace;
import dev.placemill.server.batch.BatchWork.Next;
import dev.placemill.server.batch.BatchWork.PendingPlace;
import dev.placemill.server.org.OrgStore;
import dev.placemill.server.queue.Backlog;
import dev.placemill.server.queue.Lease;
import dev.placemill.server.queue.NodeRegistry;
import dev.placemill.server.queue.Priority;
import dev.placemill.server.queue.QueueConfig;
import dev.placemill.server.queue.SliceClaims;
import dev.placemill.server.queue.SliceQueue;
import dev.placemill.server.testing.EngineClock;
import dev.placemill.server.testing.FakeSource;
import dev.placemill.server.testing.TestDatabase;
import dev.placemill.server.trace.Traces;
import dev.placemill.server.worker.WakeUp;
import dev.placemill.server.worker.Worker;
import dev.placemill.server.worker.WorkerConfig;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/// An engine stepped by hand: its store, its clock, and nodes that do what the test says.
class SteppedEngine {
  static final String INPUTS = "{\"name\":\"x\",\"latitude\":48.1,\"longitude\":11.5}";

  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();
  static final Duration NODE_TIMEOUT = Duration.ofSeconds(15);
  static final int SLICE_SIZE = 5;

  final QueueConfig queueConfig = new QueueConfig(2, 1_000, 1_000, 1_000_000, NODE_TIMEOUT);
  final BatchLimits limits =
      new BatchLimits(1_000, 50_000, Duration.ofHours(24), Duration.ofDays(30), SLICE_SIZE, false);
  final SliceQueue queue = new SliceQueue(queueConfig);
  final NodeRegistry nodes = new NodeRegistry(queueConfig);
  EngineClock clock;
  Partitions partitions;
  BatchStore store;
  long acme;

  @BeforeEach
  void start() {
    DATABASE.empty();
    clock = new EngineClock(DATABASE.database());
    partitions = new Partitions(DATABASE.database(), limits.retention());
    partitions.maintain();
    store = store(limits);
    acme = organization("acme");
  }

  BatchStore store(BatchLimits limits) {
    return new BatchStore(
        DATABASE.database(),
        queue,
        new Backlog(queueConfig),
        partitions,
        limits,
        (_, _) -> {},
        () -> {});
  }

  static long organization(String slug) {
    var orgs = new OrgStore(DATABASE.database());
    orgs.createKey(slug, null);
    return orgs.organizations().stream()
        .filter(org -> org.slug().equals(slug))
        .findFirst()
        .orElseThrow()
        .orgId();
  }

  /// One server process as far as the engine sees it.
  final class Node {
    final UUID id = UUID.randomUUID();
    final BatchWork work =
        new BatchWork(DATABASE.database(), queue, new SliceClaims(queueConfig), id, () -> {});

    Node() {
      beats();
    }

    void beats() {
      DATABASE.database().useTransaction(handle -> nodes.heartbeat(handle, id));
    }

    void finish(Lease lease) {
      work.store(lease, 0, ended(pending(lease)), new Next.End());
    }

    List<PendingPlace> pending(Lease lease) {
      return work.read(List.of(lease)).getFirst().pending();
    }

    void finishAll() {
      for (List<Lease> leases = work.claim(100); !leases.isEmpty(); leases = work.claim(100)) {
        leases.forEach(this::finish);
      }
    }
  }

  static List<EndedPlace> ended(List<PendingPlace> places) {
    return places.stream()
        .map(place ->
            new EndedPlace(
                place.position(),
                true,
                "{\"place_id\":\"%s\"}".formatted(place.place().placeId()).getBytes(UTF_8)))
        .toList();
  }

  BatchView submit(long org, int places) {
    return submit(org, places, Priority.NORMAL);
  }

  BatchView submit(long org, int places, Priority priority) {
    BatchId id = store.submit(org, submission(places, INPUTS, priority), null).batch();
    return store.read(org, id.toString(), new BatchStore.Range(0, 0)).batch();
  }

  static Submission submission(int places) {
    return submission(places, INPUTS, Priority.NORMAL);
  }

  /// As many places of the same inputs, each two hundred metres from the one before, so that none
  /// is another's duplicate.
  static Submission submission(int places, String inputs, Priority priority) {
    return new Submission(
        "b",
        IntStream.range(0, places)
            .mapToObj(i ->
                "{\"place_id\":\"p%d\",\"inputs\":%s}"
                    .formatted(i, inputs.replace("48.1", Double.toString(48.1 + i * 0.002))))
            .map(place -> place.getBytes(UTF_8))
            .toList(),
        priority,
        null,
        null,
        null,
        Submission.Terms.OF_THE_GUIDE);
  }

  BatchStore.Results read(BatchView batch) {
    return store.read(acme, batch.id().toString(), BatchStore.Range.ALL);
  }

  int rescue() {
    return DATABASE.database().inTransaction(nodes::rescueFromSilentNodes);
  }

  /// Lets a node die with the slice it holds.
  void crash(Node node) {
    node.work.claim(1);
    clock.passes(NODE_TIMEOUT.plusSeconds(1));
    rescue();
  }

  static Worker worker(Node node, FakeSource source) {
    return worker(node, source, Duration.ofSeconds(10), Clock.systemUTC());
  }

  static Worker worker(Node node, FakeSource source, Duration placeTimeout) {
    return worker(node, source, placeTimeout, Clock.systemUTC());
  }

  static Worker worker(Node node, FakeSource source, Duration placeTimeout, Clock clock) {
    return worker(node.work, source, Duration.ofMillis(100), placeTimeout, clock);
  }

  static Worker worker(BatchWork work, FakeSource source, Duration poll) {
    return worker(work, source, poll, Duration.ofSeconds(10), Clock.systemUTC());
  }

  private static Worker worker(
      BatchWork work, FakeSource source, Duration poll, Duration placeTimeout, Clock clock) {
    var config =
        new WorkerConfig(
            4,
            poll,
            placeTimeout,
            5,
            Duration.ofSeconds(10),
            Duration.ofMillis(20),
            Duration.ofSeconds(1));
    var enricher =
        new SourcesEnricher(List.of(source), new Fusion(Trust.DEFAULTS), Clock.systemUTC());
    return new Worker(work, enricher, config, clock, new WakeUp(), new RecentPace(), Traces.off());
  }
}
