package dev.placemill.bench.faults;

import dev.placemill.bench.proof.Command;
import dev.placemill.server.batch.CrashPoint;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Nodes that die, stand still, or have a wrong idea of the time.
final class NodeFaults {
  private static final Duration A_WHILE = Duration.ofSeconds(3);
  private static final Duration MOST_FOR_A_DEAD_NODE = Duration.ofSeconds(30);
  // A kill takes no time, so a round may be short and there may be many.
  private static final int FEW_PLACES = 150;
  private static final Duration AN_HOUR = Duration.ofHours(1);

  private NodeFaults() {}

  static List<Fault> all() {
    List<Fault> faults = new ArrayList<>();
    faults.add(
        new Fault(
            "F1",
            "one of two nodes is killed with kill -9",
            2,
            FEW_PLACES,
            3,
            _ -> {},
            NodeFaults::killOne));
    faults.add(
        new Fault(
            "F1",
            "one or two of three nodes are killed with kill -9",
            3,
            FEW_PLACES,
            3,
            _ -> {},
            NodeFaults::kill));
    faults.add(
        new Fault(
            "F2",
            "a node dies at a named point",
            3,
            FEW_PLACES,
            3,
            NodeFaults::armAVictim,
            NodeFaults::untilTheVictimIsDead));
    faults.add(Fault.of("F3", "a node stands still past its lease", 3, NodeFaults::standStill));
    faults.add(
        Fault.of("F3", "a node stands still until all the rest is done", 3, NodeFaults::freeze));
    faults.add(
        Fault.of(
            "F4", "a node stands still again and again, almost a lease", 4, NodeFaults::stutter));
    if (Node.canFakeClocks()) {
      faults.add(
          new Fault(
              "F8",
              "the clock of a node jumps an hour on and two back",
              3,
              Fault.MANY_PLACES,
              3,
              NodeFaults::startWithClock,
              NodeFaults::setClocks));
    }
    return faults;
  }

  private static void killOne(Nodes nodes) {
    nodes.victim().kill();
  }

  private static void kill(Nodes nodes) {
    boolean both = nodes.random().nextBoolean();
    (both ? nodes.victims() : List.of(nodes.victim())).forEach(Node::kill);
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
    Command.pause(Node.SILENCE.multipliedBy(3));
    nodes.victim().signal("CONT");
  }

  /// In the middle of its transactions too, whose locks the others need.
  private static void freeze(Nodes nodes) throws IOException {
    nodes.victim().signal("STOP");
    long begin = System.nanoTime();
    nodes.awaitAll();
    if (Command.since(begin).compareTo(MOST_FOR_A_DEAD_NODE) > 0) {
      nodes.unexpected("the others waited for a node that stood still");
    }
    nodes.victim().signal("CONT");
  }

  private static void stutter(Nodes nodes) throws IOException {
    for (int i = 0; i < 3; i++) {
      nodes.victim().signal("STOP");
      Command.pause(Node.SILENCE.multipliedBy(4).dividedBy(5));
      nodes.victim().signal("CONT");
      Command.pause(Node.SILENCE.dividedBy(10));
    }
  }

  private static void startWithClock(Nodes nodes) throws IOException {
    nodes.victim().kill();
    nodes.victim().startWithClock();
  }

  private static void setClocks(Nodes nodes) throws IOException {
    for (Duration ahead : List.of(AN_HOUR, AN_HOUR.negated(), Duration.ZERO)) {
      nodes.victim().setClock(ahead);
      nodes.submit(200, nodes.victim());
      Command.pause(A_WHILE);
    }
  }
}
