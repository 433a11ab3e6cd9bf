package dev.placemill.bench.faults;

import dev.placemill.bench.proof.Command;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// A database that goes away, has no room, forgets, or is held up by others.
final class DatabaseFaults {
  private static final int CUTS = 15;
  private static final Duration A_WHILE = Duration.ofSeconds(3);

  private DatabaseFaults() {}

  static List<Fault> all() {
    return List.of(
        Fault.of("F5", "PostgreSQL is stopped at once", 4, nodes -> crash(nodes, "QUIT", false)),
        Fault.of("F5", "PostgreSQL is killed", 4, nodes -> crash(nodes, "KILL", false)),
        Fault.of(
            "F5",
            "PostgreSQL is killed, and again while it recovers",
            4,
            nodes -> crash(nodes, "KILL", true)),
        Fault.of(
            "F6", "all connections are cut, five times a second", CUTS + 2, DatabaseFaults::cut),
        Fault.of("F6", "others take all connections there are", 4, DatabaseFaults::storm),
        Fault.of("F10", "a node is to start on a database that forgets", 3, DatabaseFaults::forget),
        Fault.of(
            "F12",
            "a snapshot is held and four readers overlap all the while",
            3,
            nodes -> nodes.database().whileSnapshotsAreHeld(nodes::awaitAll)),
        Fault.of(
            "F17", "the schema moves ahead of the nodes", 3, DatabaseFaults::getAheadOfTheNodes));
  }

  private static void crash(Nodes nodes, String signal, boolean again) throws IOException {
    nodes.database().crash(signal, again);
  }

  private static void cut(Nodes nodes) {
    long cut = 0;
    for (int i = 0; i < CUTS; i++) {
      cut += nodes.database().cutConnections();
      Command.pause(Duration.ofMillis(200));
    }
    if (cut == 0) {
      nodes.unexpected("there was no connection to cut");
    }
  }

  /// With none left, those that the nodes have are cut, so that they have to come back for more.
  private static void storm(Nodes nodes) {
    nodes
        .database()
        .whileConnectionsAreTaken(() -> {
          nodes.database().cutConnections();
          Command.pause(A_WHILE);
        });
  }

  private static void forget(Nodes nodes) throws IOException {
    nodes.database().forgetCommits(true);
    try {
      requireRefusal(nodes);
    } finally {
      nodes.database().forgetCommits(false);
    }
  }

  /// As an upgrade does that leaves room for the nodes that run: a column more. They go on, and one
  /// that starts again does not.
  private static void getAheadOfTheNodes(Nodes nodes) throws IOException {
    nodes
        .database()
        .execute(
            "ALTER TABLE slice ADD later text",
            """
            INSERT INTO schema_version
            SELECT installed_rank + 1, '999', 'of a later version', type, 'V999__later.sql', 0,
              installed_by, installed_on, 1, true
            FROM schema_version ORDER BY installed_rank DESC LIMIT 1
            """);
    try {
      nodes.awaitEnd(nodes.submit(200, nodes.victim()));
      requireRefusal(nodes);
    } finally {
      nodes
          .database()
          .execute(
              "ALTER TABLE slice DROP later", "DELETE FROM schema_version WHERE version = '999'");
    }
  }

  private static void requireRefusal(Nodes nodes) throws IOException {
    nodes.victim().close();
    try {
      nodes.victim().start();
      nodes.unexpected("a node started where it should not");
    } catch (IllegalStateException _) {
      // As it should; it has said why.
    }
  }
}
