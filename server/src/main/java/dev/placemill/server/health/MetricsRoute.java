package dev.placemill.server.health;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.placemill.server.batch.BatchWork;
import dev.placemill.server.batch.Partitions;
import dev.placemill.server.db.Database;
import dev.placemill.server.http.Offer;
import dev.placemill.server.http.Request;
import dev.placemill.server.http.Response;
import dev.placemill.server.http.Router;
import dev.placemill.server.queue.QueueFigures;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/// `/metrics`: how the server is doing, for Prometheus.
public final class MetricsRoute {
  private static final String ITEMS = "placemill_items_total";
  private static final String DELIVERIES = "placemill_webhook_deliveries_total";
  private static final String OUTCOME = "outcome";

  private final Database database;
  private final Partitions partitions;
  private final NodeClock clock;
  private final BatchWork work;
  private final Supplier<Map<String, Long>> sent;
  private final SourceMetrics asked;
  private final HttpMetrics requests = new HttpMetrics();

  /// @param sent messages of webhooks, by what came of them
  /// @param asked what the enricher tells of its sources
  public MetricsRoute(
      Database database,
      Partitions partitions,
      NodeClock clock,
      BatchWork work,
      Supplier<Map<String, Long>> sent,
      SourceMetrics asked) {
    this.database = database;
    this.partitions = partitions;
    this.clock = clock;
    this.work = work;
    this.sent = sent;
    this.asked = asked;
  }

  /// Adds the route, and watches all requests.
  public void register(Router router) {
    router.route("GET", "/metrics", Offer.WITHOUT_CHOICE, this::metrics);
    router.watch(requests);
  }

  /// What this server has done since it started.
  private void addCounters(MetricText text) {
    text.family(ITEMS, "Places that this server has worked to their end", "counter");
    text.series(ITEMS, Map.of(OUTCOME, "completed"), work.completed());
    text.series(ITEMS, Map.of(OUTCOME, "failed"), work.failed());
    text.family(DELIVERIES, "Attempts of this server to send a message of a webhook", "counter");
    sent.get()
        .forEach((outcome, count) -> text.series(DELIVERIES, Map.of(OUTCOME, outcome), count));
    asked.write(text);
    requests.write(text);
    ProcessMetrics.write(text);
  }

  private Response metrics(Request request) {
    var text = new MetricText();
    boolean up = addFiguresOfTheDatabase(text);
    var heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    text.gauge("placemill_database_up", "Whether the database answers", up ? 1 : 0);
    text.gauge(
        "placemill_database_connections_in_use",
        "Connections of this server's pool in use",
        database.connectionsInUse());
    text.gauge("placemill_heap_used_bytes", "Heap of this server in use", heap.getUsed());
    addCounters(text);
    byte[] body = text.toString().getBytes(UTF_8);
    return new Response(
        200, Map.of("Content-Type", "text/plain; version=0.0.4"), out -> out.write(body));
  }

  /// All of them, or none when the database is away: a figure that is missing is noticed, one that
  /// is wrong is not.
  private boolean addFiguresOfTheDatabase(MetricText text) {
    try {
      QueueFigures queue = database.withHandle(QueueFigures::read);
      int daysAhead = partitions.daysAhead();
      Duration clockAhead = clock.ahead();
      add(queue, text);
      text.gauge("placemill_partitions_ahead", "Days of tables made", daysAhead);
      text.gauge(
          "placemill_clock_ahead_seconds",
          "How far this server's clock is ahead of the database's",
          clockAhead.toMillis() / 1_000.0);
      return true;
    } catch (RuntimeException e) {
      if (Database.isOutage(e)) {
        return false;
      }
      throw e;
    }
  }

  private static void add(QueueFigures queue, MetricText text) {
    text.gauge(
        "placemill_oldest_ready_slice_age_seconds",
        "Since the batch was asked for of which a slice has waited longest for a free worker",
        queue.oldestReadySeconds());
    text.gauge("placemill_slices_ready", "Slices that wait for a free worker", queue.ready());
    text.gauge("placemill_slices_leased", "Slices being worked", queue.leased());
    text.gauge("placemill_slices_delayed", "Slices that wait to be tried again", queue.delayed());
    text.gauge("placemill_batches_running", "Batches being worked", queue.runningBatches());
    text.gauge(
        "placemill_batches_waiting",
        "Batches that wait for their organization's turn",
        queue.waitingBatches());
    text.gauge("placemill_nodes", "Servers heard of lately", queue.nodes());
  }
}
