package dev.placemill.bench.peers;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.placemill.server.app.App;
import dev.placemill.server.app.AppConfig;
import dev.placemill.server.config.ConfigReader;
import dev.placemill.server.db.Database;
import dev.placemill.server.org.OrgStore;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
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
import java.util.stream.Stream;

/// Placemill through its HTTP API: two organizations with eight batches of 1,000 each at a time,
/// each polled until it has ended and then read to the last byte.
final class Ours implements Contestant {
  private static final int BATCH = 1_000;
  private static final int CLIENTS = 16;
  private static final Duration POLL = Duration.ofMillis(25);
  private static final Pattern ID = Pattern.compile("\"batch_id\":\"(batch_[0-9a-f]+)\"");

  private final App app;
  private final List<Organization> organizations;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  Ours(Database database, Workload workload, int slices) {
    AppConfig config =
        AppConfig.read(
            ConfigReader.of(
                Path.of("."),
                null,
                Map.of(),
                Map.of("http.port", "0", "worker.slices", Integer.toString(slices))));
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
    HttpRequest.Builder request(String path) {
      return HttpRequest.newBuilder(URI.create(batches + path))
          .header("Authorization", "Bearer " + key)
          .header("Content-Type", "application/json");
    }
  }

  @Override
  public Outcome work(Workload workload, int places) throws Exception {
    var latencies = new Latencies(places);
    long started = System.nanoTime();
    var next = new AtomicInteger();
    try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
      Callable<Integer> takingTurns =
          () -> {
            int first = next.getAndAdd(BATCH);
            for (; first < places; first = next.getAndAdd(BATCH)) {
              batch(workload, first, Math.min(BATCH, places - first), latencies);
            }
            return first;
          };
      for (Future<Integer> turn : clients.invokeAll(Collections.nCopies(CLIENTS, takingTurns))) {
        turn.get();
      }
    }
    return Outcome.of(started, latencies);
  }

  private void batch(Workload workload, int first, int count, Latencies latencies)
      throws IOException, InterruptedException {
    Organization organization = organizations.get(first / BATCH % organizations.size());
    long begin = System.nanoTime();
    var body = new StringBuilder("{\"batch_name\":\"peers\",\"places\":[");
    for (int i = first; i < first + count; i++) {
      body.append(i == first ? "" : ",")
          .append("{\"place_id\":\"place-")
          .append(i)
          .append("\",\"inputs\":")
          .append(workload.input(i))
          .append('}');
    }
    String created =
        send(organization.request("").POST(BodyPublishers.ofString(body.append("]}").toString())));
    var id = ID.matcher(created);
    if (!id.find()) {
      throw new IOException("not a batch: " + created);
    }
    while (!send(organization.request("/" + id.group(1) + "?limit=0").GET())
        .contains("\"pending_count\":0,")) {
      LockSupport.parkNanos(POLL.toNanos());
    }
    byte[] results = bytes(organization.request("/" + id.group(1)).GET());
    long took = System.nanoTime() - begin;
    String head = new String(results, 0, Math.min(500, results.length), UTF_8);
    if (!head.contains("\"completed_count\":" + count) || results[results.length - 1] != '}') {
      throw new IOException("places are missing: " + head);
    }
    for (int i = 0; i < count; i++) {
      latencies.add(took);
    }
  }

  private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return new String(bytes(request), UTF_8);
  }

  private byte[] bytes(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
    if (response.statusCode() >= 300) {
      throw new IOException(new String(response.body(), UTF_8));
    }
    return response.body();
  }

  @Override
  public void close() {
    client.close();
    app.close();
  }
}
