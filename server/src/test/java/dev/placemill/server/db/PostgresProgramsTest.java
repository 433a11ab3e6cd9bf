package dev.placemill.server.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresProgramsTest {
  @TempDir static Path cache;
  @TempDir Path other;

  @Test
  void severalWhoUnpackAtOnceGetOneWholeCopyAndATornOneIsReplaced() throws IOException {
    PostgresPrograms programs = unpackTwiceAtOnce();
    Path postgres = Path.of(programs.program("postgres"));
    assertThat(postgres).isExecutable();
    assertThat(programs.majorVersion()).isEqualTo(18);

    Files.writeString(postgres, "torn");
    PostgresPrograms again = PostgresPrograms.in(List.of(cache), Platform.current());

    assertThat(again.home()).isEqualTo(programs.home());
    assertThat(Files.size(postgres)).isGreaterThan(1_000_000);
  }

  @Test
  void thatNoneOfThePlacesCanBeWrittenToIsToldInASentence() throws IOException {
    Path file = Files.writeString(other.resolve("file"), "in the way");

    assertThatThrownBy(() -> PostgresPrograms.in(List.of(file), Platform.current()))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("cannot be used as a directory");
  }

  @Test
  void aMachineWithoutProgramsIsToldToBringAServer() {
    assertThatThrownBy(() -> Platform.of("Windows 11", "amd64"))
        .isInstanceOf(StartFailure.class)
        .hasMessageStartingWith("No PostgreSQL comes along for Windows 11 on amd64")
        .hasMessageContaining("PLACEMILL_DATABASE_URL");
    assertThat(Platform.of("Mac OS X", "aarch64")).isEqualTo(Platform.MACOS_ARM64);
    assertThat(Platform.of("Linux", "aarch64")).isEqualTo(Platform.LINUX_ARM64);
  }

  private static PostgresPrograms unpackTwiceAtOnce() {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var first =
          CompletableFuture.supplyAsync(
              () -> PostgresPrograms.in(List.of(cache), Platform.current()), threads);
      var second =
          CompletableFuture.supplyAsync(
              () -> PostgresPrograms.in(List.of(cache), Platform.current()), threads);
      assertThat(first.join()).isEqualTo(second.join());
      return first.join();
    }
  }
}
