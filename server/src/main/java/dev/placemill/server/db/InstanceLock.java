package dev.placemill.server.db;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The exclusive right to an instance directory; the operating system takes it back when this
/// process dies, however it dies.
///
/// The process id of the holder stands in a file of its own: on POSIX systems, closing any stream
/// on the locked file would give the lock away.
final class InstanceLock implements AutoCloseable {
  private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

  private final Path instance;
  private final FileChannel channel;

  private InstanceLock(Path instance, FileChannel channel) {
    this.instance = instance;
    this.channel = channel;
  }

  /// The lock on an instance directory (a real path), or null when somebody holds it.
  static @Nullable InstanceLock tryAcquire(Path instance) {
    if (!HELD_HERE.add(instance)) {
      return null;
    }
    InstanceLock lock = null;
    try {
      lock = lockFile(instance);
      return lock;
    } catch (IOException e) {
      throw StartFailure.of(instance, e);
    } finally {
      if (lock == null) {
        HELD_HERE.remove(instance);
      }
    }
  }

  /// The process id of the holder, or "unknown".
  static String holder(Path instance) {
    try {
      String pid = Files.readString(holderFile(instance)).strip();
      return pid.isEmpty() ? "unknown" : pid;
    } catch (IOException _) {
      return "unknown";
    }
  }

  private static @Nullable InstanceLock lockFile(Path instance) throws IOException {
    FileChannel channel =
        FileChannel.open(
            instance.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean locked = false;
    try {
      FileLock lock = channel.tryLock();
      locked = lock != null;
      if (locked) {
        Files.writeString(holderFile(instance), ProcessHandle.current().pid() + "\n");
      }
      return locked ? new InstanceLock(instance, channel) : null;
    } finally {
      if (!locked) {
        channel.close();
      }
    }
  }

  private static Path holderFile(Path instance) {
    return instance.resolve("holder.pid");
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(holderFile(instance));
      channel.close();
    } catch (IOException e) {
      throw StartFailure.of(instance, e);
    } finally {
      HELD_HERE.remove(instance);
    }
  }
}
