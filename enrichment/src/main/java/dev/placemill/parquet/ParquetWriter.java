package dev.placemill.parquet;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.github.luben.zstd.ZstdCompressCtx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Writes a table as a Parquet file, row by row, from front to back. Rows are held until they are
/// enough for a group, never more: the file can be as long as it will.
///
/// Every column is optional and flat; each group has one page a column, plainly encoded and
/// compressed with Zstandard. The numbers are those of `parquet.thrift`.
public final class ParquetWriter {
  private static final byte[] MAGIC = "PAR1".getBytes(US_ASCII);
  private static final int ROWS_IN_GROUP = 10_000;
  private static final int BYTES_IN_GROUP = 16 << 20;
  private static final int COMPRESSION_LEVEL = 3;

  private static final int FORMAT_VERSION = 1;
  private static final int DATA_PAGE = 0;
  private static final int PLAIN = 0;
  private static final int RUN_LENGTHS = 3;
  private static final int ZSTD = 6;
  private static final int OPTIONAL = 1;
  private static final int UTF8 = 0;

  /// Where a column of a group stands in the file.
  private record Chunk(
      ParquetColumn column, long offset, long uncompressed, long compressed, int values) {}

  private record Group(int rows, List<Chunk> chunks) {}

  private final OutputStream out;
  private final List<ParquetColumn> columns;
  private final List<ColumnPage> pages;
  private final List<Group> groups = new ArrayList<>();
  private long offset;
  private long rows;
  private int rowsInGroup;

  /// @param out stays open
  public ParquetWriter(OutputStream out, List<ParquetColumn> columns) throws IOException {
    this.out = out;
    this.columns = List.copyOf(columns);
    this.pages = this.columns.stream().map(ColumnPage::new).toList();
    write(MAGIC);
  }

  /// Adds a row.
  ///
  /// @param cells one for each column, of its type or null
  public void write(List<? extends @Nullable Object> cells) throws IOException {
    long held = 0;
    for (int i = 0; i < pages.size(); i++) {
      pages.get(i).add(cells.get(i));
      held += pages.get(i).size();
    }
    rows++;
    rowsInGroup++;
    if (rowsInGroup == ROWS_IN_GROUP || held > BYTES_IN_GROUP) {
      endGroup();
    }
  }

  private void endGroup() throws IOException {
    List<Chunk> chunks = new ArrayList<>();
    try (var zstd = new ZstdCompressCtx()) {
      zstd.setLevel(COMPRESSION_LEVEL);
      for (int i = 0; i < pages.size(); i++) {
        chunks.add(writeChunk(columns.get(i), pages.get(i).take(), zstd));
      }
    }
    groups.add(new Group(rowsInGroup, chunks));
    rowsInGroup = 0;
  }

  private Chunk writeChunk(ParquetColumn column, byte[] page, ZstdCompressCtx zstd)
      throws IOException {
    byte[] packed = zstd.compress(page);
    int values = rowsInGroup;
    byte[] header =
        CompactThrift.struct(head ->
            head.int32(1, DATA_PAGE)
                .int32(2, page.length)
                .int32(3, packed.length)
                .struct(
                    5,
                    data ->
                        data.int32(1, values)
                            .int32(2, PLAIN)
                            .int32(3, RUN_LENGTHS)
                            .int32(4, RUN_LENGTHS)));
    long begin = offset;
    write(header);
    write(packed);
    return new Chunk(
        column,
        begin,
        header.length + (long) page.length,
        header.length + (long) packed.length,
        values);
  }

  /// Completes the file.
  ///
  /// @param metadata what is said of the whole, by keys
  public void end(Map<String, String> metadata) throws IOException {
    if (rowsInGroup > 0) {
      endGroup();
    }
    byte[] footer = CompactThrift.struct(file -> describe(file, metadata));
    write(footer);
    var length = new ByteArrayOutputStream();
    ColumnPage.writeInt(length, footer.length);
    write(length.toByteArray());
    write(MAGIC);
  }

  private void describe(CompactThrift file, Map<String, String> metadata) {
    List<Consumer<CompactThrift>> schema = new ArrayList<>();
    schema.add(root -> root.text(4, "schema").int32(5, columns.size()));
    columns.forEach(column -> schema.add(leaf -> describe(leaf, column)));
    file.int32(1, FORMAT_VERSION)
        .structs(2, schema)
        .int64(3, rows)
        .structs(4, groups.stream().map(ParquetWriter::description).toList())
        .structs(
            5,
            metadata.entrySet().stream()
                .<Consumer<CompactThrift>>map(
                    entry -> pair -> pair.text(1, entry.getKey()).text(2, entry.getValue()))
                .toList())
        .text(6, "placemill");
  }

  private static void describe(CompactThrift leaf, ParquetColumn column) {
    leaf.int32(1, column.type().physical()).int32(3, OPTIONAL).text(4, column.name());
    if (column.type() == ParquetColumn.Type.TEXT) {
      // Said twice: as readers of long ago know it, and as those of today.
      leaf.int32(6, UTF8).struct(10, logical -> logical.struct(1, _ -> {}));
    }
  }

  private static Consumer<CompactThrift> description(Group group) {
    long uncompressed = group.chunks().stream().mapToLong(Chunk::uncompressed).sum();
    return thrift ->
        thrift
            .structs(1, group.chunks().stream().map(ParquetWriter::description).toList())
            .int64(2, uncompressed)
            .int64(3, group.rows());
  }

  private static Consumer<CompactThrift> description(Chunk chunk) {
    return thrift ->
        thrift
            .int64(2, chunk.offset())
            .struct(
                3,
                column ->
                    column
                        .int32(1, chunk.column().type().physical())
                        .int32s(2, List.of(PLAIN, RUN_LENGTHS))
                        .texts(3, List.of(chunk.column().name()))
                        .int32(4, ZSTD)
                        .int64(5, chunk.values())
                        .int64(6, chunk.uncompressed())
                        .int64(7, chunk.compressed())
                        .int64(9, chunk.offset()));
  }

  private void write(byte[] bytes) throws IOException {
    out.write(bytes);
    offset += bytes.length;
  }
}
