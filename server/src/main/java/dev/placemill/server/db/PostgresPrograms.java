package dev.placemill.server.db;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// PostgreSQL's programs, unpacked on this machine.
///
/// They are unpacked once into a directory named after the archive's checksum, under a lock, beside
/// their place and then renamed, with a note of their size: a torn copy is noticed and replaced.
record PostgresPrograms(Path home, int majorVersion) {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresPrograms.class);
  private static final Pattern VERSION = Pattern.compile("# PostgreSQL (\\d+)");
  private static final String DONE = ".ok";

  /// The programs below the first of the directories that can be written to.
  static PostgresPrograms in(List<Path> directories, Platform platform) {
    List<StartFailure> refusals = new ArrayList<>();
    for (Path directory : directories) {
      try {
        return in(directory, platform);
      } catch (IOException e) {
        refusals.add(StartFailure.of(directory, e));
      }
    }
    throw refusals.getLast();
  }

  String program(String name) {
    return home.resolve("bin").resolve(name).toString();
  }

  private static PostgresPrograms in(Path directory, Platform platform) throws IOException {
    URL archive = PostgresPrograms.class.getResource("/" + platform.archive());
    if (archive == null) {
      throw Platform.noPrograms(
          System.getProperty("os.name")
              + " on "
              + System.getProperty("os.arch")
              + " in this build");
    }
    Files.createDirectories(directory);
    Path home = directory.resolve("postgres-" + checksum(archive));
    if (!isWhole(home)) {
      unpackUnderLock(archive, directory, home);
    }
    return new PostgresPrograms(home, majorVersion(home));
  }

  private static synchronized void unpackUnderLock(URL archive, Path directory, Path home)
      throws IOException {
    Path lockFile = directory.resolve("unpack.lock");
    try (FileChannel channel =
            FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var _ = channel.lock()) {
      if (isWhole(home)) {
        return;
      }
      LOG.info("Unpacking PostgreSQL to {}", home);
      FileTree.delete(home);
      Path torn = home.resolveSibling(home.getFileName() + ".unpacking");
      FileTree.delete(torn);
      try (InputStream in = archive.openStream()) {
        TarXz.unpack(in, torn);
      }
      Files.writeString(torn.resolve(DONE), Long.toString(sizeOfFiles(torn)));
      Files.move(torn, home);
    }
  }

  private static boolean isWhole(Path home) throws IOException {
    Path done = home.resolve(DONE);
    return Files.exists(done)
        && Files.readString(done).strip().equals(Long.toString(sizeOfFiles(home)));
  }

  private static long sizeOfFiles(Path home) throws IOException {
    Path done = home.resolve(DONE);
    try (Stream<Path> files = Files.walk(home)) {
      return files
          .filter(path -> Files.isRegularFile(path) && !path.equals(done))
          .mapToLong(path -> path.toFile().length())
          .sum();
    }
  }

  /// The checksum the jar already carries; read anew only where the archive is no jar entry.
  private static String checksum(URL archive) throws IOException {
    if (archive.openConnection() instanceof JarURLConnection jar) {
      return HexFormat.of().toHexDigits((int) jar.getJarEntry().getCrc());
    }
    CRC32 crc = new CRC32();
    try (InputStream in = archive.openStream()) {
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        crc.update(buffer, 0, n);
      }
    }
    return HexFormat.of().toHexDigits((int) crc.getValue());
  }

  private static int majorVersion(Path home) throws IOException {
    Path catalog = home.resolve("share/postgresql/postgres.bki");
    try (Stream<String> lines = Files.lines(catalog)) {
      Matcher matcher = VERSION.matcher(lines.findFirst().orElse(""));
      if (!matcher.matches()) {
        throw new IOException("no version in " + catalog);
      }
      return Integer.parseInt(matcher.group(1));
    }
  }
}
