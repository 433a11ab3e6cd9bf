package dev.placemill.reference.file;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/// As much of Thrift's compact protocol as a Parquet footer takes.
final class ThriftWriter {
  private static final int I32 = 5;
  private static final int I64 = 6;
  private static final int BINARY = 8;
  private static final int LIST = 9;
  private static final int STRUCT = 12;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Deque<Integer> lastIds = new ArrayDeque<>(List.of(0));

  ThriftWriter i32(int id, long value) {
    field(id, I32);
    varint((value << 1) ^ (value >> 63));
    return this;
  }

  ThriftWriter i64(int id, long value) {
    field(id, I64);
    varint((value << 1) ^ (value >> 63));
    return this;
  }

  ThriftWriter text(int id, String text) {
    field(id, BINARY);
    binary(text);
    return this;
  }

  ThriftWriter texts(int id, List<String> texts) {
    list(id, BINARY, texts.size());
    texts.forEach(this::binary);
    return this;
  }

  ThriftWriter i32s(int id, List<Integer> values) {
    list(id, I32, values.size());
    values.forEach(value -> varint((long) value << 1));
    return this;
  }

  ThriftWriter struct(int id, Consumer<ThriftWriter> members) {
    field(id, STRUCT);
    body(members);
    return this;
  }

  <T> ThriftWriter structs(int id, List<T> items, Consumer<T> members) {
    list(id, STRUCT, items.size());
    items.forEach(item -> body(_ -> members.accept(item)));
    return this;
  }

  /// Ends the outermost struct.
  byte[] bytes() {
    out.write(0);
    return out.toByteArray();
  }

  private void body(Consumer<ThriftWriter> members) {
    lastIds.push(0);
    members.accept(this);
    lastIds.pop();
    out.write(0);
  }

  private void list(int id, int type, int size) {
    field(id, LIST);
    if (size < 15) {
      out.write(size << 4 | type);
    } else {
      out.write(0xF0 | type);
      varint(size);
    }
  }

  private void field(int id, int type) {
    out.write((id - lastIds.pop()) << 4 | type);
    lastIds.push(id);
  }

  private void binary(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    varint(utf8.length);
    out.writeBytes(utf8);
  }

  private void varint(long value) {
    long left = value;
    for (; (left & ~0x7fL) != 0; left >>>= 7) {
      out.write((int) ((left & 0x7f) | 0x80));
    }
    out.write((int) left);
  }
}
