package dev.placemill.server.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.config.ConfigReader;
import dev.placemill.server.batch.BatchWork;
import dev.placemill.server.batch.Partitions;
import dev.placemill.server.queue.NodeRegistry;
import dev.placemill.server.queue.QueueConfig;
import dev.placemill.server.queue.QueueRenewal;
import dev.placemill.server.queue.SliceClaims;
import dev.placemill.server.queue.SliceQueue;
import dev.placemill.server.testing.EngineClock;
import dev.placemill.server.testing.TestDatabase;
import dev.placemill.server.worker.Heartbeat;
import dev.placemill.server.worker.Housekeeping;
import dev.placemill.server.worker.WakeUp;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The loops that keep a living node's leases and take a dead one's away.
class RescueTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();
  private static final Duration EVERY = Duration.ofMillis(20);

  private final QueueConfig config =
      QueueConfig.read(ConfigReader.of(Path.of("."), null, Map.of(), Map.of()));
  private final NodeRegistry nodes = new NodeRegistry(config);
  private final UUID node = UUID.randomUUID();
  private EngineClock clock;

  @BeforeEach
  void start() {
    DATABASE.empty();
    clock = new EngineClock(DATABASE.database());
  }

  @Test
  void aNodeThatFellSilentIsTakenForDeadWithinThirtySeconds() {
    assertThat(config.nodeTimeout().plus(App.sweepEvery(config)))
        .isLessThan(Duration.ofSeconds(30));
    DATABASE.database().useTransaction(handle -> nodes.heartbeat(handle, node));
    var queue = new SliceQueue(config);
    var work = new BatchWork(DATABASE.database(), queue, new SliceClaims(config), node, () -> {});
    var partitions = new Partitions(DATABASE.database(), Duration.ofDays(30));
    try (var living = new Heartbeat(DATABASE.database(), nodes, UUID.randomUUID(), EVERY);
        var housekeeping =
            new Housekeeping(
                DATABASE.database(),
                nodes,
                living,
                () -> {},
                work,
                partitions,
                new QueueRenewal(1_000),
                new WakeUp(),
                EVERY)) {
      living.start();
      housekeeping.start();
      clock.passes(config.nodeTimeout().plusSeconds(1));
      assertThat(becomes("SELECT count(*) FROM node WHERE node_id = '%s'".formatted(node), 0))
          .isTrue();
    }
  }

  @Test
  void aLivingNodeIsHeardOfAgainAndAgain() {
    try (var heartbeat = new Heartbeat(DATABASE.database(), nodes, node, EVERY)) {
      heartbeat.start();
      clock.passes(config.nodeTimeout().multipliedBy(2));
      assertThat(
              becomes(
                  "SELECT count(*) FROM node WHERE heartbeat_at > engine_now() - interval '5 s'",
                  1))
          .isTrue();
    }
  }

  private static boolean becomes(String count, int expected) {
    long giveUpAt = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (System.nanoTime() < giveUpAt) {
      int now =
          DATABASE
              .database()
              .withHandle(handle -> handle.createQuery(count).mapTo(Integer.class).one());
      if (now == expected) {
        return true;
      }
      Thread.onSpinWait();
    }
    return false;
  }
}
