package dev.placemill.bench.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.table.GeoParquetTable;
import dev.placemill.table.ResultTable.Column;
import dev.placemill.table.ResultTable.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputTest {
  private static final List<Column> COLUMNS =
      List.of(new Column("place_id", Kind.TEXT), new Column("status", Kind.TEXT));

  @TempDir Path directory;

  @Test
  void everyRowOnceInWhateverFilesIsNothingLostAndNothingDoubled() throws IOException {
    write("part-000000.parquet", "p-3", "p-0");
    write("part-000001.parquet", "p-1", "p-2");

    assertThat(new Output(directory).count(4)).isEqualTo(new Output.Count(4, 0, 0, 0));
  }

  @Test
  void aRowThatIsMissingATwinAndARowOfNoListAreCounted() throws IOException {
    write("part-000000.parquet", "p-0", "p-1");
    write("part-000001.parquet", "p-1", "list-000.jsonl:812", "p-77");

    assertThat(new Output(directory).count(4)).isEqualTo(new Output.Count(5, 2, 3, 1));
  }

  @Test
  void aLineThatIsCutOffCountsByTheNameThatIsMadeOfWhereItStands() throws IOException {
    String[] ids = new String[5_000];
    for (int number = 0; number < ids.length; number++) {
      ids[number] = MessyList.isBrokenOff(number) ? "list-000.jsonl:99" : "p-" + number;
    }
    write("part-000000.parquet", ids);

    assertThat(new Output(directory).count(ids.length)).isEqualTo(new Output.Count(5_000, 0, 0, 1));
    assertThat(new Output(directory).count(5_001).lost()).isEqualTo(1);
  }

  /// A place whose id is not its own has failed.
  private void write(String file, String... ids) throws IOException {
    try (var out = Files.newOutputStream(directory.resolve(file))) {
      var table = new GeoParquetTable(out, COLUMNS);
      for (String id : ids) {
        table.write(List.of(id, id.startsWith("p-") ? "completed" : "failed"), null);
      }
      table.end();
    }
  }
}
