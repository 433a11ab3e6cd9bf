package dev.placemill.reference.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes a small Parquet file: nested columns, one page each, nothing packed.
final class ParquetTable {
  private static final int RLE = 3;
  private final List<ParquetColumn> columns;
  private final List<Map<String, ?>> rows = new ArrayList<>();

  ParquetTable(ParquetColumn... columns) {
    this.columns = List.of(columns);
  }

  ParquetTable row(Map<String, ?> values) {
    rows.add(values);
    return this;
  }

  Path write(Path file) {
    try {
      return Files.write(file, bytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Chunk(ParquetColumn.Values values, long offset, int size) {}

  private byte[] bytes() {
    var out = new ByteArrayOutputStream();
    out.writeBytes("PAR1".getBytes(StandardCharsets.US_ASCII));
    List<Chunk> chunks = new ArrayList<>();
    for (ParquetColumn column : columns) {
      List<ParquetColumn.Values> leaves = new ArrayList<>();
      column.leaves(List.of(), 0, 0, leaves);
      rows.forEach(row -> column.shred(row.get(column.name()), 0, 0, 0, leaves));
      for (ParquetColumn.Values leaf : leaves) {
        byte[] page = page(leaf);
        chunks.add(new Chunk(leaf, out.size(), page.length));
        out.writeBytes(page);
      }
    }
    byte[] footer = footer(chunks);
    out.writeBytes(footer);
    out.writeBytes(ParquetColumn.Values.little(Integer.BYTES).putInt(footer.length).array());
    out.writeBytes("PAR1".getBytes(StandardCharsets.US_ASCII));
    return out.toByteArray();
  }

  private static byte[] page(ParquetColumn.Values values) {
    var data = new ByteArrayOutputStream();
    if (values.maxRepetition > 0) {
      data.writeBytes(levels(values.repetitions));
    }
    data.writeBytes(levels(values.definitions));
    data.writeBytes(values.plain.toByteArray());
    byte[] header =
        new ThriftWriter()
            .i32(1, 0)
            .i32(2, data.size())
            .i32(3, data.size())
            .struct(
                5, page -> page.i32(1, values.definitions.size()).i32(2, 0).i32(3, RLE).i32(4, RLE))
            .bytes();
    var page = new ByteArrayOutputStream();
    page.writeBytes(header);
    page.writeBytes(data.toByteArray());
    return page.toByteArray();
  }

  /// Runs of one level each; a level takes one byte.
  private static byte[] levels(List<Integer> levels) {
    var runs = new ByteArrayOutputStream();
    for (int level : levels) {
      runs.write(1 << 1);
      runs.write(level);
    }
    var all = new ByteArrayOutputStream();
    all.writeBytes(ParquetColumn.Values.little(Integer.BYTES).putInt(runs.size()).array());
    all.writeBytes(runs.toByteArray());
    return all.toByteArray();
  }

  private byte[] footer(List<Chunk> chunks) {
    List<ParquetColumn> flat = new ArrayList<>();
    columns.forEach(column -> flatten(column, flat));
    var footer = new ThriftWriter();
    List<Integer> elements = new ArrayList<>();
    for (int i = -1; i < flat.size(); i++) {
      elements.add(i);
    }
    footer
        .i32(1, 1)
        .structs(2, elements, element -> schema(footer, element < 0 ? null : flat.get(element)))
        .i64(3, rows.size())
        .structs(
            4,
            List.of(chunks),
            group ->
                footer
                    .structs(1, group, chunk -> chunk(footer, chunk))
                    .i64(2, group.stream().mapToLong(Chunk::size).sum())
                    .i64(3, rows.size()));
    return footer.bytes();
  }

  private static void flatten(ParquetColumn column, List<ParquetColumn> flat) {
    flat.add(column);
    column.children().forEach(child -> flatten(child, flat));
  }

  private void schema(ThriftWriter footer, @Nullable ParquetColumn column) {
    if (column == null) {
      footer.text(4, "schema").i32(5, columns.size());
      return;
    }
    if (column.isLeaf()) {
      footer.i32(1, column.type());
    }
    footer.i32(3, column.repetition()).text(4, column.name());
    if (!column.isLeaf()) {
      footer.i32(5, column.children().size());
    }
    if (column.converted() >= 0) {
      footer.i32(6, column.converted());
    }
  }

  private static void chunk(ThriftWriter footer, Chunk chunk) {
    footer
        .i64(2, chunk.offset())
        .struct(
            3,
            data ->
                data.i32(1, chunk.values().leaf.type())
                    .i32s(2, List.of(0, RLE))
                    .texts(3, chunk.values().path)
                    .i32(4, 0)
                    .i64(5, chunk.values().definitions.size())
                    .i64(6, chunk.size())
                    .i64(7, chunk.size())
                    .i64(9, chunk.offset()));
  }
}
