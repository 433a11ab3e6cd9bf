package dev.placemill.server.http;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// A body that is read several times: kept in memory where it is no larger than bodies usually may
/// be, else in a temporary file that only this process can read and that goes with it, however it
/// ends.
public final class KeptBody implements AutoCloseable {
  private static final int BLOCK = 64 * 1024;
  private static final int RETRY_SECONDS = 30;

  private final byte[] bytes;
  private final @Nullable FileChannel file;
  private final long size;
  private final BodyMemory.Share disk;

  private KeptBody(byte[] bytes, @Nullable FileChannel file, long size, BodyMemory.Share disk) {
    this.bytes = bytes;
    this.file = file;
    this.size = size;
    this.disk = disk;
  }

  /// Reads a body to its end.
  ///
  /// @param inMemory how much of it may be in memory
  /// @param memory of all bodies
  /// @param disk of all bodies
  static KeptBody of(
      InputStream body, long inMemory, BodyMemory.Share memory, BodyMemory.Share disk)
      throws IOException {
    var first = new ByteArrayOutputStream();
    byte[] block = new byte[BLOCK];
    for (int read = body.read(block); read >= 0; read = body.read(block)) {
      if (first.size() + read > inMemory) {
        return spooled(first, block, read, body, disk);
      }
      if (!memory.take(read)) {
        throw busy();
      }
      first.write(block, 0, read);
    }
    return new KeptBody(first.toByteArray(), null, first.size(), disk);
  }

  private static KeptBody spooled(
      ByteArrayOutputStream first, byte[] block, int read, InputStream rest, BodyMemory.Share disk)
      throws IOException {
    Path path = Files.createTempFile("placemill-upload-", ".tmp");
    // Where the system can, the file loses its name at once.
    FileChannel file =
        FileChannel.open(
            path,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
    try {
      OutputStream out = Channels.newOutputStream(file);
      take(disk, first.size());
      first.writeTo(out);
      first.reset();
      long size = file.size();
      for (int more = read; more >= 0; more = rest.read(block)) {
        take(disk, more);
        out.write(block, 0, more);
        size += more;
      }
      return new KeptBody(new byte[0], file, size, disk);
    } catch (IOException | RuntimeException e) {
      file.close();
      disk.close();
      throw e;
    }
  }

  private static void take(BodyMemory.Share disk, int bytes) {
    if (!disk.take(bytes)) {
      throw busy();
    }
  }

  private static ApiException busy() {
    return new ApiException(
            ErrorCode.UNAVAILABLE, "Too many large lists are being read at this moment; try again.")
        .retryAfter(RETRY_SECONDS)
        .closing();
  }

  public long size() {
    return size;
  }

  /// Begins to read from the front.
  public InputStream open() {
    return file == null ? new ByteArrayInputStream(bytes) : new Reading(file);
  }

  @Override
  public void close() {
    disk.close();
    if (file != null) {
      try {
        file.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /// One of several readings of the same file, each with a place of its own.
  private static final class Reading extends InputStream {
    private final FileChannel file;
    private long at;

    Reading(FileChannel file) {
      this.file = file;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      int read = file.read(ByteBuffer.wrap(into, offset, length), at);
      at += Math.max(0, read);
      return read;
    }
  }
}
