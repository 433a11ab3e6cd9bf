package dev.placemill.bench.load;

import dev.placemill.enricher.EnrichmentOutcome;
import dev.placemill.enricher.PlaceEnricher;
import dev.placemill.enricher.SourcesEnricher;
import dev.placemill.fusion.Fusion;
import dev.placemill.fusion.Trust;
import dev.placemill.server.app.App;
import dev.placemill.server.app.AppConfig;
import dev.placemill.server.config.ConfigReader;
import dev.placemill.server.db.Database;
import dev.placemill.server.db.DatabaseConfig;
import dev.placemill.server.org.OrgStore;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// A server on a PostgreSQL of its own, whose sources wait for a given time and know nothing, and
/// which can be stopped in the middle of its work and set going again.
public final class LoadedServer implements AutoCloseable {
  private static final int CONNECTIONS = 16;

  private final Database database;
  private final App app;
  private final OrgStore orgs;
  private final Duration wait;
  private final AtomicLong worked = new AtomicLong();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private volatile boolean going = true;

  /// @param wait how long each place takes
  /// @param settings as in the configuration file
  public LoadedServer(Path data, Duration wait, Map<String, String> settings) {
    this.wait = wait;
    this.database = Database.open(DatabaseConfig.embedded(CONNECTIONS), data);
    this.orgs = new OrgStore(database);
    this.app =
        App.start(
            AppConfig.read(ConfigReader.of(Path.of("."), null, Map.of(), settings)),
            database,
            enricher(),
            Clock.systemUTC());
  }

  private PlaceEnricher enricher() {
    Clock clock = Clock.systemUTC();
    var nothingKnown = new SourcesEnricher(List.of(), new Fusion(Trust.DEFAULTS), clock);
    return (place, wanted, deadline) -> {
      EnrichmentOutcome outcome = nothingKnown.enrich(place, wanted, deadline);
      LockSupport.parkNanos(wait.toNanos());
      while (!going) {
        LockSupport.parkNanos(1_000_000);
      }
      worked.incrementAndGet();
      return outcome;
    };
  }

  /// Clients of as many organizations.
  public List<Client> clients(int organizations) {
    List<Client> clients = new ArrayList<>(organizations);
    for (int i = 0; i < organizations; i++) {
      String name = "org-" + i;
      clients.add(
          new Client(
              http,
              app.url().resolve("/" + name + "/place_enrichment/batches"),
              orgs.createKey(name, null)));
    }
    return clients;
  }

  /// Holds all places in work, or lets them go on.
  public void setGoing(boolean going) {
    this.going = going;
  }

  /// How many places have been worked so far.
  public long worked() {
    return worked.get();
  }

  private static final List<String> COPY_ENDED_BATCHES =
      List.of(
          """
          CREATE TEMPORARY TABLE copied AS
          SELECT b.day, b.org_id, b.batch_id, gen_random_uuid() AS new_id
          FROM (
            SELECT day, org_id, batch_id FROM batch
            WHERE ended_at IS NOT NULL AND total_count = 1000 LIMIT 10) b
          CROSS JOIN generate_series(1, :copies)
          """,
          """
          INSERT INTO batch
          SELECT (jsonb_populate_record(b, jsonb_build_object('batch_id', c.new_id))).*
          FROM copied c JOIN batch b USING (day, org_id, batch_id)
          """,
          """
          INSERT INTO slice_input (day, org_id, batch_id, slice_no, places)
          SELECT day, org_id, c.new_id, slice_no, places
          FROM copied c JOIN slice_input i USING (day, org_id, batch_id)
          """,
          """
          INSERT INTO result_chunk (day, org_id, batch_id, slice_no, run, epoch, seq, completed,
            failed, started_at, written_at, results)
          SELECT day, org_id, c.new_id, slice_no, run, epoch, seq, completed,
            failed, started_at, written_at, results
          FROM copied c JOIN result_chunk r USING (day, org_id, batch_id)
          """,
          "DROP TABLE copied");

  /// Copies the batches of 1,000 places that have ended until so many places are stored.
  public void multiplyStored(long places) {
    database.useTransaction(handle -> {
      for (String statement : COPY_ENDED_BATCHES) {
        var update = handle.createUpdate(statement);
        if (statement.contains(":copies")) {
          update.bind("copies", places / 10_000);
        }
        update.execute();
      }
    });
    // What a server that grew to this size over weeks would have done long ago.
    database.useHandle(handle -> handle.execute("VACUUM ANALYZE"));
  }

  @Override
  public void close() {
    going = true;
    http.shutdownNow();
    app.close();
    database.close();
  }
}
