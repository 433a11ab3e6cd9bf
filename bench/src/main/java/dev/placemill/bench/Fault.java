package dev.placemill.bench;

import dev.placemill.bench.net.DatabaseProxy.Trouble;
import dev.placemill.bench.net.SlowClients;
import dev.placemill.server.batch.CrashPoint;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// Something that goes wrong, and is mended again before it returns.
///
/// @param name under which such faults are commonly listed: F1 and so on
/// @param preparation what is done before there is work
record Fault(String name, String about, Strike preparation, Strike strike) {
  private static final int CUTS = 15;
  private static final int SLOW_CLIENTS = 100;
  private static final double LONGEST_TRANSACTION_SECONDS = 5;
  private static final Duration LONGEST_POLL = Duration.ofSeconds(2);
  private static final Duration A_WHILE = Duration.ofSeconds(3);

  /// What happens to the nodes.
  interface Strike {
    void strike(Nodes nodes) throws IOException;
  }

  private static Fault of(String name, String about, Strike strike) {
    return new Fault(name, about, _ -> {}, strike);
  }

  static List<Fault> all() {
    return List.of(
        of("F1", "one node or two are killed with kill -9", Fault::kill),
        new Fault(
            "F2", "a node dies at a named point", Fault::armAVictim, Fault::untilTheVictimIsDead),
        of("F3", "a node stands still past its lease and wakes", Fault::standStill),
        of("F4", "a node stands still again and again, almost a lease long", Fault::stutter),
        of("F5", "PostgreSQL is stopped at once", nodes -> nodes.database().crash("QUIT", false)),
        of("F5", "PostgreSQL is killed", nodes -> nodes.database().crash("KILL", false)),
        of(
            "F5",
            "PostgreSQL is killed, and again while it recovers",
            nodes -> nodes.database().crash("KILL", true)),
        of("F6", "all connections are cut, five times a second", Fault::cutAgainAndAgain),
        of("F7", "a node's network is cut", nodes -> network(nodes, Trouble.CUT)),
        of("F7", "a node's connections fall silent", nodes -> network(nodes, Trouble.SILENT)),
        of("F7", "a node's network is slow", nodes -> network(nodes, Trouble.SLOW)),
        of(
            "F7",
            "a node's connections are reset in the middle of COMMIT",
            nodes -> network(nodes, Trouble.RESET_IN_COMMIT)),
        of("F10", "a node is to start on a database that forgets", Fault::forget),
        of("F11", "300 clients hold on and do nothing", Fault::serveSlowClients),
        of(
            "F12",
            "a snapshot is held all the while",
            nodes -> nodes.database().whileHoldingASnapshot(nodes::awaitAll)),
        of("F17", "a node is to start on a schema that is ahead of it", Fault::getAheadOfTheNode));
  }

  private static void kill(Nodes nodes) {
    boolean both = nodes.random().nextBoolean();
    (both ? nodes.victims() : List.of(nodes.victim())).forEach(Nodes.Node::kill);
  }

  /// Each point in its turn, and the first, second or third time it comes by.
  private static void armAVictim(Nodes nodes) throws IOException {
    CrashPoint[] points = CrashPoint.values();
    CrashPoint point = points[nodes.nextTurn() % points.length];
    int passes =
        switch (point) {
          case SUBMISSION_STORED, SUBMISSION_COMMITTED, BATCHES_ENDED -> 1;
          default -> 1 + nodes.random().nextInt(3);
        };
    System.out.println("crash at " + point + ":" + passes);
    nodes.victim().kill();
    nodes.victim().start("-Dplacemill.crash-at=" + point + ":" + passes);
  }

  /// Which other node gets to the point first is up to chance, so work is added until it was this
  /// one.
  private static void untilTheVictimIsDead(Nodes nodes) {
    for (int i = 0; i < 50 && nodes.victim().isAlive(); i++) {
      nodes.awaitEnd(nodes.submit(50, nodes.victim()));
    }
    if (nodes.victim().isAlive()) {
      nodes.unexpected("the point was never reached");
    }
  }

  private static void standStill(Nodes nodes) throws IOException {
    nodes.victim().signal("STOP");
    Command.pause(Nodes.SILENCE.multipliedBy(3));
    nodes.victim().signal("CONT");
  }

  private static void stutter(Nodes nodes) throws IOException {
    for (int i = 0; i < 3; i++) {
      nodes.victim().signal("STOP");
      Command.pause(Nodes.SILENCE.multipliedBy(4).dividedBy(5));
      nodes.victim().signal("CONT");
      Command.pause(Nodes.SILENCE.dividedBy(10));
    }
  }

  private static void cutAgainAndAgain(Nodes nodes) {
    long cut = 0;
    for (int i = 0; i < CUTS; i++) {
      cut += nodes.database().cutConnections();
      Command.pause(Duration.ofMillis(200));
    }
    if (cut == 0) {
      nodes.unexpected("there was no connection to cut");
    }
  }

  private static void network(Nodes nodes, Trouble trouble) {
    var network = nodes.victim().network();
    network.begin(trouble);
    Command.pause(A_WHILE);
    if (network.begin(Trouble.NONE) == 0) {
      nodes.unexpected("the trouble " + trouble + " hit nothing");
    }
  }

  private static void forget(Nodes nodes) throws IOException {
    nodes
        .database()
        .change(handle -> {
          handle.execute("ALTER SYSTEM SET fsync = off");
          handle.execute("SELECT pg_reload_conf()");
        });
    try {
      requireRefusal(nodes);
    } finally {
      nodes
          .database()
          .change(handle -> {
            handle.execute("ALTER SYSTEM RESET fsync");
            handle.execute("SELECT pg_reload_conf()");
          });
    }
  }

  private static void getAheadOfTheNode(Nodes nodes) throws IOException {
    nodes
        .database()
        .change(handle ->
            handle.execute(
                """
                INSERT INTO schema_version
                SELECT installed_rank + 1, '999', 'of a later version', type, 'V999__later.sql', 0,
                  installed_by, installed_on, 1, true
                FROM schema_version ORDER BY installed_rank DESC LIMIT 1
                """));
    try {
      requireRefusal(nodes);
    } finally {
      nodes
          .database()
          .change(handle -> handle.execute("DELETE FROM schema_version WHERE version = '999'"));
    }
  }

  private static void requireRefusal(Nodes nodes) throws IOException {
    nodes.victim().stop();
    try {
      nodes.victim().start("");
      nodes.unexpected("a node started where it should not");
    } catch (IllegalStateException _) {
      // As it should; it has said why.
    }
  }

  private static void serveSlowClients(Nodes nodes) throws IOException {
    String ended = nodes.submit(500, nodes.first());
    nodes.awaitEnd(ended);
    try (BatchClient client = nodes.first().client();
        var slow = new SlowClients(SLOW_CLIENTS, client.batches(), nodes.key(), ended)) {
      for (long begin = System.nanoTime(); Command.since(begin).compareTo(A_WHILE) < 0; ) {
        slow.dawdle();
        long asked = System.nanoTime();
        client.status(ended);
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
}
