package dev.placemill.terminal;

import dev.placemill.table.UnusableList;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/// What a command says when it fails: a sentence, and where it came from only if that was asked
/// for.
public final class Trouble {
  private Trouble() {}

  /// Says why a command failed.
  ///
  /// @param verbose whether to say where in the program, too
  /// @return its exit code
  public static int tell(Terminal terminal, Exception problem, boolean verbose) {
    terminal.message(
        "placemill: "
            + switch (problem) {
              case CommandFailure known -> sentence(String.valueOf(known.getMessage()));
              case UnusableList known -> sentence(String.valueOf(known.getMessage()));
              case UncheckedIOException io -> ofFile(io.getCause());
              case IOException io -> ofFile(io);
              default ->
                  "Something went wrong that should not: %s.%s"
                      .formatted(problem, verbose ? "" : " Run again with --verbose for more.");
            });
    if (verbose) {
      problem.printStackTrace(terminal.err());
    }
    return problem instanceof CommandFailure known ? known.exitCode() : ExitCode.ERROR;
  }

  private static String ofFile(@Nullable Exception problem) {
    if (problem instanceof FileSystemException file && file.getFile() != null) {
      return "%s: %s.".formatted(file.getFile(), reason(file));
    }
    if (problem != null && String.valueOf(problem.getMessage()).contains("No space left")) {
      return "The disk is full; free some space and run the same command again.";
    }
    return problem == null || problem.getMessage() == null
        ? "A file could not be read or written."
        : sentence(problem.getMessage());
  }

  private static String reason(FileSystemException problem) {
    return switch (problem) {
      case NoSuchFileException _ -> "there is no such file or directory";
      case AccessDeniedException _ -> "you may not read or write it";
      case FileAlreadyExistsException _ -> "a file is in the way";
      default ->
          problem.getReason() == null ? problem.getClass().getSimpleName() : problem.getReason();
    };
  }

  /// With its full stop.
  public static String sentence(String text) {
    return text.endsWith(".") || text.endsWith("?") ? text : text + ".";
  }
}
