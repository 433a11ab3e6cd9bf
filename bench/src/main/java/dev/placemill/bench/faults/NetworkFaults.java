package dev.placemill.bench.faults;

import dev.placemill.bench.client.BatchClient;
import dev.placemill.bench.net.DatabaseProxy;
import dev.placemill.bench.net.DatabaseProxy.Trouble;
import dev.placemill.bench.net.SlowClients;
import dev.placemill.bench.proof.Command;
import dev.placemill.bench.upstream.FakeUpstream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// Networks and those at their other end: the database, the upstream, the clients.
final class NetworkFaults {
  private static final int SLOW_CLIENTS = 500;
  private static final double LONGEST_TRANSACTION_SECONDS = 5;
  private static final Duration LONGEST_POLL = Duration.ofSeconds(2);
  private static final Duration A_WHILE = Duration.ofSeconds(3);
  private static final Duration UPSTREAM_TROUBLE = Duration.ofSeconds(4);

  private NetworkFaults() {}

  static List<Fault> all() {
    return List.of(
        Fault.of("F7", "a node's network is cut", 4, nodes -> strike(nodes, Trouble.CUT)),
        Fault.of("F7", "its connections fall silent", 4, nodes -> strike(nodes, Trouble.SILENT)),
        Fault.of("F7", "it is slow", 6, nodes -> strike(nodes, Trouble.SLOW)),
        Fault.of(
            "F7",
            "its connections are reset in the middle of COMMIT",
            25,
            nodes -> strike(nodes, Trouble.RESET_IN_COMMIT)),
        Fault.of(
            "F11", 3 * SLOW_CLIENTS + " clients hold on and do nothing", 3, NetworkFaults::dawdle),
        Fault.of(
            "F13",
            "the upstream answers 429, 500, nothing, without end, nonsense, or hangs up",
            5,
            NetworkFaults::troubleUpstream));
  }

  private static void strike(Nodes nodes, Trouble trouble) {
    DatabaseProxy network = nodes.victim().network();
    network.begin(trouble);
    Command.pause(A_WHILE);
    if (network.begin(Trouble.NONE) == 0) {
      nodes.unexpected("the trouble " + trouble + " hit nothing");
    }
  }

  private static void dawdle(Nodes nodes) throws IOException {
    Nodes.Sent ended = nodes.submit(500, nodes.first());
    nodes.awaitEnd(ended);
    try (BatchClient client = nodes.client(Nodes.ORGANIZATION);
        var slow =
            new SlowClients(
                SLOW_CLIENTS, client.batches(), nodes.key(Nodes.ORGANIZATION), ended.id())) {
      for (long begin = System.nanoTime(); Command.since(begin).compareTo(A_WHILE) < 0; ) {
        slow.dawdle();
        long asked = System.nanoTime();
        nodes.awaitEnd(ended);
        if (Command.since(asked).compareTo(LONGEST_POLL) > 0) {
          nodes.unexpected("a poll took " + Command.since(asked));
        }
        Command.pause(Duration.ofMillis(100));
      }
      if (nodes.database().oldestTransaction() > LONGEST_TRANSACTION_SECONDS) {
        nodes.unexpected("a slow client holds a transaction open");
      }
    }
  }

  /// One kind of trouble in its turn, for one organization; what another one sends meanwhile has to
  /// be done before the trouble is over.
  private static void troubleUpstream(Nodes nodes) {
    FakeUpstream.Trouble[] troubles = FakeUpstream.Trouble.values();
    FakeUpstream.Trouble trouble = troubles[1 + nodes.nextTurn() % (troubles.length - 1)];
    long begin = System.nanoTime();
    nodes.upstream().begin(trouble, Nodes.ORGANIZATION);
    nodes.awaitEnd(nodes.submit("other", 50, nodes.first()));
    if (Command.since(begin).compareTo(UPSTREAM_TROUBLE) > 0) {
      nodes.unexpected(
          "with %s another organization waited %s".formatted(trouble, Command.since(begin)));
    }
    Command.pause(UPSTREAM_TROUBLE.minus(Command.since(begin)));
    nodes.upstream().begin(FakeUpstream.Trouble.NONE, "");
  }
}
