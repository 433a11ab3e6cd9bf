package dev.placemill.reference.file;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A file that cannot be read as what it should be. The message is one sentence for people that
/// names the file and what is wrong with it.
public final class UnreadableFile extends RuntimeException {
  UnreadableFile(Path file, String problem) {
    this(file, problem, null);
  }

  UnreadableFile(Path file, String problem, @Nullable Throwable cause) {
    super(file + " " + problem, cause);
  }
}
