package dev.placemill.table;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The list that comes out: the columns that went in, then ours. RFC 4180, UTF-8, commas.
public final class EnrichedTable implements Closeable {
  private final CsvWriter writer;
  private final int[] keptColumns;
  private final boolean replacesColumns;

  private EnrichedTable(CsvWriter writer, List<String> header) {
    Set<String> ours =
        ResultColumns.names().stream()
            .map(name -> ResultColumns.PREFIX + name)
            .collect(Collectors.toSet());
    this.writer = writer;
    this.keptColumns =
        IntStream.range(0, header.size()).filter(i -> !ours.contains(header.get(i))).toArray();
    this.replacesColumns = keptColumns.length < header.size();
  }

  /// Begins the file with its header. A list that was enriched before has our columns already: they
  /// are written anew, not twice.
  public static EnrichedTable create(Path path, List<String> header) {
    try {
      CsvWriter writer = CsvWriter.builder().bufferSize(1 << 16).build(path);
      EnrichedTable table = new EnrichedTable(writer, header);
      List<String> columns = table.kept(header);
      ResultColumns.names().forEach(name -> columns.add(ResultColumns.PREFIX + name));
      writer.writeRecord(columns);
      return table;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Whether the list brought columns of ours that are now written anew.
  public boolean replacesColumns() {
    return replacesColumns;
  }

  /// Adds a row of the list with what was found.
  ///
  /// @param results the cells of our columns
  public void write(PlaceRow row, List<String> results) {
    List<String> cells = kept(row.cells());
    cells.addAll(results);
    writer.writeRecord(cells);
  }

  private List<String> kept(List<String> cells) {
    List<String> kept = new ArrayList<>(cells.size() + ResultColumns.names().size());
    for (int column : keptColumns) {
      kept.add(cells.get(column));
    }
    return kept;
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
