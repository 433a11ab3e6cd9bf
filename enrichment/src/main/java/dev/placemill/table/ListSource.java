package dev.placemill.table;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where the bytes of a list are, which are read from front to back several times.
///
/// @param name how it is called in a sentence: a path, or "The body"
/// @param bytes how many there are
public record ListSource(String name, long bytes, Opening opening) {
  /// Begins to read from the front.
  @FunctionalInterface
  public interface Opening {
    InputStream open() throws IOException;
  }

  /// @throws UnusableList when there is no such file, or it may not be read
  public static ListSource of(Path path) {
    if (Files.isDirectory(path)) {
      throw new UnusableList("%s is a directory, not a CSV file.".formatted(path));
    }
    if (!Files.exists(path)) {
      throw new UnusableList("There is no file %s.".formatted(path));
    }
    if (!Files.isReadable(path)) {
      throw new UnusableList("%s may not be read by you.".formatted(path));
    }
    return new ListSource(
        path.toString(), path.toFile().length(), () -> Files.newInputStream(path));
  }

  /// A list that is in memory.
  public static ListSource of(String name, byte[] bytes) {
    return new ListSource(name, bytes.length, () -> new ByteArrayInputStream(bytes));
  }

  /// Begins to read from the front.
  public InputStream open() throws IOException {
    return opening.open();
  }
}
