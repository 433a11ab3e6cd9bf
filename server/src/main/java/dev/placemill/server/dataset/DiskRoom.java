package dev.placemill.server.dataset;

import dev.placemill.server.http.ApiException;
import dev.placemill.server.http.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// What is free on a disk, of which the database beside it must not come to be short.
record DiskRoom(FileStore disk) {
  private static final long LEFT_FREE = 256L << 20;

  static DiskRoom of(Path directory) {
    try {
      return new DiskRoom(Files.getFileStore(directory));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// @throws ApiException with 507 if so many bytes more would leave too little
  void require(long bytes) {
    long free = free();
    if (free - bytes < LEFT_FREE) {
      throw new ApiException(
          ErrorCode.STORAGE_FULL,
          String.format(
              Locale.ROOT,
              "There are %,d bytes free where this server keeps its data, of which %,d have to stay"
                  + " free; no dataset was changed. Make room, then import the file again.",
              free,
              LEFT_FREE));
    }
  }

  private long free() {
    try {
      return disk.getUsableSpace();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
