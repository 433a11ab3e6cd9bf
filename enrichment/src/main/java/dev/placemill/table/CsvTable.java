package dev.placemill.table;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.util.List;

/// Writes a CSV file row by row and holds none of it.
public final class CsvTable {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final CsvDialect dialect;
  private final Writer text;
  private final CsvWriter rows;

  /// @param out stays open
  public CsvTable(OutputStream out, CsvDialect dialect) throws IOException {
    this.dialect = dialect;
    this.text = new BufferedWriter(new OutputStreamWriter(out, UTF_8));
    this.rows = CsvWriter.builder().build(text);
    if (dialect == CsvDialect.EXCEL) {
      text.write(BYTE_ORDER_MARK);
    }
  }

  public void write(List<String> cells) {
    rows.writeRecord(
        dialect == CsvDialect.EXCEL ? cells.stream().map(FormulaGuard::of).toList() : cells);
  }

  /// Hands on what is written so far.
  public void flush() throws IOException {
    rows.flush();
    text.flush();
  }
}
