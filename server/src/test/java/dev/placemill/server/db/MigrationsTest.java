package dev.placemill.server.db;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.util.DriverDataSource;
import java.util.Objects;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MigrationsTest {
  private static final String EARLIER = "classpath:dev/placemill/server/db/earlier";
  private static final String LATER = "classpath:dev/placemill/server/db/later";

  private final DatabaseConfig config = EmbeddedCluster.shared().emptyDatabase(2);
  private final DataSource database = dataSource(config);

  @BeforeEach
  void migrateToTheEarlierVersion() {
    Migrations.of(database, EARLIER).run();
  }

  @AfterEach
  void drop() {
    EmbeddedCluster.shared().drop(config);
  }

  @Test
  void aSecondRunChangesNothing() {
    Migrations.of(database, EARLIER).run();

    Migrations.of(database, EARLIER).requireCurrent();
  }

  @Test
  void aNewerProgramBringsTheSchemaForward() {
    Migrations later = Migrations.of(database, LATER);
    assertThatThrownBy(later::requireCurrent)
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("earlier version");

    later.run();

    later.requireCurrent();
  }

  @Test
  void aSchemaOfANewerProgramIsRefusedWithASentence() {
    Migrations.of(database, LATER).run();

    assertThatThrownBy(() -> Migrations.of(database, EARLIER).run())
        .isInstanceOf(StartFailure.class)
        .hasMessage(
            "The database has schema version 2, which a newer Placemill made; start that version or a later one.");
    assertThatThrownBy(() -> Migrations.of(database, EARLIER).requireCurrent())
        .isInstanceOf(StartFailure.class);
  }

  private static DataSource dataSource(DatabaseConfig config) {
    Credentials credentials =
        new Credentials(Objects.requireNonNull(config.url()), config.user(), config.password());
    DriverDataSource source =
        new DriverDataSource(
            credentials.url(),
            null,
            credentials.asProperties(),
            credentials.user(),
            credentials.password());
    return source;
  }
}
