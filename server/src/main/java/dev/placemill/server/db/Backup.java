package dev.placemill.server.db;

import dev.placemill.server.db.BackupContents.Entry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/// Copies the embedded database while it is being written to. PostgreSQL is told when the copy
/// begins and ends and says which of its log makes one state of the files, which were copied at
/// different moments; that state is the one of the end. The programs that would do this for us are
/// not among those that come along.
public final class Backup {
  static final String DATA = "data/";
  static final String PASSWORD = "password";
  private static final String LOG = "pg_wal";
  private static final String CONTROL = "global/pg_control";

  /// Directories whose contents are of the running server alone.
  private static final Set<String> EMPTY =
      Set.of(
          LOG,
          "pg_dynshmem",
          "pg_notify",
          "pg_replslot",
          "pg_serial",
          "pg_snapshots",
          "pg_stat_tmp",
          "pg_subtrans");

  private static final Pattern LEFT_OUT =
      Pattern.compile(
          "postmaster\\.(pid|opts)|current_logfiles|backup_label.*|pgsql_tmp.*|pg_internal\\.init.*");

  private final Path data;
  private final Path to;
  private final List<Entry> entries = new ArrayList<>();

  private Backup(Path data, Path to) {
    this.data = data;
    this.to = to;
  }

  /// What a backup holds.
  public record Summary(int files, long bytes) {}

  /// Makes a backup of the embedded database of a data directory, whether or not a server runs on
  /// it. Whatever was committed before is in it.
  ///
  /// @param to a directory that is empty or does not exist
  /// @throws StartFailure whatever is in the way
  public static Summary take(DatabaseConfig config, Path dataDirectory, Path to) {
    if (config.url() != null) {
      throw new StartFailure(
          "The database is not the embedded one but that of database.url; back it up with pg_dump or the tools of its provider.");
    }
    Path instance = EmbeddedPostgres.instanceIn(dataDirectory);
    try (Database database = Database.attachOrOpen(config.forCopying(), dataDirectory)) {
      makeEmpty(to, instance);
      var backup = new Backup(instance.resolve("data"), to);
      return database.withHandle(handle -> backup.copyAll(handle, instance));
    } catch (IOException e) {
      throw StartFailure.of(to, e);
    }
  }

  private static void makeEmpty(Path to, Path instance) throws IOException {
    OwnerOnly.createDirectories(to);
    Files.setPosixFilePermissions(to, OwnerOnly.DIRECTORY_PERMISSIONS);
    if (to.toRealPath().startsWith(instance)) {
      throw new StartFailure(to + " is inside of what is backed up; name another directory.");
    }
    try (Stream<Path> present = Files.list(to)) {
      if (present.findAny().isPresent()) {
        throw new StartFailure(to + " is not empty; a backup needs a directory of its own.");
      }
    }
  }

  // Kept only as long as this connection, it keeps the log that the backup needs.
  private static final String KEEP_LOG =
      """
      SELECT pg_create_physical_replication_slot('backup_' || pg_backend_pid(), true, true)::text
      """;

  private static final String BEGIN =
      """
      SELECT pg_walfile_name(pg_backup_start('placemill', true))
      """;

  private static final String END =
      """
      SELECT pg_walfile_name(lsn) AS last_log, labelfile FROM pg_backup_stop(false)
      """;

  private record End(String lastLog, String label) {}

  private Summary copyAll(Handle handle, Path instance) throws IOException {
    handle.createQuery(KEEP_LOG).mapTo(String.class).one();
    String firstLog = handle.createQuery(BEGIN).mapTo(String.class).one();
    copyTree();
    add(CONTROL, new ByteArrayInputStream(readWhole(data.resolve(CONTROL))));
    End end =
        handle
            .createQuery(END)
            .map((row, _) -> new End(row.getString("last_log"), row.getString("labelfile")))
            .one();
    add("backup_label", new ByteArrayInputStream(end.label.getBytes(StandardCharsets.UTF_8)));
    copyLog(firstLog, end.lastLog);
    try (InputStream password = Files.newInputStream(instance.resolve(PASSWORD))) {
      entries.add(Entry.of(PASSWORD, OwnerOnly.copy(password, to.resolve(PASSWORD))));
    }
    var contents =
        new BackupContents(
            Integer.parseInt(Files.readString(data.resolve("PG_VERSION")).strip()), entries);
    contents.writeTo(to);
    return new Summary(contents.files(), contents.bytes());
  }

  /// What vanishes on the way was dropped, and the log drops it from the copy as well.
  private void copyTree() throws IOException {
    Files.walkFileTree(
        data,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
              throws IOException {
            String name = data.relativize(directory).toString();
            OwnerOnly.createDirectories(to.resolve(DATA + name));
            entries.add(Entry.ofDirectory(DATA + name));
            return EMPTY.contains(name) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            String name = data.relativize(file).toString();
            if (!name.equals(CONTROL)
                && !LEFT_OUT.matcher(file.getFileName().toString()).matches()) {
              try (InputStream in = Files.newInputStream(file)) {
                add(name, in);
              } catch (NoSuchFileException _) {
                // Dropped since it was listed.
              }
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }
        });
  }

  /// The one file that must not be caught while it is being written.
  private static byte[] readWhole(Path file) throws IOException {
    byte[] before = Files.readAllBytes(file);
    byte[] again = Files.readAllBytes(file);
    while (!Arrays.equals(before, again)) {
      before = again;
      again = Files.readAllBytes(file);
    }
    return again;
  }

  private void copyLog(String first, String last) throws IOException {
    try (Stream<Path> files = Files.list(data.resolve(LOG))) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        boolean needed =
            name.matches("[0-9A-F]{24}") && name.compareTo(first) >= 0 && name.compareTo(last) <= 0;
        if (needed) {
          try (InputStream in = Files.newInputStream(file)) {
            add(LOG + "/" + name, in);
          }
        }
      }
    }
  }

  private void add(String name, InputStream in) throws IOException {
    entries.add(Entry.of(DATA + name, OwnerOnly.copy(in, to.resolve(DATA + name))));
  }
}
