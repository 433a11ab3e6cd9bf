package dev.placemill.reference;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Held by whoever changes the datasets of a reference directory, in this process or another. It
/// ends with its process, so a killed import locks nobody out.
record ImportLock(FileChannel channel, FileLock lock) implements AutoCloseable {
  private static final String FILE_NAME = "import.lock";

  /// @throws ImportRefused if somebody holds it
  static ImportLock take(Path referenceDirectory) throws IOException {
    Files.createDirectories(referenceDirectory);
    FileChannel channel =
        FileChannel.open(
            referenceDirectory.resolve(FILE_NAME),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE);
    FileLock lock = null;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException _) {
      // Held by this process.
    } finally {
      if (lock == null) {
        channel.close();
      }
    }
    if (lock == null) {
      throw new ImportRefused(
          "another import into %s is running; try again when it has ended"
              .formatted(referenceDirectory));
    }
    return new ImportLock(channel, lock);
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      lock.release();
    }
  }
}
