package dev.placemill.server.cli;

import dev.placemill.terminal.CommandFailure;
import java.nio.file.Files;
import java.nio.file.Path;

/// The file a command writes. It is written beside its final place and then put there, so what
/// stands there must be nothing or an ordinary file: a device would be replaced.
final class OutputFile {
  private OutputFile() {}

  /// Refuses before any work is done what could not be written after it.
  static void requireUsable(Path output) {
    if (Files.isDirectory(output)) {
      throw new CommandFailure("%s is a directory; name a file.".formatted(output));
    }
    if (Files.exists(output) && !Files.isRegularFile(output)) {
      throw new CommandFailure("%s is not an ordinary file; name one.".formatted(output));
    }
    Path directory = output.toAbsolutePath().getParent();
    if (directory == null || !Files.isDirectory(directory)) {
      throw new CommandFailure("There is no directory %s to write to.".formatted(directory));
    }
    if (!Files.isWritable(directory)) {
      throw new CommandFailure("You may not write to the directory %s.".formatted(directory));
    }
  }
}
