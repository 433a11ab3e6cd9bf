package dev.placemill.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A sheet of an Excel workbook that is a list of places.
public final class ExcelFile {
  private final Workbook workbook;
  private final Workbook.Sheet sheet;

  private ExcelFile(Workbook workbook, Workbook.Sheet sheet) {
    this.workbook = workbook;
    this.sheet = sheet;
  }

  /// @param sheet its name, or null for the first that people see and that has rows below a header
  /// @throws UnusableList when there is none, or it is no workbook
  public static ExcelFile inspect(ListSource source, @Nullable String sheet) {
    Workbook workbook = Workbook.read(source);
    if (sheet != null) {
      return new ExcelFile(workbook, workbook.named(sheet));
    }
    UnusableList none = null;
    for (Workbook.Sheet visible : workbook.visible()) {
      try (var _ = new WorkbookRows(workbook, visible, true)) {
        return new ExcelFile(workbook, visible);
      } catch (UnusableList e) {
        none = none == null ? e : none;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    throw none == null ? new UnusableList("The workbook has no sheet that can be seen.") : none;
  }

  public String sheet() {
    return sheet.name();
  }

  /// The names of all.
  public List<String> sheets() {
    return workbook.sheets().stream().map(Workbook.Sheet::name).toList();
  }

  WorkbookRows rows(boolean hasHeader) throws IOException {
    return new WorkbookRows(workbook, sheet, hasHeader);
  }
}
