package dev.placemill.parquet;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.function.Consumer;

/// Writes structures in the compact protocol of Thrift, in which the metadata of Parquet are kept.
/// Fields are written in the order of their numbers.
final class CompactThrift {
  private static final int TYPE_INT32 = 5;
  private static final int TYPE_INT64 = 6;
  private static final int TYPE_BINARY = 8;
  private static final int TYPE_LIST = 9;
  private static final int TYPE_STRUCT = 12;
  private static final int LONGEST_SHORT_LIST = 14;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Deque<Integer> lastFields = new ArrayDeque<>();

  private CompactThrift() {}

  /// The bytes of one structure.
  static byte[] struct(Consumer<CompactThrift> fields) {
    var thrift = new CompactThrift();
    thrift.writeStruct(fields);
    return thrift.bytes.toByteArray();
  }

  private void writeStruct(Consumer<CompactThrift> fields) {
    lastFields.push(0);
    fields.accept(this);
    lastFields.pop();
    bytes.write(0);
  }

  CompactThrift int32(int field, int value) {
    begin(field, TYPE_INT32);
    writeZigzag(value);
    return this;
  }

  CompactThrift int64(int field, long value) {
    begin(field, TYPE_INT64);
    writeZigzag(value);
    return this;
  }

  CompactThrift text(int field, String value) {
    begin(field, TYPE_BINARY);
    writeText(value);
    return this;
  }

  CompactThrift struct(int field, Consumer<CompactThrift> fields) {
    begin(field, TYPE_STRUCT);
    writeStruct(fields);
    return this;
  }

  CompactThrift int32s(int field, Collection<Integer> values) {
    beginList(field, TYPE_INT32, values.size());
    values.forEach(this::writeZigzag);
    return this;
  }

  CompactThrift texts(int field, Collection<String> values) {
    beginList(field, TYPE_BINARY, values.size());
    values.forEach(this::writeText);
    return this;
  }

  CompactThrift structs(int field, Collection<Consumer<CompactThrift>> values) {
    beginList(field, TYPE_STRUCT, values.size());
    values.forEach(this::writeStruct);
    return this;
  }

  /// A field begins with how far its number is from that of the one before, and its type.
  private void begin(int field, int type) {
    int distance = field - lastFields.pop();
    lastFields.push(field);
    bytes.write(distance << 4 | type);
  }

  private void beginList(int field, int type, int size) {
    begin(field, TYPE_LIST);
    if (size <= LONGEST_SHORT_LIST) {
      bytes.write(size << 4 | type);
    } else {
      bytes.write(0xF0 | type);
      writeVarint(size);
    }
  }

  private void writeText(String text) {
    byte[] utf8 = text.getBytes(UTF_8);
    writeVarint(utf8.length);
    bytes.writeBytes(utf8);
  }

  private void writeZigzag(long value) {
    writeVarint(value << 1 ^ value >> 63);
  }

  private void writeVarint(long value) {
    writeVarint(bytes, value);
  }

  /// Seven bits a byte, the least first.
  static void writeVarint(ByteArrayOutputStream out, long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.write((int) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }
}
