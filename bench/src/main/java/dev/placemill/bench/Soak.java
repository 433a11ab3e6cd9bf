package dev.placemill.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.placemill.bench.client.BatchClient;
import dev.placemill.bench.client.Load;
import dev.placemill.bench.client.PlaceLists;
import dev.placemill.bench.proof.Command;
import dev.placemill.bench.proof.Figures;
import dev.placemill.bench.proof.Proof;
import dev.placemill.bench.proof.Setup;
import dev.placemill.bench.server.Memory;
import dev.placemill.bench.server.QueueTable;
import dev.placemill.bench.server.ServerUnderTest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One and a half times what the server gets done is submitted to it for a long time, and it has
/// 256 MB of heap. It has to take the largest batches there are, several at once; to refuse what is
/// too much and end everything it took; and to hold no more at the end than at the beginning.
final class Soak implements Proof {
  private static final int PLACES = 1_000;
  private static final int LISTS = 8;
  private static final int LARGE_BATCHES = 8;
  // 1,000 of them, with all around them, are just under the limit of 16 MB.
  private static final int LARGE_PLACE_BYTES = 16_600;
  private static final double OVERLOAD = 1.5;
  private static final double MOST_GROWTH = 1.2;
  private static final int OPEN_SLICES = 100;
  private static final int SLICES_PER_BATCH = 4;
  private static final int MOST_DEAD = 10_000;
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration TRY_AGAIN = Duration.ofSeconds(1);
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "PLACEMILL_JAVA_OPTS",
          "-Xmx256m",
          "PLACEMILL_QUEUE_OPEN_SLICES",
          Integer.toString(OPEN_SLICES));
  // As the parallel collector tells it, which is the one the launcher asks for.
  private static final Pattern USED = Pattern.compile("(?:PSYoungGen|ParOldGen).* used (\\d+)K");

  private record Held(long heap, Memory memory) {
    static Held by(ServerUnderTest server) throws IOException {
      return new Held(heapInUse(server), Memory.of(server));
    }
  }

  @Override
  public Figures run(Setup setup) throws IOException {
    Duration time = setup.quick() ? Duration.ofSeconds(75) : Duration.ofMinutes(30);
    Path data = setup.scratch().resolve("soak");
    var random = new Random(setup.seed());
    PlaceLists lists = PlaceLists.of(setup.root());
    List<List<PlaceLists.Place>> bodies = new ArrayList<>();
    for (int i = 0; i < LISTS; i++) {
      bodies.add(lists.branches(PLACES, random));
    }
    try (var server = ServerUnderTest.start(setup.root(), data, ENVIRONMENT);
        var client = new BatchClient(server.url(), BatchClient.newKey(setup.root(), data));
        var queue = QueueTable.of(data)) {
      long turnedAway = submitLarge(client, random);
      double alone = warm(new Load(client, bodies::get), setup.quick());
      // Far too much for a while shows what it gets done when it is never short of work.
      double capacity =
          new Flood(client, bodies, queue).run(time.dividedBy(10), 3 * alone).donePerSecond();
      Held before = Held.by(server);
      Flood.Outcome flood = new Flood(client, bodies, queue).run(time, OVERLOAD * capacity);
      Held after = Held.by(server);
      return figures(before, after, flood, flood.perSecond() / capacity, turnedAway)
          .add("minutes", "minutes", Command.seconds(time) / 60, 1);
    }
  }

  /// Submits batches of the largest size all at once, those that are turned away again, and waits
  /// for the end of all.
  ///
  /// @return how often one was turned away
  private static long submitLarge(BatchClient client, Random random) throws IOException {
    byte[] body = large(random);
    var turnedAway = new AtomicLong();
    List<Future<String>> ended = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < LARGE_BATCHES; i++) {
        String once = new UUID(random.nextLong(), random.nextLong()).toString();
        ended.add(
            threads.submit(() -> {
              while (true) {
                try {
                  String id = client.submit(body, once);
                  client.awaitEnd(id, POLL);
                  return id;
                } catch (BatchClient.Refused e) {
                  if (!e.isOutage() && !e.isOverload()) {
                    throw e;
                  }
                  turnedAway.incrementAndGet();
                  Command.pause(TRY_AGAIN);
                }
              }
            }));
      }
    }
    for (Future<String> one : ended) {
      if (one.state() == Future.State.FAILED) {
        throw new IOException("a large batch did not end", one.exceptionNow());
      }
    }
    return turnedAway.get();
  }

  private static byte[] large(Random random) {
    byte[] noise = new byte[LARGE_PLACE_BYTES / 2];
    var body = new StringBuilder("{\"batch_name\":\"large\",\"places\":[");
    for (int i = 0; i < PLACES; i++) {
      random.nextBytes(noise);
      body.append(i == 0 ? "" : ",")
          .append("{\"place_id\":\"large-")
          .append(i)
          .append("\",\"inputs\":{\"name\":\"Corner Shop\",\"city\":\"Munich\",\"remarks\":\"")
          .append(HexFormat.of().formatHex(noise))
          .append("\"}}");
    }
    return body.append("]}").toString().getBytes(UTF_8);
  }

  /// Places per second, once everything has been loaded that is loaded on the way.
  private static double warm(Load load, boolean quick) {
    double capacity = 0;
    for (int i = 0; i < (quick ? 2 : 5); i++) {
      Load.Outcome outcome = load.run(LISTS, 4);
      capacity = outcome.sent() / Command.seconds(outcome.took());
    }
    return capacity;
  }

  private static Figures figures(
      Held before, Held after, Flood.Outcome flood, double load, long turnedAway) {
    double growth = (double) after.heap / before.heap;
    return new Figures()
        .add("heap_growth", "heap in use after over heap in use before", growth, 3)
        .add("heap_mb", "heap in use after, MB", after.heap / 1e6, 0)
        .add("jvm_mb", "memory of the JVM before, MB", Memory.megabytes(before.memory.jvm()), 0)
        .add("jvm_after_mb", "memory of the JVM after, MB", Memory.megabytes(after.memory.jvm()), 0)
        .add(
            "postgres_mb",
            "memory of PostgreSQL before, MB",
            Memory.megabytes(before.memory.postgres()),
            0)
        .add(
            "postgres_after_mb",
            "memory of PostgreSQL after, MB",
            Memory.megabytes(after.memory.postgres()),
            0)
        .add(
            "large_again", "times a batch of 16 MB was told to try again, of 8 at once", turnedAway)
        .add("load", "places offered over places the server got done before", load, 2)
        .add(
            "overload",
            "places offered over places it got done meanwhile",
            flood.perSecond() / flood.donePerSecond(),
            2)
        .add("taken", "places taken", flood.taken())
        .add("refused", "places refused with 429", flood.refused())
        .add("lost", "places taken that did not come back", flood.lost())
        .add("unexpected", "other answers, failures", flood.unexpected())
        .add("open_slices", "slices that had not ended, at most", flood.most().open())
        .add("dead_slices", "dead versions of slices in the table, at most", flood.most().dead())
        .add(
            "queue_mb",
            "size of the queue's table with its indexes, at most, MB",
            flood.most().bytes() / 1e6,
            1)
        .require(growth <= MOST_GROWTH, "the heap is flat")
        .require(load >= OVERLOAD * 0.9, "more is offered than the server gets done")
        .require(flood.refused() > 0, "what is too much is refused")
        .require(flood.lost() + flood.unexpected() == 0, "all that was taken comes back")
        .require(
            flood.most().open() <= OPEN_SLICES + SLICES_PER_BATCH * Flood.HANDS,
            "no more waits than the setting says, but for what is submitted at one moment")
        .require(flood.atEnd().open() == 0, "the queue is empty when all has ended")
        .require(flood.most().dead() <= MOST_DEAD, "the queue's table stays clean");
  }

  /// What is left after a full collection, in bytes.
  private static long heapInUse(ServerUnderTest server) throws IOException {
    jcmd(server, "GC.run");
    Matcher used = USED.matcher(jcmd(server, "GC.heap_info"));
    long kilobytes = 0;
    while (used.find()) {
      kilobytes += Long.parseLong(used.group(1));
    }
    if (kilobytes == 0) {
      throw new IllegalStateException("the JVM does not tell its heap");
    }
    return kilobytes * 1_024;
  }

  private static String jcmd(ServerUnderTest server, String command) throws IOException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    String pid = Long.toString(server.jvm().pid());
    return Command.run(Path.of("."), Map.of(), List.of(jcmd, pid, command)).output();
  }
}
