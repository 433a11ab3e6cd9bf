package dev.placemill.server.dataset;

import dev.placemill.server.http.ApiException;
import dev.placemill.server.http.ErrorCode;
import dev.placemill.server.http.Request;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Optional;

/// Files that clients send, on disk from their first byte to the end of their import. Nobody but
/// the server's own user may read them.
final class SentFiles {
  private static final String SUFFIX = ".sent";
  private static final int BLOCK = 1 << 20;

  private final Path directory;
  private final long maxBytes;

  SentFiles(Path directory, long maxBytes) {
    this.directory = directory;
    this.maxBytes = maxBytes;
  }

  /// Whether there may be files that an earlier server left.
  boolean haveBeen() {
    return Files.isDirectory(directory);
  }

  /// Deletes what an earlier server left. Nobody may be importing here.
  void deleteLeftovers() throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
      for (Path file : files) {
        Files.delete(file);
      }
    } catch (NoSuchFileException _) {
      // Nothing was ever sent.
    }
  }

  /// Takes the body of a request to its end.
  ///
  /// @param id of the import, which nobody else has
  /// @param name how the client calls the file
  FileAtHand take(Request request, String id, String name) {
    Optional<Long> declared = declared(request);
    InputStream body =
        request.bodyUpTo(
            maxBytes,
            "whoever runs this server can raise %s, or import the file from its own disk"
                .formatted(DatasetConfig.MAX_UPLOAD));
    var file = new FileAtHand(newFile(id), name, true);
    boolean complete = false;
    try (body) {
      DiskRoom room = DiskRoom.of(directory);
      room.require(declared.orElse(0L));
      long received = copy(body, file.path(), room);
      if (declared.isPresent() && declared.get() != received) {
        throw cutOff(received);
      }
      complete = true;
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      if (!complete) {
        file.close();
      }
    }
  }

  /// How many bytes are to come, where the client says so of them as they are.
  private static Optional<Long> declared(Request request) {
    boolean isPlain =
        request
            .findHeader("Content-Encoding")
            .filter(coding -> !coding.equals("identity"))
            .isEmpty();
    return request
        .findHeader("Content-Length")
        .filter(length -> isPlain && length.matches("[0-9]{1,18}"))
        .map(Long::valueOf);
  }

  private Path newFile(String id) {
    try {
      boolean isPosix = directory.getFileSystem().supportedFileAttributeViews().contains("posix");
      Files.createDirectories(directory, ownerOnly(isPosix, "rwx------"));
      return Files.createFile(directory.resolve(id + SUFFIX), ownerOnly(isPosix, "rw-------"));
    } catch (IOException e) {
      throw cannotWrite(e);
    }
  }

  private static FileAttribute<?>[] ownerOnly(boolean isPosix, String permissions) {
    return isPosix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  private static long copy(InputStream body, Path file, DiskRoom room) throws IOException {
    byte[] block = new byte[BLOCK];
    long received = 0;
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int n = next(body, block, received); n > 0; n = next(body, block, received)) {
        room.require(n);
        try {
          out.write(block, 0, n);
        } catch (IOException e) {
          throw cannotWrite(e);
        }
        received += n;
      }
    }
    return received;
  }

  /// Fills the block as far as there is something to fill it with.
  private static int next(InputStream body, byte[] block, long before) {
    try {
      return body.readNBytes(block, 0, block.length);
    } catch (ApiException e) {
      throw e;
    } catch (IOException | RuntimeException _) {
      // The web server has exceptions of its own for a client that is gone.
      throw cutOff(before);
    }
  }

  private static ApiException cutOff(long received) {
    return new ApiException(
        ErrorCode.UNREADABLE_FILE,
        String.format(
            Locale.ROOT,
            "The body broke off after about %,d bytes; send the file again.",
            received));
  }

  private static ApiException cannotWrite(IOException e) {
    return new ApiException(
        ErrorCode.STORAGE_FULL,
        "The file cannot be kept where this server has its data: %s; no dataset was changed."
            .formatted(e.getMessage()));
  }
}
