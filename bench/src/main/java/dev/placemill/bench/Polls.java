package dev.placemill.bench;

import dev.placemill.bench.load.LoadedServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A thousand status polls per second, on a server that has nothing to do and on the same server
/// while it works as its default settings have it and ten batches run at any moment, in turns. A
/// poll's time counts from the moment it was due, so one that had to queue behind others is not
/// flattered.
final class Polls implements Proof {
  private static final int PER_SECOND = 1_000;
  // Until then the client opens its connections, all at once, which is not what is measured.
  private static final Duration SETTLING = Duration.ofSeconds(3);
  private static final int RUNNING = 10;
  private static final double MOST = 3;
  private static final int MOST_BYTES = 2_048;

  private record Poll(long micros, int status, int bytes) {}

  @Override
  public Figures run(Setup setup) throws IOException {
    Duration turn = Duration.ofSeconds(setup.quick() ? 6 : 20);
    int turns = setup.rounds().orElse(setup.quick() ? 3 : 5);
    List<Poll> idle = new ArrayList<>();
    List<Poll> busy = new ArrayList<>();
    long worked;
    try (var server =
        new LoadedServer(
            setup.scratch().resolve("polls"), Duration.ofMillis(200), Map.of("http.port", "0"))) {
      LoadedServer.Client client = server.clients(1).getFirst();
      URI batch = server.submit(client, LoadedServer.body(1_000));
      while (pending(server, client, batch)) {
        Command.pause(Duration.ofMillis(20));
      }
      polls(server, client, List.of(batch), turn); // warms the machine up
      long before = server.worked();
      for (int i = 0; i < turns; i++) {
        idle.addAll(polls(server, client, List.of(batch), turn));
        busy.addAll(pollsWhileBatchesRun(server, client, turn));
      }
      worked = server.worked() - before;
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
    return figures(idle, busy, worked);
  }

  private static Figures figures(List<Poll> idle, List<Poll> busy, long worked) {
    double ratio = p99(busy) / p99(idle);
    int largest =
        Math.max(
            idle.stream().mapToInt(Poll::bytes).max().orElse(0),
            busy.stream().mapToInt(Poll::bytes).max().orElse(0));
    long refused =
        idle.stream().filter(poll -> poll.status != 304).count()
            + busy.stream().filter(poll -> poll.status != 304 && poll.status != 200).count();
    System.out.println("| server | polls | p50 ms | p99 ms |\n| --- | ---: | ---: | ---: |");
    print("idle", idle);
    print("ten batches running", busy);
    return new Figures()
        .add("p99_ratio", "p99 of a poll while batches run over p99 when idle", ratio, 2)
        .add("largest_bytes", "largest answer, bytes", largest)
        .add("unexpected", "answers that were neither 200 nor 304, or not 304 when idle", refused)
        .add("worked", "places worked meanwhile", worked)
        .require(ratio <= MOST, "p99 within 3 times of idle")
        .require(largest < MOST_BYTES, "a status is under 2 KB")
        .require(refused == 0, "an unchanged batch answers 304");
  }

  private static void print(String name, List<Poll> polls) {
    List<Long> sorted = new ArrayList<>(polls.stream().map(Poll::micros).toList());
    Collections.sort(sorted);
    System.out.printf(
        Locale.ROOT,
        "| %s | %,d | %.2f | %.2f |%n",
        name,
        sorted.size(),
        sorted.get(sorted.size() / 2) / 1e3,
        p99(polls) / 1e3);
  }

  private static double p99(List<Poll> polls) {
    return polls.stream()
        .mapToLong(Poll::micros)
        .sorted()
        .skip(polls.size() * 99L / 100)
        .findFirst()
        .orElseThrow();
  }

  /// Polls at the given pace, each batch in turn, always naming the version it knows.
  private static List<Poll> polls(
      LoadedServer server, LoadedServer.Client client, List<URI> batches, Duration time)
      throws Exception {
    var polls = new ConcurrentLinkedQueue<Poll>();
    var tags = Collections.nCopies(batches.size(), "").toArray(String[]::new);
    for (int i = 0; i < tags.length; i++) {
      tags[i] = tag(server.read(client, status(batches.get(i)), ""));
    }
    var failure = new AtomicReference<@Nullable Exception>();
    long begin = System.nanoTime();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      long settled = begin + SETTLING.toNanos();
      for (int i = 0; i < time.plus(SETTLING).toSeconds() * PER_SECOND; i++) {
        long due = begin + i * 1_000_000_000L / PER_SECOND;
        int which = i % tags.length;
        LockSupport.parkNanos(due - System.nanoTime());
        threads.execute(() -> {
          try {
            HttpResponse<byte[]> answer =
                server.read(client, status(batches.get(which)), tags[which]);
            tags[which] = tag(answer);
            if (due >= settled) {
              long micros = (System.nanoTime() - due) / 1_000;
              polls.add(new Poll(micros, answer.statusCode(), answer.body().length));
            }
          } catch (IOException | InterruptedException e) {
            failure.set(e);
          }
        });
      }
    }
    Exception first = failure.get();
    if (first != null) {
      throw first;
    }
    return List.copyOf(polls);
  }

  private static List<Poll> pollsWhileBatchesRun(
      LoadedServer server, LoadedServer.Client client, Duration time) throws Exception {
    // Four slices of 250 places, a fifth of a second each: what keeps the workers busy throughout.
    long batches = 5 * time.plus(SETTLING).toSeconds() + RUNNING;
    List<URI> submitted = new ArrayList<>();
    for (int i = 0; i < batches; i++) {
      submitted.add(server.submit(client, LoadedServer.body(1_000)));
    }
    List<Poll> polls = polls(server, client, submitted, time);
    for (URI batch : submitted) {
      while (pending(server, client, batch)) {
        Command.pause(Duration.ofMillis(20));
      }
    }
    return polls;
  }

  private static boolean pending(LoadedServer server, LoadedServer.Client client, URI batch)
      throws Exception {
    String status =
        new String(server.read(client, status(batch), "").body(), StandardCharsets.UTF_8);
    return !status.contains("\"pending_count\":0,");
  }

  private static URI status(URI batch) {
    return URI.create(batch + "?limit=0");
  }

  private static String tag(HttpResponse<byte[]> answer) {
    return answer.headers().firstValue("ETag").orElse("");
  }
}
