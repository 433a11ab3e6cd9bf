package dev.placemill.server.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.placemill.config.CacheDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// All tests work on one data directory, one after the other: it must survive every one of them.
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class EmbeddedPostgresTest {
  private static final DatabaseConfig CONFIG = DatabaseConfig.embedded(2);

  @TempDir static Path data;

  @Test
  void whatWasWrittenIsThereAfterAStopAndAStart() {
    try (Database database = Database.open(CONFIG, data)) {
      Notes.add(database, "kept");
      assertThat(database.ownsDataDirectory()).isTrue();
    }
    assertThat(connectionFile()).doesNotExist();

    assertThat(notesAfterStart()).containsExactly("kept");
  }

  @Test
  void whatIsCommittedIsOnTheDisk() {
    try (Database database = Database.open(CONFIG, data)) {
      for (String setting : List.of("fsync", "full_page_writes", "synchronous_commit")) {
        assertThat(
                database.<String, RuntimeException>withHandle(handle ->
                    handle
                        .createQuery("SELECT current_setting(:setting)")
                        .bind("setting", setting)
                        .mapTo(String.class)
                        .one()))
            .as(setting)
            .isEqualTo("on");
      }
    }
  }

  @Test
  void aSecondServerOnTheSameDataDirectoryIsRefusedWithASentence() throws IOException {
    try (Database _ = Database.open(CONFIG, data);
        ServerProcess second = ServerProcess.start("serve", data)) {
      String sentence =
          "The data directory %s is in use by another Placemill (process %d); stop that one or choose another directory."
              .formatted(data.toRealPath(), ProcessHandle.current().pid());

      assertThat(second.answer()).isEqualTo(sentence);
      assertThatThrownBy(() -> Database.open(CONFIG, data))
          .isInstanceOf(DataDirectoryInUse.class)
          .hasMessage(sentence);
    }
  }

  @Test
  void aCommandInAnotherProcessUsesTheDatabaseOfTheRunningServer() throws IOException {
    try (Database server = Database.open(CONFIG, data)) {
      assertThat(Files.getPosixFilePermissions(connectionFile()))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
      try (ServerProcess command = ServerProcess.start("attach", data)) {
        assertThat(command.answer()).isEqualTo("attached");
      }
      assertThat(Notes.take(server)).containsExactly("attach");
    }
  }

  @Test
  void aCommandWithoutARunningServerStartsTheDatabaseForItself() throws IOException {
    try (ServerProcess command = ServerProcess.start("attach", data)) {
      assertThat(command.answer()).isEqualTo("owns");
      assertThat(connectionFile()).doesNotExist();
    }
    assertThat(notesAfterStart()).containsExactly("attach");
  }

  @Test
  void aKilledPostgresIsStartedAgainUnderTheRunningServer() {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(data)) {
      long before = postgres.pid();
      ProcessHandle killed = ProcessHandle.of(before).orElseThrow();
      killed.destroyForcibly();
      killed.onExit().join();

      while (postgres.credentials().refusal() != null) {
        Thread.onSpinWait();
      }
      assertThat(postgres.pid()).isNotEqualTo(before);
    }
  }

  @Test
  void aKilledServerLosesNothing() throws IOException {
    ServerProcess server = ServerProcess.start("serve", data);
    assertThat(server.answer()).isEqualTo("owns");
    server.kill();

    assertThat(notesAfterStart()).containsExactly("serve");
  }

  @Test
  void aServerKilledTogetherWithItsPostgresLosesNothing() throws IOException {
    ServerProcess server = ServerProcess.start("serve", data);
    long postgres = pidInFile();
    ProcessHandle.of(server.pid()).orElseThrow().destroyForcibly();
    ProcessHandle.of(postgres).ifPresent(ProcessHandle::destroyForcibly);
    server.kill();

    assertThat(notesAfterStart()).containsExactly("serve");
  }

  @Test
  void anOrphanedPostgresIsStoppedFirst() throws IOException {
    Database.open(CONFIG, data).close();
    Process orphan = postgresWithoutAServer();
    while (!Files.exists(pidFile())) {
      Thread.onSpinWait();
    }

    assertThat(notesAfterStart()).isEmpty();
    assertThat(orphan.onExit().join().isAlive()).isFalse();
  }

  @Test
  void aStalePidFileOfAReusedProcessIdIsNoObstacle() throws IOException {
    Database.open(CONFIG, data).close();
    Files.writeString(
        pidFile(), ProcessHandle.current().pid() + "\n" + pidFile().getParent() + "\n");

    assertThat(notesAfterStart()).isEmpty();
  }

  @Test
  void aLeftoverConnectionFileOfAKilledServerDoesNotMislead() throws IOException {
    Database.open(CONFIG, data).close();
    new ConnectionFile(connectionFile())
        .write(new Credentials("jdbc:postgresql://127.0.0.1:1/postgres", "placemill", "stale"));

    try (Database database = Database.attachOrOpen(CONFIG, data)) {
      assertThat(database.ownsDataDirectory()).isTrue();
    }
  }

  @Test
  void dataOfAnotherMajorVersionIsRefusedWithASentence() throws IOException {
    Database.open(CONFIG, data).close();
    Path versionFile = pidFile().resolveSibling("PG_VERSION");
    String version = Files.readString(versionFile);
    Files.writeString(versionFile, "12\n");
    try {
      assertThatThrownBy(() -> Database.open(CONFIG, data))
          .isInstanceOf(StartFailure.class)
          .hasMessageContaining("was written by PostgreSQL 12 and this Placemill brings 18")
          .hasMessageContaining("docs/how-to/backup-and-upgrade.md");
    } finally {
      Files.writeString(versionFile, version);
    }
  }

  @Test
  void aClusterThatCannotStartSaysWhatItsLogSays() throws IOException {
    Database.open(CONFIG, data).close();
    Path configuration = pidFile().resolveSibling("postgresql.conf");
    String text = Files.readString(configuration);
    Files.writeString(configuration, "no_such_setting = 1\n");
    try {
      assertThatThrownBy(() -> Database.open(CONFIG, data))
          .isInstanceOf(StartFailure.class)
          .hasMessageStartingWith("PostgreSQL ended while starting")
          .hasMessageContaining("no_such_setting");
    } finally {
      Files.writeString(configuration, text);
    }
  }

  private static List<String> notesAfterStart() {
    try (Database database = Database.open(CONFIG, data)) {
      database.useHandle(
          handle -> handle.execute("CREATE TABLE IF NOT EXISTS note (words text NOT NULL)"));
      return Notes.take(database);
    }
  }

  private static Process postgresWithoutAServer() throws IOException {
    Path cluster = data.resolve("postgres/data");
    RunAs runAs = RunAs.choose(Platform.current(), cluster);
    List<String> command = new ArrayList<>(List.of("setsid"));
    command.addAll(runAs.prefix());
    PostgresPrograms programs =
        PostgresPrograms.in(List.of(CacheDirectory.find().orElseThrow()), Platform.current());
    command.addAll(List.of(programs.program("postgres"), "-D", cluster.toString()));
    command.addAll(List.of("-c", "listen_addresses=", "-c", "unix_socket_directories="));
    return Command.prepare(command)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static long pidInFile() throws IOException {
    return Long.parseLong(Files.readAllLines(pidFile()).getFirst());
  }

  private static Path pidFile() {
    return data.resolve("postgres/data/postmaster.pid");
  }

  private static Path connectionFile() {
    return data.resolve("postgres/connection.properties");
  }
}
