package dev.placemill.server.testing;

import dev.placemill.server.db.Database;
import java.time.Duration;

/// Lets time pass for the engine, whose only clock is the database's: a test moves it, nobody
/// sleeps.
public final class EngineClock {
  private static final String SETTABLE =
      """
      CREATE TABLE IF NOT EXISTS test_clock (ahead interval NOT NULL);
      CREATE OR REPLACE FUNCTION engine_now() RETURNS timestamptz LANGUAGE sql STABLE
        RETURN now() + coalesce((SELECT sum(ahead) FROM test_clock), interval '0');
      """;

  private final Database database;

  public EngineClock(Database database) {
    this.database = database;
    database.useHandle(handle -> handle.createScript(SETTABLE).execute());
  }

  public void passes(Duration time) {
    database.useHandle(handle ->
        handle
            .createUpdate("INSERT INTO test_clock VALUES (:millis * interval '1 millisecond')")
            .bind("millis", time.toMillis())
            .execute());
  }
}
