package dev.placemill.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardwood.InputFile;
import dev.hardwood.metadata.FileMetaData;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What is written is what a reader that is not ours reads.
class ParquetWriterTest {
  private static final List<ParquetColumn> COLUMNS =
      List.of(
          new ParquetColumn("text", ParquetColumn.Type.TEXT),
          new ParquetColumn("bytes", ParquetColumn.Type.BYTES),
          new ParquetColumn("whole", ParquetColumn.Type.WHOLE_NUMBER),
          new ParquetColumn("decimal", ParquetColumn.Type.DECIMAL),
          new ParquetColumn("flag", ParquetColumn.Type.FLAG));

  private static byte[] file(int rows, IntFunction<List<@Nullable Object>> row) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var writer = new ParquetWriter(bytes, COLUMNS);
    for (int i = 0; i < rows; i++) {
      writer.write(row.apply(i));
    }
    writer.end(Map.of("geo", "{}"));
    return bytes.toByteArray();
  }

  /// Cells of many lengths, each column with gaps of its own.
  private static List<@Nullable Object> row(int i) {
    return Arrays.asList(
        i % 3 == 0 ? null : "Ö" + "x".repeat(i % 50),
        i % 5 == 0 ? null : new byte[] {(byte) i, (byte) (i >> 8)},
        i % 7 == 0 ? null : (Object) (i * 3_000_000_000L * (i % 2 == 0 ? 1 : -1)),
        i % 2 == 0 ? null : (Object) (i / 7.0),
        i % 11 == 0 ? null : (Object) (i % 4 == 1));
  }

  private static List<List<@Nullable Object>> read(byte[] file) throws IOException {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    try (ParquetFileReader parquet = ParquetFileReader.open(InputFile.of(ByteBuffer.wrap(file)))) {
      RowReader reader = parquet.rowReader();
      while (reader.hasNext()) {
        reader.next();
        List<@Nullable Object> cells = new ArrayList<>();
        for (int i = 0; i < reader.getFieldCount(); i++) {
          cells.add(reader.isNull(i) ? null : reader.getValue(i));
        }
        rows.add(cells);
      }
    }
    return rows;
  }

  @Test
  void everyCellOfManyGroupsComesBackAndMissingOnesStayMissing() throws IOException {
    int many = 25_003;
    byte[] file = file(many, ParquetWriterTest::row);
    List<List<@Nullable Object>> read = read(file);
    assertThat(read).hasSize(many);
    for (int i = 0; i < many; i++) {
      assertThat(read.get(i)).usingRecursiveComparison().isEqualTo(row(i));
    }
    try (ParquetFileReader parquet = ParquetFileReader.open(InputFile.of(ByteBuffer.wrap(file)))) {
      FileMetaData metadata = parquet.getFileMetaData();
      assertThat(metadata.numRows()).isEqualTo(many);
      assertThat(metadata.rowGroups()).hasSizeGreaterThan(1);
      assertThat(metadata.keyValueMetadata()).containsEntry("geo", "{}");
    }
  }

  @Test
  void noRowsAreAFileToo() throws IOException {
    assertThat(read(file(0, ParquetWriterTest::row))).isEmpty();
  }

  @Test
  void columnsWithoutAnyValueAndWithoutAnyGapComeBack() throws IOException {
    List<List<@Nullable Object>> rows =
        read(file(100, i -> Arrays.asList("t" + i, null, null, null, true)));
    assertThat(rows.stream().map(List::getFirst))
        .containsExactlyElementsOf(IntStream.range(0, 100).<Object>mapToObj(i -> "t" + i).toList());
    assertThat(rows.getLast()).containsExactly("t99", null, null, null, true);
  }

  @Test
  void largeRowsMakeSmallGroupsSoThatLittleIsHeld() throws IOException {
    String large = "y".repeat(1 << 20);
    byte[] file = file(50, _ -> Arrays.asList(large, null, null, null, null));
    try (ParquetFileReader parquet = ParquetFileReader.open(InputFile.of(ByteBuffer.wrap(file)))) {
      assertThat(parquet.getFileMetaData().rowGroups()).hasSizeGreaterThanOrEqualTo(3);
    }
    assertThat(read(file)).hasSize(50);
  }
}
