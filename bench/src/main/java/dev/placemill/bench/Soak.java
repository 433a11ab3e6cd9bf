package dev.placemill.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One and a half times what the server gets done is submitted to it for a long time, and it has
/// 256 MB of heap. It has to refuse what is too much, end everything it took, and hold no more at
/// the end than at the beginning.
final class Soak implements Proof {
  private static final int PLACES = 1_000;
  private static final int LISTS = 8;
  private static final int HANDS = 8;
  private static final double OVERLOAD = 1.5;
  private static final double MOST_GROWTH = 1.2;
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Map<String, String> ENVIRONMENT =
      Map.of("PLACEMILL_JAVA_OPTS", "-Xmx256m", "PLACEMILL_QUEUE_OPEN_SLICES", "100");
  private static final Pattern USED = Pattern.compile("(?:PSYoungGen|ParOldGen).* used (\\d+)K");

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
        var client = new BatchClient(server.url(), BatchClient.newKey(setup.root(), data))) {
      var load = new Load(client, bodies::get);
      double capacity = warm(load, setup.quick());
      long before = heapInUse(server);
      var flood = new Flood(client, bodies);
      flood.run(time, OVERLOAD * capacity);
      long after = heapInUse(server);
      return figures(capacity, before, after, flood, time);
    }
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
      double capacity, long before, long after, Flood flood, Duration time) {
    double growth = (double) after / before;
    double offered = flood.offered.get() * PLACES / Command.seconds(time);
    return new Figures()
        .add("heap_growth", "heap in use after over heap in use before", growth, 3)
        .add("heap_mb", "heap in use after, MB", after / 1e6, 0)
        .add("minutes", "minutes", Command.seconds(time) / 60, 1)
        .add("load", "places offered over places the server gets done", offered / capacity, 2)
        .add("taken", "places taken", flood.taken.get() * PLACES)
        .add("refused", "places refused with 429", flood.refused.get() * PLACES)
        .add("lost", "places taken that did not come back", flood.lost.get())
        .add("unexpected", "other answers, failures", flood.unexpected.get())
        .require(growth <= MOST_GROWTH, "the heap is flat")
        .require(flood.refused.get() > 0, "what is too much is refused")
        .require(flood.lost.get() + flood.unexpected.get() == 0, "all that was taken comes back");
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

  /// Submits at a pace that does not care how the server is doing.
  private static final class Flood {
    private final BatchClient client;
    private final List<List<PlaceLists.Place>> bodies;
    private final Queue<String> running = new ConcurrentLinkedQueue<>();
    private final AtomicLong offered = new AtomicLong();
    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final AtomicLong unexpected = new AtomicLong();

    private Flood(BatchClient client, List<List<PlaceLists.Place>> bodies) {
      this.client = client;
      this.bodies = bodies;
    }

    /// @param pace places per second
    private void run(Duration time, double pace) {
      long begin = System.nanoTime();
      try (ExecutorService hands = Executors.newFixedThreadPool(HANDS)) {
        while (Command.since(begin).compareTo(time) < 0) {
          long due = begin + (long) (offered.get() * PLACES / pace * 1e9);
          Command.pause(Duration.ofNanos(Math.max(1, due - System.nanoTime())));
          long number = offered.getAndIncrement();
          hands.execute(() -> submit(bodies.get((int) (number % bodies.size()))));
          hands.execute(this::readOne);
        }
      }
      while (!running.isEmpty()) {
        readOne();
        Command.pause(POLL);
      }
    }

    private void submit(List<PlaceLists.Place> places) {
      try {
        running.add(client.submit("soak", places));
        taken.incrementAndGet();
      } catch (BatchClient.Refused e) {
        (e.isOverload() ? refused : unexpected).incrementAndGet();
      } catch (IOException _) {
        unexpected.incrementAndGet();
      }
    }

    /// The oldest, if it has ended.
    private void readOne() {
      String id = running.poll();
      if (id == null) {
        return;
      }
      try {
        if (client.status(id).hasEnded()) {
          List<BatchClient.Item> results = client.read(id).results();
          long returned =
              results == null ? 0 : results.stream().filter(BatchClient.Item::hasEnded).count();
          lost.addAndGet(PLACES - returned);
        } else {
          running.add(id);
        }
      } catch (BatchClient.Refused | IOException _) {
        unexpected.incrementAndGet();
      }
    }
  }
}
