package dev.placemill.server.db;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/// Unpacks a `.tar.xz` with its links; everybody may read and only the owner may write what it
/// makes, whatever the umask, so that PostgreSQL may run as another user than the one who unpacked.
final class TarXz {
  private static final Set<PosixFilePermission> READABLE =
      PosixFilePermissions.fromString("rw-r--r--");
  private static final Set<PosixFilePermission> EXECUTABLE =
      PosixFilePermissions.fromString("rwxr-xr-x");

  private TarXz() {}

  static void unpack(InputStream in, Path directory) throws IOException {
    Files.createDirectories(directory);
    Files.setPosixFilePermissions(directory, EXECUTABLE);
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(in)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        unpack(tar, entry, directory);
      }
    }
  }

  private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path directory)
      throws IOException {
    Path path = directory.resolve(entry.getName()).normalize();
    if (!path.startsWith(directory)) {
      throw new IOException("the archive holds a path outside of itself: " + entry.getName());
    }
    if (entry.isDirectory()) {
      makeDirectories(directory, path);
      return;
    }
    makeDirectories(directory, path.resolveSibling("."));
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
    } else if (entry.isLink()) {
      Files.copy(directory.resolve(entry.getLinkName()).normalize(), path);
    } else {
      Files.copy(tar, path);
      boolean runs = (entry.getMode() & 0b001_000_000) != 0;
      Files.setPosixFilePermissions(path, EnumSet.copyOf(runs ? EXECUTABLE : READABLE));
    }
  }

  private static void makeDirectories(Path top, Path directory) throws IOException {
    Path step = top;
    for (Path name : top.relativize(directory.normalize())) {
      step = step.resolve(name);
      if (!Files.isDirectory(step)) {
        Files.createDirectory(step);
        Files.setPosixFilePermissions(step, EXECUTABLE);
      }
    }
  }
}
