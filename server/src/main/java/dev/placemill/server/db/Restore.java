package dev.placemill.server.db;

import dev.placemill.server.db.BackupContents.Entry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// Makes an embedded database from a backup, file by file and each one checked, beside its place;
/// it is there when it is whole. PostgreSQL then brings the files to one state.
public final class Restore {
  private final Path from;
  private final Path instance;

  private Restore(Path from, Path instance) {
    this.from = from;
    this.instance = instance;
  }

  /// Restores a backup into a data directory that has no database, and starts it once.
  ///
  /// @throws StartFailure whatever is in the way
  public static void run(DatabaseConfig config, Path from, Path dataDirectory) {
    if (config.url() != null) {
      throw new StartFailure(
          "The database is not the embedded one but that of database.url; restore it with the tools that backed it up.");
    }
    copyAll(from, dataDirectory);
    Database.open(config, dataDirectory).close();
  }

  private static void copyAll(Path from, Path dataDirectory) {
    BackupContents contents = BackupContents.in(from);
    Path instance = EmbeddedPostgres.instanceIn(dataDirectory);
    InstanceLock lock = InstanceLock.tryAcquire(instance);
    if (lock == null) {
      throw new DataDirectoryInUse(instance, InstanceLock.holder(instance));
    }
    try (lock) {
      new Restore(from, instance).run(contents);
    } catch (IOException e) {
      throw StartFailure.of(instance, e);
    }
  }

  private void run(BackupContents contents) throws IOException {
    Path data = instance.resolve("data");
    if (Files.exists(data)) {
      throw new StartFailure(
          "The data directory %s has a database already; restore into one that has none."
              .formatted(instance.getParent()));
    }
    refuseOtherVersion(contents.postgres());
    Path unfinished = instance.resolve("data.new");
    FileTree.delete(unfinished);
    Path password = instance.resolve("password.new");
    Files.deleteIfExists(password);
    try {
      for (Entry entry : contents.entries()) {
        boolean ofData = entry.name().startsWith(Backup.DATA);
        copy(
            entry,
            ofData ? unfinished.resolve(entry.name().substring(Backup.DATA.length())) : password);
      }
      Files.move(password, instance.resolve(Backup.PASSWORD), StandardCopyOption.REPLACE_EXISTING);
      Files.move(unfinished, data, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      FileTree.delete(unfinished);
      Files.deleteIfExists(password);
    }
  }

  private void copy(Entry entry, Path to) throws IOException {
    if (entry.isDirectory()) {
      OwnerOnly.createDirectories(to);
      return;
    }
    try (InputStream in = Files.newInputStream(from.resolve(entry.name()))) {
      if (!Entry.of(entry.name(), OwnerOnly.copy(in, to)).equals(entry)) {
        throw damaged(entry, "not what was backed up");
      }
    } catch (NoSuchFileException _) {
      throw damaged(entry, "missing");
    }
  }

  private StartFailure damaged(Entry entry, String how) {
    return new StartFailure(
        "The backup %s is damaged: its file %s is %s; nothing was restored."
            .formatted(from, entry.name(), how));
  }

  private void refuseOtherVersion(int ofBackup) {
    Platform platform = Platform.current();
    var cluster = new Cluster(instance, RunAs.choose(platform, instance.resolve("data")));
    int ours = EmbeddedPostgres.programs(cluster, platform).majorVersion();
    if (ofBackup != ours) {
      throw new StartFailure(
          "The backup %s is of PostgreSQL %d and this Placemill brings %d: restore it with the Placemill that made it."
              .formatted(from, ofBackup, ours));
    }
  }
}
