package dev.placemill.parquet;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/// The cells of one column that are not written yet: which of them are there, and their values one
/// after the other.
final class ColumnPage {
  private final ParquetColumn column;
  private final ByteArrayOutputStream values = new ByteArrayOutputStream();
  private final ByteArrayOutputStream presence = new ByteArrayOutputStream();
  private boolean lastIsThere;
  private int lastRun;
  private int flags;
  private int flagCount;

  ColumnPage(ParquetColumn column) {
    this.column = column;
  }

  /// @param value of the column's type, or null when the cell is missing
  void add(@Nullable Object value) {
    addPresence(value != null);
    switch (column.type()) {
      case TEXT -> addBytes(value == null ? null : ((String) value).getBytes(UTF_8));
      case BYTES -> addBytes((byte[]) value);
      case WHOLE_NUMBER -> addFixed((Long) value);
      case DECIMAL -> addFixed(value == null ? null : Double.doubleToRawLongBits((Double) value));
      case FLAG -> addFlag((Boolean) value);
    }
  }

  private void addPresence(boolean isThere) {
    if (isThere != lastIsThere) {
      endRun();
      lastIsThere = isThere;
    }
    lastRun++;
  }

  /// Presence is written as runs: how many, shifted to tell a run from packed bits, and which.
  private void endRun() {
    if (lastRun > 0) {
      CompactThrift.writeVarint(presence, (long) lastRun << 1);
      presence.write(lastIsThere ? 1 : 0);
      lastRun = 0;
    }
  }

  private void addBytes(byte @Nullable [] value) {
    if (value != null) {
      writeInt(values, value.length);
      values.writeBytes(value);
    }
  }

  private void addFixed(@Nullable Long bits) {
    if (bits != null) {
      writeInt(values, bits.intValue());
      writeInt(values, (int) (bits >>> 32));
    }
  }

  /// Flags are packed eight a byte, the first in the least bit.
  private void addFlag(@Nullable Boolean flag) {
    if (flag != null) {
      flags |= (flag ? 1 : 0) << flagCount;
      flagCount++;
      if (flagCount == 8) {
        endFlags();
      }
    }
  }

  private void endFlags() {
    if (flagCount > 0) {
      values.write(flags);
      flags = 0;
      flagCount = 0;
    }
  }

  static void writeInt(ByteArrayOutputStream out, int value) {
    out.writeBytes(
        new byte[] {
          (byte) value, (byte) (value >>> 8), (byte) (value >>> 16), (byte) (value >>> 24)
        });
  }

  int size() {
    return presence.size() + values.size();
  }

  /// The page as Parquet lays it out, before compression; then it is empty again.
  byte[] take() {
    endRun();
    endFlags();
    var page = new ByteArrayOutputStream(4 + size());
    writeInt(page, presence.size());
    page.writeBytes(presence.toByteArray());
    page.writeBytes(values.toByteArray());
    presence.reset();
    values.reset();
    return page.toByteArray();
  }
}
