package dev.placemill.server.db;

import java.util.Arrays;
import java.util.Objects;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/// Brings the schema to the version of this program, never back.
final class Migrations {
  static final String LOCATION = "classpath:dev/placemill/server/db/migration";

  private final Flyway flyway;

  private Migrations(FluentConfiguration database, String location) {
    flyway = database.locations(location).table("schema_version").cleanDisabled(true).load();
  }

  /// On connections of its own: a migration may take any time, and those of the pool give up.
  static Migrations of(Credentials credentials) {
    return new Migrations(
        Flyway.configure()
            .dataSource(credentials.url(), credentials.user(), credentials.password()),
        LOCATION);
  }

  static Migrations of(DataSource dataSource, String location) {
    return new Migrations(Flyway.configure().dataSource(dataSource), location);
  }

  /// @throws StartFailure when a newer program has been here, or a migration fails
  void run() {
    try {
      refuseNewer();
      flyway.migrate();
    } catch (FlywayException e) {
      throw new StartFailure(
          "The database schema cannot be brought up to date: "
              + Objects.requireNonNullElse(e.getMessage(), "").lines().findFirst().orElse(""),
          e);
    }
  }

  /// @throws StartFailure unless the schema is exactly that of this program
  void requireCurrent() {
    refuseNewer();
    if (flyway.info().pending().length > 0) {
      throw new StartFailure(
          "The running server is of an earlier version than this program; restart it first.");
    }
  }

  private void refuseNewer() {
    Arrays.stream(flyway.info().all())
        .filter(info -> info.getState() == MigrationState.FUTURE_SUCCESS)
        .map(MigrationInfo::getVersion)
        .reduce((_, last) -> last)
        .ifPresent(version -> {
          throw new StartFailure(
              "The database has schema version %s, which a newer Placemill made; start that version or a later one."
                  .formatted(version));
        });
  }
}
