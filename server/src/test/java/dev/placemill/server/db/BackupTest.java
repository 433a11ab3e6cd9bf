package dev.placemill.server.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// One backup of a running database, and what must not be taken for one. `BackupUnderLoadTest` is
/// the whole way, with a server at work.
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class BackupTest {
  private static final DatabaseConfig CONFIG = DatabaseConfig.embedded(2);

  @TempDir private static Path directory = Path.of("");
  private static Path backup = Path.of("");

  @BeforeAll
  static void takeABackup() {
    // PostgreSQL runs as another user when we are root, and must be able to enter.
    assertThat(directory.toFile().setExecutable(true, false)).isTrue();
    backup = directory.resolve("backup");
    try (Database database = Database.open(CONFIG, directory.resolve("data"))) {
      Notes.add(database, "before");
      Backup.Summary summary = Backup.take(CONFIG, directory.resolve("data"), backup);
      Notes.add(database, "after");

      assertThat(summary.files()).isGreaterThan(500);
      assertThat(slots(database)).as("what kept the log for the backup").isZero();
    }
  }

  private static int slots(Database database) {
    return database.withHandle(handle ->
        handle.createQuery("SELECT count(*) FROM pg_replication_slots").mapTo(Integer.class).one());
  }

  @Test
  void aRestoredBackupHasWhatWasCommittedBeforeIt() {
    Path restored = directory.resolve("restored");
    Restore.run(CONFIG, backup, restored);

    try (Database database = Database.open(CONFIG, restored)) {
      assertThat(Notes.take(database)).containsExactly("before");
    }
    assertThatThrownBy(() -> Restore.run(CONFIG, backup, restored))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("has a database already");
  }

  @Test
  void nobodyButItsOwnerMayReadABackup() throws IOException {
    try (Stream<Path> files = Files.walk(backup)) {
      assertThat(files)
          .allSatisfy(file ->
              assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                  .endsWith("------"));
    }
  }

  @Test
  void aBackupOfADatabaseThatNobodyRunsIsMadeToo() {
    Path stopped = directory.resolve("stopped");
    try (Database database = Database.open(CONFIG, stopped)) {
      Notes.add(database, "kept");
    }
    Backup.take(CONFIG, stopped, directory.resolve("of-stopped"));
    Path restored = directory.resolve("from-stopped");
    Restore.run(CONFIG, directory.resolve("of-stopped"), restored);

    try (Database database = Database.open(CONFIG, restored)) {
      assertThat(Notes.take(database)).containsExactly("kept");
    }
  }

  @Test
  void whatIsNoWholeBackupIsRefusedAndNothingIsRestored() throws IOException {
    Path foreign = Files.createDirectory(directory.resolve("foreign"));
    refused(foreign, "is not a whole backup");
    Files.writeString(foreign.resolve("contents.txt"), "1 apple\n2 pears\n");
    refused(foreign, "is not a whole backup");

    List<String> lines = Files.readAllLines(backup.resolve("contents.txt"));
    Path other = Files.createDirectory(directory.resolve("other"));
    Files.write(other.resolve("contents.txt"), lines.subList(0, 40));
    refused(other, "is not a whole backup");
    Files.write(other.resolve("contents.txt"), lines);
    refused(other, "is damaged: its file data/");
    Files.writeString(
        other.resolve("contents.txt"),
        "placemill-backup 1 postgres 18\n00000000 0 ../../outside\nend\n");
    refused(other, "is not a whole backup");
    Files.writeString(other.resolve("contents.txt"), "placemill-backup 1 postgres 17\nend\n");
    refused(other, "is of PostgreSQL 17 and this Placemill brings 18");
  }

  @Test
  void aFileThatWasCutOffIsNoticed() throws IOException {
    Path version = backup.resolve("data/PG_VERSION");
    byte[] whole = Files.readAllBytes(version);
    try {
      Files.writeString(version, "1");
      refused(backup, "its file data/PG_VERSION is not what was backed up");
    } finally {
      Files.write(version, whole);
    }
  }

  private static void refused(Path from, String sentence) {
    Path into = directory.resolve("refused");
    assertThatThrownBy(() -> Restore.run(CONFIG, from, into))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining(sentence);
    assertThat(into.resolve("postgres/data")).doesNotExist();
    assertThat(into.resolve("postgres/data.new")).doesNotExist();
  }

  @Test
  void aBackupGoesNowhereElseThanIntoADirectoryOfItsOwn() {
    Path data = directory.resolve("data");
    assertThatThrownBy(() -> Backup.take(CONFIG, data, backup))
        .isInstanceOf(StartFailure.class)
        .hasMessage(backup + " is not empty; a backup needs a directory of its own.");
    assertThatThrownBy(() -> Backup.take(CONFIG, data, data.resolve("postgres/backup")))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("inside of what is backed up");
    var given =
        new DatabaseConfig("jdbc:postgresql://db/places", null, null, 2, Duration.ofSeconds(5));
    assertThatThrownBy(() -> Backup.take(given, data, directory.resolve("none")))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("pg_dump");
    assertThatThrownBy(() -> Restore.run(given, backup, data))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("database.url");
  }
}
