package dev.placemill.server.health;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.placemill.server.batch.Partitions;
import dev.placemill.server.db.Database;
import dev.placemill.server.http.ApiException;
import dev.placemill.server.http.ErrorCode;
import dev.placemill.server.http.Offer;
import dev.placemill.server.http.Request;
import dev.placemill.server.http.Response;
import dev.placemill.server.http.Router;
import dev.placemill.server.queue.QueueFigures;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// `/livez`, `/readyz` and `/metrics`.
public final class HealthRoutes {
  /// Fewer days of tables ahead than this, and whoever is on call should know.
  private static final int DAYS_AHEAD_WANTED = 2;

  private static final int RETRY_SECONDS = 5;

  private final Database database;
  private final Partitions partitions;
  private final NodeClock clock;
  private volatile boolean leaving;

  public HealthRoutes(Database database, Partitions partitions, NodeClock clock) {
    this.database = database;
    this.partitions = partitions;
    this.clock = clock;
  }

  /// Adds the routes of this room.
  public void register(Router router) {
    router.route("GET", "/livez", Offer.WITHOUT_CHOICE, _ -> text("ok\n"));
    router.route("GET", "/readyz", Offer.WITHOUT_CHOICE, this::ready);
    router.route("GET", "/metrics", Offer.WITHOUT_CHOICE, this::metrics);
  }

  /// From here on `/readyz` says that this server is about to stop.
  public void leave() {
    leaving = true;
  }

  private Response ready(Request request) {
    findObstacle()
        .ifPresent(obstacle -> {
          throw new ApiException(ErrorCode.UNAVAILABLE, obstacle).retryAfter(RETRY_SECONDS);
        });
    return text("ok\n");
  }

  /// Why batches cannot be taken right now.
  private Optional<String> findObstacle() {
    if (leaving) {
      return Optional.of("This server is stopping.");
    }
    try {
      return partitions.daysAhead() < DAYS_AHEAD_WANTED
          ? Optional.of("The tables of the coming days are missing.")
          : Optional.empty();
    } catch (RuntimeException e) {
      if (Database.isOutage(e)) {
        return Optional.of("The database cannot be reached.");
      }
      throw e;
    }
  }

  private Response metrics(Request request) {
    var text = new StringBuilder();
    boolean up = addFiguresOfTheDatabase(text);
    var heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    gauge(text, "placemill_database_up", "Whether the database answers", up ? 1 : 0);
    gauge(
        text,
        "placemill_database_connections_in_use",
        "Connections of this server's pool in use",
        database.connectionsInUse());
    gauge(text, "placemill_heap_used_bytes", "Heap of this server in use", heap.getUsed());
    byte[] body = text.toString().getBytes(UTF_8);
    return new Response(
        200, Map.of("Content-Type", "text/plain; version=0.0.4"), out -> out.write(body));
  }

  /// All of them, or none when the database is away: a figure that is missing is noticed, one that
  /// is wrong is not.
  private boolean addFiguresOfTheDatabase(StringBuilder text) {
    try {
      QueueFigures queue = database.withHandle(QueueFigures::read);
      int daysAhead = partitions.daysAhead();
      Duration clockAhead = clock.ahead();
      add(queue, text);
      gauge(text, "placemill_partition_days_ahead", "Days of tables made", daysAhead);
      gauge(
          text,
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

  private static void add(QueueFigures queue, StringBuilder text) {
    gauge(
        text,
        "placemill_oldest_ready_slice_age_seconds",
        "Since the batch was asked for of which a slice has waited longest for a free worker",
        queue.oldestReadySeconds());
    gauge(text, "placemill_slices_ready", "Slices that wait for a free worker", queue.ready());
    gauge(text, "placemill_slices_leased", "Slices being worked", queue.leased());
    gauge(text, "placemill_slices_delayed", "Slices that wait to be tried again", queue.delayed());
    gauge(text, "placemill_batches_running", "Batches being worked", queue.runningBatches());
    gauge(
        text,
        "placemill_batches_waiting",
        "Batches that wait for their organization's turn",
        queue.waitingBatches());
    gauge(text, "placemill_nodes", "Servers heard of lately", queue.nodes());
  }

  private static void gauge(StringBuilder text, String name, String help, Number value) {
    text.append(
        String.format(
            Locale.ROOT, "# HELP %1$s %2$s.\n# TYPE %1$s gauge\n%1$s %3$s\n", name, help, value));
  }

  private static Response text(String text) {
    byte[] body = text.getBytes(UTF_8);
    return new Response(
        200,
        Map.of("Content-Type", "text/plain; charset=utf-8", "Cache-Control", "no-store"),
        out -> out.write(body));
  }
}
