package dev.placemill.spark;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Seekable;
import org.jspecify.annotations.Nullable;

/// Reads lines as bytes, so that one that is no text or has no end is a bad line and no more.
final class LineReader implements Closeable {
  /// Of a longer line only so much is held.
  static final int MOST_BYTES = 64 * 1024;

  private final InputStream in;
  private long end;
  private final byte[] buffer = new byte[1 << 16];
  private int filled;
  private int at;
  private long offset;

  private LineReader(InputStream in, long offset, long end) {
    this.in = in;
    this.offset = offset;
    this.end = end;
  }

  /// A line without its end.
  ///
  /// @param offset of its first byte in the file
  /// @param isTooLong whether it has more bytes than are here
  record Line(long offset, byte[] bytes, boolean isTooLong) {}

  static LineReader of(LinePiece piece, Configuration hadoop) throws IOException {
    InputStream in = HadoopFiles.open(piece.file().path(), hadoop);
    if (piece.start() == 0) {
      return new LineReader(in, 0, piece.end());
    }
    // The line before is that of the piece before, as far as it reaches.
    ((Seekable) in).seek(piece.start() - 1);
    var reader = new LineReader(in, piece.start() - 1, Long.MAX_VALUE);
    reader.next();
    reader.end = piece.end();
    return reader;
  }

  /// The next line, or null when no more begins here.
  @Nullable Line next() throws IOException {
    long begin = offset;
    if (begin >= end) {
      return null;
    }
    var line = new ByteArrayOutputStream(256);
    boolean isTooLong = false;
    for (boolean hasEnded = false; !hasEnded && (at < filled || fill()); ) {
      int stop = at;
      while (stop < filled && buffer[stop] != '\n') {
        stop++;
      }
      int held = Math.min(stop - at, MOST_BYTES - line.size());
      line.write(buffer, at, held);
      isTooLong |= held < stop - at;
      hasEnded = stop < filled;
      int passed = stop - at + (hasEnded ? 1 : 0);
      offset += passed;
      at += passed;
    }
    return offset == begin ? null : new Line(begin, line.toByteArray(), isTooLong);
  }

  private boolean fill() throws IOException {
    at = 0;
    filled = Math.max(0, in.read(buffer));
    return filled > 0;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
