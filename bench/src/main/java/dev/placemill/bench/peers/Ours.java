package dev.placemill.bench.peers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.placemill.config.ConfigReader;
import dev.placemill.server.app.App;
import dev.placemill.server.app.AppConfig;
import dev.placemill.server.db.Database;
import dev.placemill.server.org.OrgStore;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Placemill through its HTTP API: clients of two organizations with a batch of 1,000 each at a
/// time, polled until it has ended and then read to the last byte. The body of a batch is made
/// beforehand, as the places of the others are.
final class Ours implements Contestant {
  private static final int BATCH = 1_000;
  private static final Pattern ID = Pattern.compile("\"batch_id\":\"(batch_[0-9a-f]+)\"");

  /// How a client goes about it.
  ///
  /// @param count how many there are, each with one batch at a time
  /// @param poll how long one waits between two looks at its batch
  /// @param reads whether the time until the last result is read counts, or until the batch has
  ///   ended
  record Clients(int count, Duration poll, boolean reads) {
    static final Clients MANY = new Clients(16, Duration.ofMillis(100), true);
    static final Clients ALONE = new Clients(1, Duration.ofMillis(2), false);
  }

  private final Clients clients;
  private final byte[] submission;
  private final App app;
  private final List<Organization> organizations;

  Ours(Database database, Workload workload, int slices, Clients clients) {
    this.clients = clients;
    // So many connections are kept open by the JDK's plain client.
    System.setProperty("http.maxConnections", Integer.toString(clients.count));
    submission =
        IntStream.range(0, BATCH)
            .mapToObj(
                i -> "{\"place_id\":\"place-%d\",\"inputs\":%s}".formatted(i, workload.input(i)))
            .collect(Collectors.joining(",", "{\"batch_name\":\"peers\",\"places\":[", "]}"))
            .getBytes(UTF_8);
    AppConfig config =
        AppConfig.read(
            ConfigReader.of(
                Path.of("."),
                null,
                Map.of(),
                Map.of(
                    "http.port",
                    "0",
                    "worker.slices",
                    Integer.toString(slices),
                    "org.requests-per-minute",
                    "10000000")));
    app = App.start(config, database, workload.asEnricher(), Clock.systemUTC());
    var orgs = new OrgStore(database);
    organizations =
        Stream.of("one", "two")
            .map(name ->
                new Organization(
                    app.url().resolve("/" + name + "/place_enrichment/batches"),
                    orgs.createKey(name, null)))
            .toList();
  }

  private record Organization(URI batches, String key) {
    /// The body of the answer, which has to be a good one.
    byte[] answer(String path, byte @Nullable [] body) throws IOException {
      var connection = (HttpURLConnection) URI.create(batches + path).toURL().openConnection();
      connection.setRequestProperty("Authorization", "Bearer " + key);
      if (body != null) {
        connection.setRequestProperty("Content-Type", "application/json");
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(body.length);
        try (var out = connection.getOutputStream()) {
          out.write(body);
        }
      }
      try (InputStream answer = connection.getInputStream()) {
        long length = connection.getContentLengthLong();
        return length < 0 ? answer.readAllBytes() : answer.readNBytes(Math.toIntExact(length));
      }
    }
  }

  @Override
  public Outcome work(Workload workload, int places) throws Exception {
    if (places % BATCH != 0) {
      throw new IllegalArgumentException("works whole batches of " + BATCH);
    }
    var latencies = new Latencies(places);
    long started = System.nanoTime();
    var next = new AtomicInteger();
    try (ExecutorService threads = Executors.newFixedThreadPool(clients.count)) {
      Callable<Integer> takingTurns =
          () -> {
            int batch = next.getAndIncrement();
            for (; batch < places / BATCH; batch = next.getAndIncrement()) {
              work(organizations.get(batch % organizations.size()), latencies);
            }
            return batch;
          };
      for (Future<Integer> turn :
          threads.invokeAll(Collections.nCopies(clients.count, takingTurns))) {
        turn.get();
      }
    }
    return Outcome.of(started, latencies);
  }

  private void work(Organization organization, Latencies latencies) throws IOException {
    long begin = System.nanoTime();
    String created = new String(organization.answer("", submission), UTF_8);
    var id = ID.matcher(created);
    if (!id.find()) {
      throw new IOException("not a batch: " + created);
    }
    String batch = "/" + id.group(1);
    while (!new String(organization.answer(batch + "?limit=0", null), UTF_8)
        .contains("\"pending_count\":0,")) {
      LockSupport.parkNanos(clients.poll.toNanos());
    }
    long ended = System.nanoTime();
    byte[] results = organization.answer(batch, null);
    long took = (clients.reads ? System.nanoTime() : ended) - begin;
    requireEveryPlace(new String(results, ISO_8859_1));
    for (int i = 0; i < BATCH; i++) {
      latencies.add(took);
    }
  }

  private static void requireEveryPlace(String results) throws IOException {
    int at = 0;
    for (int i = 0; i < BATCH && at >= 0; i++) {
      at =
          results.indexOf(
              "{\"place_id\":\"place-" + i + "\",\"enrichment_status\":\"completed\"", at);
    }
    if (at < 0 || !results.endsWith("]}")) {
      throw new IOException(
          "places are missing: " + results.substring(0, Math.min(500, results.length())));
    }
  }

  @Override
  public void close() {
    app.close();
  }
}
