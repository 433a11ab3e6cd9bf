package dev.placemill.reference;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A file or an index that cannot be read as what it should be. The message is one sentence for
/// people that names the file and what is wrong with it.
public final class UnreadableDataset extends RuntimeException {
  UnreadableDataset(Path file, String problem) {
    this(file, problem, null);
  }

  UnreadableDataset(Path file, String problem, @Nullable Throwable cause) {
    super(file + " " + problem, cause);
  }
}
