package dev.placemill.table;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The rows of a file that were judged wrongly, as they were, with why behind them.
public final class MisjudgedTable implements Closeable {
  private final CsvWriter writer;
  private long rows;

  private MisjudgedTable(CsvWriter writer) {
    this.writer = writer;
  }

  /// Begins the file with its header.
  ///
  /// @param added names of our columns, without the prefix
  public static MisjudgedTable create(Path path, List<String> header, List<String> added) {
    try {
      CsvWriter writer = CsvWriter.builder().build(path);
      List<String> columns = new ArrayList<>(header);
      added.forEach(name -> columns.add(ResultColumns.PREFIX + name));
      writer.writeRecord(columns);
      return new MisjudgedTable(writer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void write(List<String> cells, List<String> added) {
    List<String> all = new ArrayList<>(cells);
    all.addAll(added);
    writer.writeRecord(all);
    rows++;
  }

  public long rows() {
    return rows;
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
