package dev.placemill.server.cli;

import dev.placemill.library.DataDirectory;
import dev.placemill.terminal.Terminal;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which data directory a command works on.
final class DataOption {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = {
        "Data directory. Default: the variable PLACEMILL_DATA, else $XDG_DATA_HOME/placemill,",
        "else ~/.local/share/placemill."
      })
  private @Nullable Path given;

  Path directory(Terminal terminal) {
    return DataDirectory.of(given, terminal.environment());
  }

  /// What to add to a command line so that it means the same directory.
  String asTyped() {
    return given == null ? "" : " --data " + given;
  }
}
