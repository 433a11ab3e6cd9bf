package dev.placemill.bench;

import dev.placemill.bench.client.BatchClient;
import dev.placemill.bench.client.Ledger;
import dev.placemill.bench.client.PlaceLists;
import dev.placemill.bench.proof.Command;
import dev.placemill.bench.proof.Figures;
import dev.placemill.bench.proof.Proof;
import dev.placemill.bench.proof.Setup;
import dev.placemill.bench.server.ServerUnderTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;

/// Nothing is lost and nothing done twice when the server dies: again and again ten batches run,
/// the server is killed in the middle (in odd rounds PostgreSQL with it), started again, and has to
/// end all ten with every place exactly once.
final class Restart implements Proof {
  private static final int BATCHES = 10;
  private static final int PLACES = 1_000;
  private static final int PAGE = 100;
  private static final double LATEST_KILL = 0.8;
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Duration POLL = Duration.ofMillis(20);
  // Slow and in small steps, so that a kill meets work in every state.
  private static final String SETTINGS =
      """
      batch.slice-size=20
      worker.slices=3
      worker.store-every=10ms
      """;

  @Override
  public Figures run(Setup setup) throws IOException {
    int rounds = setup.rounds().orElse(setup.quick() ? 3 : 10);
    System.out.println("seed " + setup.seed());
    var random = new Random(setup.seed());
    Path data = Files.createDirectories(setup.scratch().resolve("data"));
    Files.writeString(data.resolve("placemill.properties"), SETTINGS);
    var run = new Run(setup, data, random, PlaceLists.of(setup.root()));
    for (int round = 1; round <= rounds; round++) {
      run.round(round);
    }
    run.compareAll();
    Ledger ledger = run.ledger;
    return new Figures()
        .add("seed", "seed", setup.seed())
        .add("rounds", "rounds of ten batches of 1,000 places and one kill", rounds)
        .add(
            "unfinished",
            "places unfinished at a kill, mean per round",
            (double) run.unfinished / rounds,
            0)
        .add("unacknowledged", "submissions cut off by a kill and sent again", run.cutOff)
        .add("lost", "places lost", ledger.lost())
        .add("doubled", "places done twice", ledger.doubled())
        .add(
            "unexpected",
            "other surprises: counts that do not add up, failures, refusals",
            ledger.unexpected())
        .add(
            "worst_ready_s",
            "longest time from the kill to the next server's answer, s",
            Command.seconds(run.worstReady),
            1)
        .add(
            "worst_recovery_s",
            "longest time from the kill to the end of all ten batches, s",
            Command.seconds(run.worstRecovery),
            1)
        .require(ledger.lost() == 0, "no place is lost")
        .require(ledger.doubled() == 0, "no place is done twice")
        .require(ledger.unexpected() == 0, "nothing unexpected happens")
        .require(run.unfinished > 0, "the kills meet unfinished work");
  }

  /// The rounds share one data directory, so that later ones could harm what earlier ones left.
  private static final class Run {
    private final Setup setup;
    private final Path data;
    private final RandomGenerator random;
    private final PlaceLists lists;
    private final Ledger ledger = new Ledger();
    private long unfinished;
    private long cutOff;
    private Duration worstReady = Duration.ZERO;
    private Duration worstRecovery = Duration.ZERO;

    private Run(Setup setup, Path data, RandomGenerator random, PlaceLists lists) {
      this.setup = setup;
      this.data = data;
      this.random = random;
      this.lists = lists;
    }

    private ServerUnderTest start() throws IOException {
      return ServerUnderTest.start(setup.root(), data, Map.of());
    }

    private BatchClient client(ServerUnderTest server) throws IOException {
      return new BatchClient(server.url(), BatchClient.newKey(setup.root(), data));
    }

