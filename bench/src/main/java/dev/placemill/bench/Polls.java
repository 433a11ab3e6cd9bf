package dev.placemill.bench;

import dev.placemill.bench.load.Client;
import dev.placemill.bench.load.Hiccups;
import dev.placemill.bench.load.LoadedProcess;
import dev.placemill.bench.load.Pollers;
import dev.placemill.bench.load.Pollers.Poll;
import dev.placemill.bench.proof.Command;
import dev.placemill.bench.proof.Figures;
import dev.placemill.bench.proof.Proof;
import dev.placemill.bench.proof.Setup;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// A thousand status polls per second, on a server that has nothing to do and on the same server
/// while it works as its default settings have it and ten batches run at any moment, in turns.
///
/// Beside each turn it says how late threads woke up that only slept, in the server and in the
/// client: what the machine did to both must not be taken for the server's.
final class Polls implements Proof {
  private static final int PER_SECOND = 1_000;
  // In which the clients open their connections and meet each batch for the first time.
  private static final Duration SETTLING = Duration.ofSeconds(3);
  private static final Duration WAIT = Duration.ofMillis(200);
  private static final int RUNNING = 10;
  private static final int PLACES = 1_000;
  private static final double MOST = 3;
  private static final int MOST_BYTES = 2_048;

  /// @param ofServer how late its threads woke up
  /// @param ofClient how late ours did
  private record Turn(List<Poll> polls, Hiccups.Lateness ofServer, Hiccups.Lateness ofClient) {
    private double millis(double share) {
      long[] sorted = polls.stream().mapToLong(Poll::micros).sorted().toArray();
      return sorted[(int) (share * (sorted.length - 1))] / 1e3;
    }

    private double p99() {
      return millis(0.99);
    }

    private void print(String name) {
      System.out.printf(
          Locale.ROOT,
          "| %s | %,d | %.2f | %.2f | %.2f | %.2f (%.0f) | %.2f (%.0f) |%n",
          name,
          polls.size(),
          millis(0.5),
          p99(),
          millis(1),
          ofServer.p99() / 1e3,
          ofServer.most() / 1e3,
          ofClient.p99() / 1e3,
          ofClient.most() / 1e3);
    }
  }

  @Override
  public Figures run(Setup setup) throws IOException {
    Duration time = Duration.ofSeconds(setup.quick() ? 6 : 20);
    int turns = setup.rounds().orElse(setup.quick() ? 3 : 5);
    System.out.println(
        """
        | server | polls | p50 ms | p99 ms | longest ms | server woke late, p99 (longest) ms | client woke late |
        | --- | ---: | ---: | ---: | ---: | ---: | ---: |\
        """);
    try (var server = LoadedProcess.start(setup.scratch().resolve("polls"), WAIT);
        var hiccups = new Hiccups()) {
      var polled = new Polled(server, hiccups, time);
      polled.running(); // warms both up, and makes the batches that are polled when idle
      polled.idle();
      List<Turn> idle = new ArrayList<>();
      List<Turn> running = new ArrayList<>();
      for (int i = 0; i < turns; i++) {
        idle.add(polled.idle());
        idle.getLast().print("idle");
        running.add(polled.running());
        running.getLast().print("ten batches running");
      }
      return figures(idle, running, polled.stillRunning);
    }
  }

  private static Figures figures(List<Turn> idle, List<Turn> running, boolean stillRunning) {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < idle.size(); i++) {
      ratios.add(running.get(i).p99() / idle.get(i).p99());
    }
    double ratio = median(ratios);
    List<Poll> idlePolls = idle.stream().flatMap(turn -> turn.polls.stream()).toList();
    List<Poll> runningPolls = running.stream().flatMap(turn -> turn.polls.stream()).toList();
    int largest =
        Stream.concat(idlePolls.stream(), runningPolls.stream())
            .mapToInt(Poll::bytes)
            .max()
            .orElse(0);
    long unexpected =
        idlePolls.stream().filter(poll -> poll.status() != 304).count()
            + runningPolls.stream()
                .filter(poll -> poll.status() != 304 && poll.status() != 200)
                .count();
    return new Figures()
        .add(
            "p99_ratio",
            "p99 of a poll while batches run over p99 when idle, median of the turns",
            ratio,
            2)
        .add("idle_p99_ms", "p99 of a poll when idle, ms, median", median(p99s(idle)), 2)
        .add(
            "running_p99_ms",
            "p99 of a poll while batches run, ms, median",
            median(p99s(running)),
            2)
        .add("largest_bytes", "largest answer, bytes", largest)
        .add(
            "unexpected", "answers that were neither 200 nor 304, or not 304 when idle", unexpected)
        .require(ratio <= MOST, "p99 within 3 times of idle")
        .require(largest < MOST_BYTES, "a status is under 2 KB")
        .require(unexpected == 0, "an unchanged batch answers 304")
        .require(stillRunning, "batches run as long as is polled");
  }

  private static List<Double> p99s(List<Turn> turns) {
    return turns.stream().map(Turn::p99).toList();
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
  }

  /// A server and its clients, turn by turn.
  private static final class Polled {
    private final LoadedProcess server;
    private final Client client;
    private final Pollers pollers;
    private final Hiccups hiccups;
    private final Duration time;
    private List<URI> ended = List.of();
    private boolean stillRunning = true;

    private Polled(LoadedProcess server, Hiccups hiccups, Duration time) {
      this.server = server;
      this.client = server.client();
      this.pollers = new Pollers(client.key(), PER_SECOND);
      this.hiccups = hiccups;
      this.time = time;
    }

    private Turn idle() throws IOException {
      return turn(ended);
    }

    private Turn running() throws IOException {
      // Four slices of 250 places, a fifth of a second each: what keeps the workers busy
      // throughout.
      long batches = 5 * time.plus(SETTLING).toSeconds() + RUNNING;
      List<URI> submitted = new ArrayList<>();
      for (int i = 0; i < batches; i++) {
        submitted.add(client.submit(Client.body(PLACES)));
      }
      Turn turn = turn(submitted);
      stillRunning &= client.isPending(submitted.getLast());
      for (URI batch : submitted) {
        while (client.isPending(batch)) {
          Command.pause(Duration.ofMillis(20));
        }
      }
      ended = submitted;
      return turn;
    }

    private Turn turn(List<URI> batches) throws IOException {
      pollers.poll(batches, SETTLING);
      server.lateness();
      hiccups.take();
      List<Poll> polls = pollers.poll(batches, time);
      return new Turn(polls, server.lateness(), hiccups.take());
    }
  }
}
