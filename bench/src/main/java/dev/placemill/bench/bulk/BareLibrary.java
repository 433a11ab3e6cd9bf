package dev.placemill.bench.bulk;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.placemill.attribute.Attribute;
import dev.placemill.bench.proof.Command;
import dev.placemill.enricher.EnrichmentOutcome;
import dev.placemill.enricher.ItemJson;
import dev.placemill.enricher.PlaceEnricher;
import dev.placemill.enricher.SentPlace;
import dev.placemill.enricher.SentTogether;
import dev.placemill.enricher.SourceWatch;
import dev.placemill.fusion.Trust;
import dev.placemill.library.Sources;
import dev.placemill.place.PlaceReader;
import dev.placemill.place.PlaceReading;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The library and nothing around it, on one thread of a process with the flags of the launcher:
/// `BareLibrary DATA LIST PLACES`. From the lines of a list to the items a client would read, a
/// thousand together. For each line it is sent it works through so many more places of the list,
/// since what it has read before it remembers for a while.
public final class BareLibrary implements AutoCloseable {
  /// As many as a batch of the guide has, and a region of a large run.
  private static final int TOGETHER = 1_000;

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /// How fast it was.
  ///
  /// @param perSecond by the clock
  /// @param perProcessorSecond by the time of processors, those that compiled and collected too
  record Speed(double perSecond, double perProcessorSecond) {
    static final Speed NONE = new Speed(0, 0);

    static Speed of(int places, long nanos, long processorNanos) {
      return new Speed(
          places / Command.seconds(Duration.ofNanos(nanos)),
          places / Command.seconds(Duration.ofNanos(processorNanos)));
    }

    /// Each at its best: others on the machine only make it slower.
    Speed or(Speed other) {
      return new Speed(
          Math.max(perSecond, other.perSecond),
          Math.max(perProcessorSecond, other.perProcessorSecond));
    }
  }

  private final Process process;
  private final BufferedReader answers;
  private final int places;

  private BareLibrary(Process process, int places) {
    this.process = process;
    this.answers = process.inputReader(UTF_8);
    this.places = places;
  }

  public static void main(String[] arguments) throws IOException {
    List<String> lines = Files.readAllLines(Path.of(arguments[1]));
    int places = Integer.parseInt(arguments[2]);
    int next = 0;
    Clock clock = Clock.systemUTC();
    var questions = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    try (Sources sources = Sources.open(Path.of(arguments[0]), clock)) {
      PlaceEnricher enricher = sources.enricher(Trust.DEFAULTS, clock, SourceWatch.NONE);
      while (questions.readLine() != null) {
        long begin = System.nanoTime();
        long processorBefore = processorNanos();
        long bytes = 0;
        for (int done = 0; done < places; done += TOGETHER) {
          bytes += work(enricher, lines.subList(next, next + TOGETHER), clock);
          next = next + 2 * TOGETHER <= lines.size() ? next + TOGETHER : 0;
        }
        System.out.printf(
            "%d %d %d%n", System.nanoTime() - begin, processorNanos() - processorBefore, bytes);
      }
    }
  }

  /// Of all threads, and of those of the machine's own.
  private static long processorNanos() {
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return system.getProcessCpuTime();
  }

  private static long work(PlaceEnricher enricher, List<String> lines, Clock clock) {
    List<SentPlace> places = new ArrayList<>(lines.size());
    for (int i = 0; i < lines.size(); i++) {
      JsonNode line = read(lines.get(i));
      if (PlaceReader.typeFaults(line.path("inputs")).isEmpty()
          && PlaceReader.read(line.path("inputs"))
              instanceof PlaceReading.ReadablePlace(var place)) {
        places.add(new SentPlace(i, line.path("place_id").asString(""), place));
      }
    }
    var together = new SentTogether("sample", () -> places);
    Set<Attribute> wanted = EnumSet.allOf(Attribute.class);
    long bytes = 0;
    for (SentPlace sent : places) {
      Instant deadline = clock.instant().plus(PATIENCE);
      if (enricher.enrich(sent.place(), wanted, together.seat(sent.position()), deadline)
          instanceof EnrichmentOutcome.Enriched(var enriched)) {
        bytes += ItemJson.completed(sent.placeId(), enriched, 1, clock.instant()).length;
      }
    }
    return bytes;
  }

  private static JsonNode read(String line) {
    try {
      return JsonMapper.shared().readTree(line);
    } catch (JacksonException _) {
      return JsonMapper.shared().missingNode();
    }
  }

  /// Starts it and lets it work for some rounds, so that it is warm.
  ///
  /// @param flags of the JVM
  /// @param list with places for all rounds, or it begins anew
  /// @param places of a round, in thousands
  static BareLibrary start(
      Collection<String> flags, Path data, Path list, int places, int warmUpRounds)
      throws IOException {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(flags);
    words.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            BareLibrary.class.getName(),
            data.toString(),
            list.toString(),
            Integer.toString(places)));
    Process process =
        new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    var library = new BareLibrary(process, places);
    for (int round = 0; round < warmUpRounds; round++) {
      library.measure(1);
    }
    return library;
  }

  /// What some of them do in a second when all work at once, as the cores of a cluster do: they
  /// share caches and memory, so it is less than one does so many times.
  static double perSecondAtOnce(List<BareLibrary> libraries, int rounds) throws IOException {
    List<Future<Speed>> speeds = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      libraries.forEach(library -> speeds.add(threads.submit(() -> library.measure(rounds))));
    }
    double perSecond = 0;
    for (Future<Speed> speed : speeds) {
      if (speed.state() == Future.State.FAILED) {
        throw new IOException(speed.exceptionNow());
      }
      perSecond += speed.resultNow().perSecond;
    }
    return perSecond;
  }

  /// Works through the next places of the list, so many rounds: one stretch of a list takes much
  /// longer than another.
  Speed measure(int rounds) throws IOException {
    long nanos = 0;
    long processorNanos = 0;
    for (int round = 0; round < rounds; round++) {
      process.outputWriter(UTF_8).append('\n').flush();
      String line = answers.readLine();
      if (line == null) {
        throw new IOException("the bare library has ended");
      }
      String[] words = line.split(" ", -1);
      nanos += Long.parseLong(words[0]);
      processorNanos += Long.parseLong(words[1]);
    }
    var speed = Speed.of(rounds * places, nanos, processorNanos);
    System.out.printf(
        "The bare library on one thread: %,.0f places/s (%,.0f a second of processor time)%n",
        speed.perSecond, speed.perProcessorSecond);
    return speed;
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close(); // it takes the end of its input for the order to stop
    process.onExit().join();
  }
}
