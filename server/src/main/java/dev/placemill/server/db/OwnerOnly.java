package dev.placemill.server.db;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.zip.CRC32C;

/// Files that nobody but their owner may read, never even for a moment.
final class OwnerOnly {
  static final Set<PosixFilePermission> DIRECTORY_PERMISSIONS =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> FILE_PERMISSIONS =
      PosixFilePermissions.fromString("rw-------");

  private OwnerOnly() {}

  /// What was copied.
  ///
  /// @param crc its CRC-32C
  record Copied(int crc, long size) {}

  /// Copies all there is into a new file; on the disk when this returns.
  static Copied copy(InputStream in, Path file) throws IOException {
    var crc = new CRC32C();
    long size = 0;
    byte[] block = new byte[1 << 16];
    try (FileChannel out =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(FILE_PERMISSIONS))) {
      for (int n = in.read(block); n >= 0; n = in.read(block)) {
        crc.update(block, 0, n);
        size += n;
        for (ByteBuffer left = ByteBuffer.wrap(block, 0, n); left.hasRemaining(); ) {
          out.write(left);
        }
      }
      out.force(true);
    }
    return new Copied((int) crc.getValue(), size);
  }

  /// Makes a directory and what is missing of those above it.
  static void createDirectories(Path directory) throws IOException {
    Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(DIRECTORY_PERMISSIONS));
  }

  /// Writes a whole file or none.
  static void write(Path file, String text) throws IOException {
    Path unfinished = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(unfinished);
    Files.createFile(unfinished, PosixFilePermissions.asFileAttribute(FILE_PERMISSIONS));
    Files.writeString(unfinished, text);
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
