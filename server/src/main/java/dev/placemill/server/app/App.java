package dev.placemill.server.app;

import dev.placemill.enricher.PlaceEnricher;
import dev.placemill.enricher.SourceWatch;
import dev.placemill.reference.ReferenceCatalog;
import dev.placemill.server.batch.BatchJobs;
import dev.placemill.server.batch.BatchRoutes;
import dev.placemill.server.batch.BatchStore;
import dev.placemill.server.batch.BatchWork;
import dev.placemill.server.batch.DryRuns;
import dev.placemill.server.batch.Partitions;
import dev.placemill.server.batch.RecentPace;
import dev.placemill.server.batch.SingleJobs;
import dev.placemill.server.db.Database;
import dev.placemill.server.docs.DocsRoutes;
import dev.placemill.server.health.HealthReport;
import dev.placemill.server.health.HealthRoutes;
import dev.placemill.server.health.MetricsRoute;
import dev.placemill.server.health.NodeClock;
import dev.placemill.server.health.SourceMetrics;
import dev.placemill.server.http.HttpServer;
import dev.placemill.server.http.Router;
import dev.placemill.server.job.JobListRoutes;
import dev.placemill.server.job.JobOutcomes;
import dev.placemill.server.job.SingleJobRoutes;
import dev.placemill.server.queue.Backlog;
import dev.placemill.server.queue.NodeRegistry;
import dev.placemill.server.queue.QueueConfig;
import dev.placemill.server.queue.QueueRenewal;
import dev.placemill.server.queue.SliceClaims;
import dev.placemill.server.queue.SliceQueue;
import dev.placemill.server.review.Decisions;
import dev.placemill.server.trace.Traces;
import dev.placemill.server.worker.Heartbeat;
import dev.placemill.server.worker.Housekeeping;
import dev.placemill.server.worker.WakeUp;
import dev.placemill.server.worker.Worker;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The running server, part by part, each made from the parts above it.
public final class App implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(App.class);
  // What a claim passes over in a few milliseconds.
  private static final int MOST_DEAD_ROWS = 10_000;

  private final HealthRoutes health;
  private final Duration linger;
  private final HttpServer http;
  private final Worker worker;
  private final Housekeeping housekeeping;
  private final Heartbeat heartbeat;
  private final News news;
  private final Downloads downloads;
  private final ReferenceApi imported;
  private final Traces traces;
  private final Tenancy tenancy;

  private App(
      HealthRoutes health,
      Duration linger,
      HttpServer http,
      Worker worker,
      Housekeeping housekeeping,
      Heartbeat heartbeat,
      News news,
      Downloads downloads,
      ReferenceApi imported,
      Traces traces,
      Tenancy tenancy) {
    this.health = health;
    this.linger = linger;
    this.http = http;
    this.worker = worker;
    this.housekeeping = housekeeping;
    this.heartbeat = heartbeat;
    this.news = news;
    this.downloads = downloads;
    this.imported = imported;
    this.traces = traces;
    this.tenancy = tenancy;
  }

  /// Starts to listen and to work, with nothing to match places with.
  public static App start(
      AppConfig config, Database database, PlaceEnricher enricher, Clock clock) {
    return start(config, database, _ -> enricher, null, clock);
  }

  /// Starts to listen and to work.
  ///
  /// @param database open for as long as the app is; the caller closes it afterwards
  /// @param enrichers makes one that tells a watch of its questions to sources
  /// @param reference what places are matched with, or null for no such route; the caller closes it
  /// @param clock for the times shown in results; what is due when is decided by the database
  public static App start(
      AppConfig config,
      Database database,
      Function<SourceWatch, PlaceEnricher> enrichers,
      @Nullable ReferenceCatalog reference,
      Clock clock) {
    var imported = ReferenceApi.of(config.datasets(), reference, database, clock);
    return startWith(config, database, enrichers, imported, clock);
  }

  private static App startWith(
      AppConfig config,
      Database database,
      Function<SourceWatch, PlaceEnricher> enrichers,
      ReferenceApi imported,
      Clock clock) {
    Traces traces = Traces.open(config.traces());
    var asked = new SourceMetrics();
    PlaceEnricher enricher = enrichers.apply(new SourceCalls(asked, traces));
    var node = UUID.randomUUID();
    var wakeUp = new WakeUp();
    var tenancy = new Tenancy(config, database);
    var nodes = new NodeRegistry(config.queue());
    var queue = new SliceQueue(config.queue());
    var partitions = new Partitions(database, config.batch().retention());
    var backlog = new Backlog(config.queue());
    var news = new News(config, database, queue, clock, traces);
    var pace = new RecentPace();
    var store =
        new BatchStore(
            database, queue, backlog, partitions, config.batch(), Decisions::forget, wakeUp::call);
    var jobs = new BatchJobs(database, queue, store, config.batch(), new JobOutcomes());
    var single = new SingleJobs(database, store, config.batch(), config.reuse(), news.watch());
    var routes = routes(config, store, jobs, news, new DryRuns(enricher, pace));
    var downloads = new Downloads(config, database);
    var work = new BatchWork(database, queue, new SliceClaims(config.queue()), node, wakeUp::call);
    var heartbeat = new Heartbeat(database, nodes, node, config.queue().nodeTimeout().dividedBy(5));
    var upkeep = housekeeping(config, database, nodes, heartbeat, store, work, partitions, wakeUp);
    var worker = new Worker(work, enricher, config.worker(), clock, wakeUp, pace, traces);
    NodeClock nodeClock = prepare(database, nodes, partitions, heartbeat, clock);
    var metrics = new MetricsRoute(database, partitions, nodeClock, work, news::sent, asked);
    var health = new HealthRoutes(partitions);
    var http =
        HttpServer.start(
            config.http(),
            tenancy.authenticator(),
            Database::isOutage,
            List.of(
                router -> router.trace(traces),
                batches(downloads, routes, jobs, single),
                imported.register(),
                news::register,
                tenancy::register,
                health::register,
                watching(metrics, new HealthReport(health, database, asked, pace, node)),
                new DocsRoutes()::register));
    return new App(
            health,
            config.http().linger(),
            http,
            worker,
            upkeep,
            heartbeat,
            news,
            downloads,
            imported,
            traces,
            tenancy)
        .begin();
  }

  private App begin() {
    heartbeat.start();
    housekeeping.start();
    news.start();
    tenancy.start();
    downloads.start();
    worker.start();
    return this;
  }

  private static Housekeeping housekeeping(
      AppConfig config,
      Database database,
      NodeRegistry nodes,
      Heartbeat heartbeat,
      BatchStore store,
      BatchWork work,
      Partitions partitions,
      WakeUp wakeUp) {
    return new Housekeeping(
        database,
        nodes,
        heartbeat,
        store::refreshDue,
        work,
        partitions,
        new QueueRenewal(MOST_DEAD_ROWS),
        wakeUp,
        sweepEvery(config.queue()));
  }

  /// What has to be so before anybody asks for anything.
  private static NodeClock prepare(
      Database database,
      NodeRegistry nodes,
      Partitions partitions,
      Heartbeat heartbeat,
      Clock clock) {
    partitions.maintain();
    if (database.ownsDataDirectory()) {
      // Whoever worked here before is dead, and its work need not wait for a timeout.
      database.inTransaction(nodes::rescueFromAllNodes);
    }
    heartbeat.beat();
    var nodeClock = new NodeClock(database, clock);
    nodeClock.findTrouble().ifPresent(LOG::warn);
    return nodeClock;
  }

  private static BatchRoutes routes(
      AppConfig config, BatchStore store, BatchJobs jobs, News news, DryRuns dryRuns) {
    return new BatchRoutes(store, jobs, config.batch(), news.watch(), news.targets(), dryRuns);
  }

  private static Consumer<Router> batches(
      Downloads downloads, BatchRoutes routes, BatchJobs jobs, SingleJobs single) {
    return router -> {
      downloads.register(router, routes);
      new JobListRoutes(jobs).register(router);
      new SingleJobRoutes(single).register(router);
    };
  }

  private static Consumer<Router> watching(MetricsRoute metrics, HealthReport report) {
    return router -> {
      metrics.register(router);
      report.register(router);
    };
  }

  /// How often it is looked whether a node has been silent too long.
  static Duration sweepEvery(QueueConfig config) {
    return config.nodeTimeout().dividedBy(3);
  }

  /// Where the server listens.
  public URI url() {
    return http.url();
  }

  /// Tells where commands on this machine reach it, now and whenever that changes.
  void tellLocalAddress(Consumer<URI> note) {
    http.tellLocalAddress(note);
  }

  /// Every method and path it answers to, as they were registered.
  public List<Router.Route> routes() {
    return http.routes();
  }

  /// Stops in good order: first said to proxies, then no new requests, then no new work, then what
  /// is not done is given back.
  @Override
  public void close() {
    health.leave();
    try {
      Thread.sleep(linger);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    news.letGo();
    imported.closing().run();
    http.close();
    tenancy.close();
    news.close();
    downloads.close();
    worker.close();
    housekeeping.close();
    heartbeat.close();
    traces.close();
  }
}
