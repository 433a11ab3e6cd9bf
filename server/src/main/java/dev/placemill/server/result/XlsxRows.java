package dev.placemill.server.result;

import dev.placemill.table.CellValue;
import dev.placemill.table.ResultTable;
import dev.placemill.table.ResultTable.Column;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/// The table of results as a workbook with one sheet. Its cells have types, so that no text is
/// taken for a formula or a number, whatever it begins with.
final class XlsxRows implements RowWriter {
  /// What a cell holds at most; Excel refuses a file with more.
  private static final int LONGEST_TEXT = 32_767;

  private static final String CUT = "…";

  // Rows are written out by so many; until then the sheet holds them.
  private static final int ROWS_HELD = 100;

  private static final String FORMAT_VERSION = "1.0";

  private final Workbook workbook;
  private final Worksheet sheet;
  private final ResultTable table;
  private int rows;

  XlsxRows(OutputStream out, ResultTable table) throws IOException {
    this.workbook = new Workbook(out, "Placemill", FORMAT_VERSION);
    this.sheet = workbook.newWorksheet("results");
    this.table = table;
    sheet.freezePane(1, 1);
    List<String> names = table.names();
    for (int column = 0; column < names.size(); column++) {
      writeText(column, names.get(column));
    }
    endRow();
  }

  @Override
  public void write(ResultRow row) throws IOException {
    List<String> cells = row.cells(table);
    for (int column = 0; column < cells.size(); column++) {
      write(column, table.columns().get(column), cells.get(column));
    }
    endRow();
  }

  private void write(int index, Column column, String cell) {
    switch (CellValue.of(column.kind(), cell)) {
      case null -> {}
      case Number number -> sheet.value(rows, index, number);
      case Boolean flag -> sheet.value(rows, index, flag);
      case Object text -> writeText(index, text.toString());
    }
  }

  /// In the cell itself: a table of all texts, as spreadsheets have it, would grow with the rows.
  private void writeText(int index, String text) {
    sheet.inlineString(
        rows,
        index,
        text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT - CUT.length()) + CUT : text);
  }

  private void endRow() throws IOException {
    rows++;
    if (rows % ROWS_HELD == 0) {
      sheet.flush();
    }
  }

  @Override
  public void end(@Nullable String next) throws IOException {
    sheet.finish();
    workbook.finish();
  }
}
