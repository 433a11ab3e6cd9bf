package dev.placemill.server.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.placemill.server.testing.TestDatabase;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DatabaseTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private final Database database = DATABASE.database();

  @BeforeEach
  void makeATable() {
    database.useHandle(
        handle -> handle.execute("CREATE TABLE IF NOT EXISTS note (words text NOT NULL)"));
    DATABASE.empty();
  }

  @Test
  void aTransactionThatFailsLeavesNothing() {
    assertThatThrownBy(() ->
            database.useTransaction(handle -> {
              handle.execute("INSERT INTO note VALUES ('lost')");
              throw new IllegalStateException("on purpose");
            }))
        .isInstanceOf(IllegalStateException.class);

    assertThat(notes()).isZero();
  }

  @Test
  void aTransactionThatEndsWellIsKept() {
    int rows = database.inTransaction(handle -> handle.execute("INSERT INTO note VALUES ('kept')"));

    assertThat(rows).isOne();
    assertThat(notes()).isOne();
  }

  @Test
  void acknowledgedRowsAreOnTheDisk() {
    assertThat(setting("fsync")).isEqualTo("on");
    assertThat(setting("synchronous_commit")).isEqualTo("on");
    assertThat(setting("full_page_writes")).isEqualTo("on");
    assertThat(setting("data_checksums")).isEqualTo("on");
  }

  @Test
  void theLocksOfANodeThatVanishesInATransactionAreGoneBeforeItIsTakenForDead() {
    assertThat(setting("idle_in_transaction_session_timeout")).isEqualTo("10s");
    assertThat(setting("tcp_user_timeout")).isIn("10s", "10000");
  }

  @Test
  void aGivenDatabaseIsSharedWithOtherNodes() {
    try (Database other =
        Database.open(DATABASE.config(), EmbeddedCluster.shared().dataDirectory())) {
      assertThat(other.ownsDataDirectory()).isFalse();
      assertThat(other.<Integer, RuntimeException>withHandle(DatabaseTest::one)).isOne();
    }
  }

  @Test
  void aServerTooOldIsRefusedWithASentence() {
    Database.refuseOld(15);

    assertThatThrownBy(() -> Database.refuseOld(14))
        .isInstanceOf(StartFailure.class)
        .hasMessage("The database is PostgreSQL 14; Placemill needs 15 or newer.");
  }

  private static int one(Handle handle) {
    return handle.createQuery("SELECT 1").mapTo(Integer.class).one();
  }

  private int notes() {
    return database.withHandle(
        handle -> handle.createQuery("SELECT count(*) FROM note").mapTo(Integer.class).one());
  }

  private String setting(String name) {
    return database.withHandle(handle ->
        handle
            .createQuery("SELECT current_setting(:name)")
            .bind("name", name)
            .mapTo(String.class)
            .one());
  }
}
