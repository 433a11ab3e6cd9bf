package dev.placemill.server.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartFailureTest {
  @TempDir Path directory;

  @Test
  void aFileInPlaceOfTheDataDirectoryIsToldInASentence() throws IOException {
    Path file = Files.writeString(directory.resolve("data"), "in the way");

    assertThatThrownBy(() -> Database.open(DatabaseConfig.embedded(2), file))
        .isInstanceOf(StartFailure.class)
        .hasMessageStartingWith(file + " cannot be used as a directory");
  }

  @Test
  void aReadOnlyDataDirectoryIsToldInASentence() throws IOException {
    assumeThat(RunAs.isRoot()).as("root may write everywhere").isFalse();
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("r-xr-xr-x"));

    assertThatThrownBy(() -> Database.open(DatabaseConfig.embedded(2), directory))
        .isInstanceOf(StartFailure.class)
        .hasMessage(
            "The directory " + directory + " is not writable for this user; choose another one.");
  }

  @Test
  void aFullDiskIsRecognisedWhoeverComplains() {
    assertThat(StartFailure.of(directory, new IOException("No space left on device")))
        .hasMessage(
            "The disk that holds " + directory + " is full; free some space and start again.");
    assertThat(
            StartFailure.isDiskFull(
                "initdb: error: could not write file \"x\": No space left on device"))
        .isTrue();
    assertThat(StartFailure.isDiskFull("FATAL: something else")).isFalse();
  }

  @Test
  void aServerThatDoesNotAnswerIsToldWithoutItsPassword() {
    DatabaseConfig config =
        new DatabaseConfig(
            "jdbc:postgresql://127.0.0.1:1/none?password=hidden",
            "me",
            "hidden too",
            2,
            Duration.ofSeconds(5));

    assertThatThrownBy(() -> Database.open(config, directory))
        .isInstanceOf(StartFailure.class)
        .hasMessageStartingWith("The database at jdbc:postgresql://127.0.0.1:1/none does not let")
        .hasMessageNotContaining("hidden");
    assertThat(config).asString().doesNotContain("hidden");
  }

  @Test
  void aDatabaseThatForgetsInAPowerCutIsRefused() {
    DatabaseConfig config = EmbeddedCluster.shared().emptyDatabase(2);
    try {
      try (Database open = Database.open(config, directory)) {
        String name = Objects.requireNonNull(config.url()).replaceFirst(".*/", "");
        open.useHandle(
            handle -> handle.execute("ALTER DATABASE " + name + " SET synchronous_commit = off"));
      }

      assertThatThrownBy(() -> Database.open(config, directory))
          .isInstanceOf(StartFailure.class)
          .hasMessageContaining("synchronous_commit = off")
          .hasMessageContaining("set it to on");
    } finally {
      EmbeddedCluster.shared().drop(config);
    }
  }
}
