package dev.placemill.bench.load;

import dev.placemill.config.ConfigReader;
import dev.placemill.enricher.EnrichmentOutcome;
import dev.placemill.enricher.PlaceEnricher;
import dev.placemill.enricher.SourcesEnricher;
import dev.placemill.fusion.Fusion;
import dev.placemill.fusion.Trust;
import dev.placemill.server.app.App;
import dev.placemill.server.app.AppConfig;
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
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

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
  private @Nullable Handle holder;
  private volatile boolean going = true;

  /// @param wait how long each place takes
  /// @param settings as in the configuration file
  public LoadedServer(Path data, Duration wait, Map<String, String> settings) {
    this.wait = wait;
    this.database = Database.open(DatabaseConfig.embedded(CONNECTIONS), data);
    this.orgs = new OrgStore(database);
    // All clients of a load belong to a few organizations.
    Map<String, String> flags = new TreeMap<>(settings);
    flags.put("org.requests-per-minute", "10000000");
    this.app =
        App.start(
            AppConfig.read(ConfigReader.of(Path.of("."), null, Map.of(), flags)),
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

  // Each a transaction of its own, as when a server works: queued, leased, ended. What became of
  // the batches is left out; nothing on the way of a slice reads it.
  private static final List<String> QUEUE_AND_END =
      List.of(
          """
          INSERT INTO open_run
            (org_id, batch_id, day, run, priority, queued_at, ends_at, admitted, slices)
          SELECT org_id, gen_random_uuid(), current_date, 0, 1, now(), now() + interval '1 day', true,
            '{0,1,2,3}'
          FROM (SELECT min(org_id) AS org_id FROM batch) first, generate_series(1, 250)
          """,
          """
          INSERT INTO slice (org_id, batch_id, slice_no, day, run, priority, turn)
          SELECT r.org_id, batch_id, slice_no, r.day, run, priority, slice_no
          FROM open_run r, unnest(slices) AS slice_no
          WHERE NOT EXISTS (SELECT 1 FROM batch WHERE batch.batch_id = r.batch_id)
          """,
          """
          UPDATE slice SET leased_by = gen_random_uuid(), leased_at = now(), epoch = 1
          WHERE NOT EXISTS (SELECT 1 FROM batch WHERE batch.batch_id = slice.batch_id)
          """,
          """
          DELETE FROM slice
          WHERE NOT EXISTS (SELECT 1 FROM batch WHERE batch.batch_id = slice.batch_id)
          """,
          """
          DELETE FROM open_run
          WHERE NOT EXISTS (SELECT 1 FROM batch WHERE batch.batch_id = open_run.batch_id)
          """);

  private static final int ENDED_AT_ONCE = 1_000;

  /// Takes a snapshot and keeps it until the end, as a long backup does, so that the database can
  /// clear nothing away; and lets as many slices come and go as a server works in a while.
  public void holdSnapshot(int slices) {
    holder = database.jdbi().open();
    holder.begin();
    holder.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
    holder.execute("SET LOCAL idle_in_transaction_session_timeout = 0");
    holder.execute("SELECT count(*) FROM batch");
    for (int done = 0; done < slices; done += ENDED_AT_ONCE) {
      QUEUE_AND_END.forEach(statement -> database.useHandle(handle -> handle.execute(statement)));
    }
  }

  @Override
  public void close() {
    going = true;
    if (holder != null) {
      holder.rollback();
      holder.close();
    }
    http.shutdownNow();
    app.close();
    database.close();
  }
}
