package dev.placemill.server.health;

import dev.placemill.server.batch.RecentPace;
import dev.placemill.server.db.Database;
import dev.placemill.server.http.Caller;
import dev.placemill.server.http.Request;
import dev.placemill.server.http.Response;
import dev.placemill.server.http.Router;
import dev.placemill.server.queue.LivingNode;
import dev.placemill.server.queue.Pauses;
import dev.placemill.server.queue.QueueFigures;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `/place_enrichment/health`: how the server is doing, for people who look at it in the console;
/// the figures of `/metrics` that such a person can do anything with.
public final class HealthReport {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final double DECIMALS = 10;

  private final HealthRoutes health;
  private final Database database;
  private final SourceMetrics asked;
  private final RecentPace pace;
  private final UUID node;

  /// @param node which this server is
  public HealthReport(
      HealthRoutes health, Database database, SourceMetrics asked, RecentPace pace, UUID node) {
    this.health = health;
    this.database = database;
    this.asked = asked;
    this.pace = pace;
    this.node = node;
  }

  /// Adds the route.
  public void register(Router router) {
    router.organizationRoute("GET", "/place_enrichment/health", this::report);
  }

  private Response report(Request request, Caller caller) {
    ObjectNode report = JSON.createObjectNode();
    report.put("version", ProcessMetrics.version());
    report.put("node_id", node.toString());
    report.put("started_at", text(Instant.ofEpochMilli(startedAt())));
    addChecks(report);
    boolean paused = database.withHandle(handle -> Pauses.isPaused(handle, caller.orgId()));
    report.put("paused", paused);
    addQueue(report);
    report
        .putObject("database")
        .put("up", true)
        .put("connections_in_use", database.connectionsInUse());
    addPace(report.putObject("pace"));
    ArrayNode sources = report.putArray("sources");
    asked.summaries().forEach(summary -> add(sources.addObject(), summary));
    MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    report.putObject("memory").put("used_bytes", heap.getUsed()).put("max_bytes", heap.getMax());
    byte[] body = JSON.writeValueAsBytes(report);
    return Response.json(200, out -> out.write(body)).with("Cache-Control", "no-store");
  }

  private static long startedAt() {
    return ManagementFactory.getRuntimeMXBean().getStartTime();
  }

  private static String text(Instant time) {
    return time.truncatedTo(ChronoUnit.MILLIS).toString();
  }

  private void addChecks(ObjectNode report) {
    boolean ready = true;
    ArrayNode checks = JSON.createArrayNode();
    for (HealthRoutes.Check check : health.checks()) {
      ready &= check.trouble() == null;
      checks
          .addObject()
          .put("name", check.name())
          .put("ok", check.trouble() == null)
          .put("trouble", check.trouble());
    }
    report.put("ready", ready);
    report.set("checks", checks);
  }

  private void addQueue(ObjectNode report) {
    ArrayNode nodes = report.putArray("nodes");
    for (LivingNode living : database.withHandle(LivingNode::all)) {
      nodes
          .addObject()
          .put("node_id", living.nodeId().toString())
          .put("started_at", text(living.startedAt()))
          .put("seen_at", text(living.seenAt()));
    }
    QueueFigures queue = database.withHandle(QueueFigures::read);
    report
        .putObject("queue")
        .put("slices_ready", queue.ready())
        .put("slices_leased", queue.leased())
        .put("slices_delayed", queue.delayed())
        .put("batches_running", queue.runningBatches())
        .put("batches_waiting", queue.waitingBatches())
        .put("oldest_ready_seconds", queue.oldestReadySeconds());
  }

  private void addPace(ObjectNode node) {
    pace.find()
        .ifPresentOrElse(
            measured -> node.put("places_per_second", rounded(measured.placesPerSecond())),
            () -> node.putNull("places_per_second"));
  }

  private static void add(ObjectNode node, SourceMetrics.Summary summary) {
    node.put("source", summary.source())
        .put("asked", summary.asked())
        .put("found", summary.found())
        .put("nothing_known", summary.nothingKnown())
        .put("unavailable", summary.unavailable())
        .put("refused", summary.refused())
        .put("mean_ms", rounded(summary.meanMillis()));
  }

  private static double rounded(double figure) {
    return Math.round(figure * DECIMALS) / DECIMALS;
  }
}