    private void round(int round) throws IOException {
      Queue<List<PlaceLists.Place>> unsent = new ConcurrentLinkedQueue<>();
      for (int i = 0; i < BATCHES; i++) {
        unsent.add(lists.branches(PLACES, random));
      }
      int killAt = random.nextInt((int) (LATEST_KILL * BATCHES * PLACES));
      boolean postgresToo = round % 2 == 1;
      Set<String> before = ledger.batches();
      long left;
      ServerUnderTest server = start();
      try (server;
          var client = client(server)) {
        left = runUntil(killAt, server, client, postgresToo, unsent, before.size());
      }
      unfinished += left;
      cutOff += unsent.size();
      long killed = System.nanoTime();
      try (var next = start()) {
        Duration ready = Command.since(killed);
        Duration ended = finish(next, unsent, before, killed);
        worstReady = longer(worstReady, ready);
        worstRecovery = longer(worstRecovery, ended);
        System.out.printf(
            Locale.ROOT,
            "round %d: killed %s with %d of %d places unfinished; ready again after %.1f s, all ended after %.1f s; lost %d, doubled %d, unexpected %d%n",
            round,
            postgresToo ? "server and PostgreSQL" : "server",
            left,
            BATCHES * PLACES,
            Command.seconds(ready),
            Command.seconds(ended),
            ledger.lost(),
            ledger.doubled(),
            ledger.unexpected());
      }
    }

    /// Submits on threads of their own and kills as soon as so many places are done.
    ///
    /// @return how many places were not
    private long runUntil(
        int killAt,
        ServerUnderTest server,
        BatchClient client,
        boolean postgresToo,
        Queue<List<PlaceLists.Place>> unsent,
        int earlier)
        throws IOException {
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        List.copyOf(unsent)
            .forEach(places -> threads.execute(() -> submit(client, places, unsent)));
        long begin = System.nanoTime();
        int done;
        do {
          Command.pause(POLL);
          List<BatchClient.Batch> now = client.list(0, BATCHES);
          now.forEach(ledger::look);
          done =
              ledger.batches().size() == earlier
                  ? 0
                  : now.stream()
                      .limit((long) ledger.batches().size() - earlier)
                      .mapToInt(BatchClient.Batch::done)
                      .sum();
        } while (done < killAt && Command.since(begin).compareTo(PATIENCE) < 0);
        server.kill(postgresToo);
        return (long) BATCHES * PLACES - done;
      }
    }

    private void submit(
        BatchClient client, List<PlaceLists.Place> places, Queue<List<PlaceLists.Place>> unsent) {
      try {
        String id = client.submit("restart", places);
        ledger.acknowledge(id, places.stream().map(PlaceLists.Place::placeId).toList());
        unsent.remove(places);
      } catch (IOException _) {
        // Killed before it answered: it stays unsent.
      } catch (BatchClient.Refused e) {
        System.out.println("refused: " + e.getMessage());
        ledger.surprise();
      }
    }

    /// Sends again what was cut off, and waits for all of the round.
    private Duration finish(
        ServerUnderTest server,
        Queue<List<PlaceLists.Place>> unsent,
        Set<String> before,
        long killed)
        throws IOException {
      try (var client = client(server)) {
        List.copyOf(unsent).forEach(places -> submit(client, places, unsent));
        var batches = new ArrayList<>(ledger.batches());
        batches.removeAll(before);
        for (String batch : batches) {
          awaitEnd(client, batch);
        }
        Duration ended = Command.since(killed);
        for (String batch : batches) {
          ledger.close(client.read(batch));
        }
        return ended;
      }
    }

    private void awaitEnd(BatchClient client, String id) throws IOException {
      long begin = System.nanoTime();
      BatchClient.Batch batch = client.status(id);
      while (!batch.hasEnded()) {
        if (Command.since(begin).compareTo(PATIENCE) > 0) {
          throw new IllegalStateException("batch " + id + " does not end");
        }
        ledger.look(batch);
        Command.pause(POLL);
        batch = client.status(id);
      }
    }

    /// After the last round everything that was ever acknowledged is still there.
    private void compareAll() throws IOException {
      try (var server = start();
          var client = client(server)) {
        List<BatchClient.Batch> listing = new ArrayList<>();
        List<BatchClient.Batch> page;
        do {
          page = client.list(listing.size(), PAGE);
          listing.addAll(page);
        } while (page.size() == PAGE);
        ledger.compare(listing);
      }
    }

    private static Duration longer(Duration one, Duration other) {
      return one.compareTo(other) >= 0 ? one : other;
    }
  }
}
