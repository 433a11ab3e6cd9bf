package dev.placemill.server.dataset;

import dev.placemill.server.http.ApiException;
import dev.placemill.server.http.ErrorCode;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The files of this server that may be imported by their path: those below one directory, and no
/// other, whatever a path or a link says.
final class ImportDirectory {
  private final @Nullable Path directory;

  /// @param directory null when nothing may be imported by its path
  ImportDirectory(@Nullable Path directory) {
    this.directory = directory == null ? null : directory.normalize();
  }

  boolean isOpen() {
    return directory != null;
  }

  /// @param path below the directory
  FileAtHand file(String path, String name) {
    if (directory == null) {
      throw notAllowed(
          "This server imports no files by their path, since its setting %s is not set; send the file"
              + " itself.");
    }
    Path within = directory.resolve(pathOf(path)).normalize();
    if (!within.startsWith(directory)) {
      throw outside();
    }
    try {
      Path real = within.toRealPath();
      if (!real.startsWith(directory.toRealPath())) {
        throw outside();
      }
      return new FileAtHand(real, name, false);
    } catch (IOException _) {
      throw new ApiException(
          ErrorCode.UNREADABLE_FILE,
          "There is no file \"%s\" below the directory of %s."
              .formatted(path, DatasetConfig.IMPORT_DIRECTORY));
    }
  }

  private static Path pathOf(String path) {
    try {
      return Path.of(path);
    } catch (InvalidPathException _) {
      throw new ApiException(
          ErrorCode.UNREADABLE_FILE, "\"%s\" is no path on this server.".formatted(path));
    }
  }

  private static ApiException outside() {
    return notAllowed(
        "The path leads out of the directory of %s; only what is below that can be imported.");
  }

  private static ApiException notAllowed(String sentence) {
    return new ApiException(
        ErrorCode.IMPORT_NOT_ALLOWED, sentence.formatted(DatasetConfig.IMPORT_DIRECTORY));
  }
}
