package dev.placemill.table;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/// The rows of one sheet of a workbook, as text. Rows without any are none.
final class WorkbookRows implements TableRows {
  private static final int MOST_COLUMNS = 16_384;
  private static final int LETTERS = 26;

  private final Workbook workbook;
  private final InputStream part;
  private final XMLStreamReader xml;
  private final List<String> header;
  private @Nullable TableRow upcoming;
  private long line;

  /// @param hasHeader whether the first row names the columns
  /// @throws UnusableList when it holds no rows
  WorkbookRows(Workbook workbook, Workbook.Sheet sheet, boolean hasHeader) throws IOException {
    this.workbook = workbook;
    this.part = workbook.open(sheet);
    try {
      this.xml = SheetXml.open(part);
      TableRow first = read();
      if (first == null) {
        throw new UnusableList("The sheet \"%s\" holds no rows.".formatted(sheet.name()));
      }
      List<String> cells = first.cells();
      this.header =
          hasHeader
              ? cells
              : IntStream.rangeClosed(1, cells.size()).mapToObj(Integer::toString).toList();
      this.upcoming = hasHeader ? read() : first;
    } catch (XMLStreamException e) {
      part.close();
      throw unreadable(e);
    }
    if (upcoming == null) {
      part.close();
      throw new UnusableList(
          "The sheet \"%s\" holds a header but no rows.".formatted(sheet.name()));
    }
  }

  private static UnusableList unreadable(XMLStreamException e) {
    return new UnusableList(
        "The workbook cannot be read to its end: %s.".formatted(SheetXml.reason(e)), e);
  }

  @Override
  public List<String> header() {
    return header;
  }

  @Override
  public boolean hasNext() {
    return upcoming != null;
  }

  @Override
  public TableRow next() {
    TableRow row = upcoming;
    if (row == null) {
      throw new NoSuchElementException();
    }
    try {
      upcoming = read();
    } catch (XMLStreamException e) {
      throw unreadable(e);
    }
    // A cell that was never filled is not there, unlike in a line of CSV.
    List<String> cells = new ArrayList<>(row.cells());
    while (cells.size() < header.size()) {
      cells.add("");
    }
    return new TableRow(row.line(), cells, null);
  }

  /// The next row with any text, or null.
  private @Nullable TableRow read() throws XMLStreamException {
    while (xml.hasNext()) {
      if (xml.next() == XMLStreamReader.START_ELEMENT && xml.getLocalName().equals("row")) {
        String number = xml.getAttributeValue(null, "r");
        line = number == null || !number.matches("\\d{1,9}") ? line + 1 : Long.parseLong(number);
        List<String> cells = cells();
        if (!cells.isEmpty()) {
          return new TableRow(line, cells, null);
        }
      }
    }
    return null;
  }

  /// The cells of the row that the reader is at, without blank ones at the end.
  private List<String> cells() throws XMLStreamException {
    List<String> cells = new ArrayList<>();
    int column = -1;
    while (xml.hasNext()) {
      int event = xml.next();
      if (event == XMLStreamReader.START_ELEMENT && xml.getLocalName().equals("c")) {
        column = column(xml.getAttributeValue(null, "r"), column + 1);
        String text = text();
        if (!text.isBlank()) {
          while (cells.size() < column) {
            cells.add("");
          }
          if (cells.size() == column) {
            cells.add(text);
          }
        }
      } else if (event == XMLStreamReader.END_ELEMENT && xml.getLocalName().equals("row")) {
        break;
      }
    }
    return cells;
  }

  /// From `AB12`.
  private static int column(@Nullable String cell, int next) {
    int column = 0;
    int letters = 0;
    while (cell != null && letters < cell.length() && Character.isLetter(cell.charAt(letters))) {
      column = column * LETTERS + Character.toUpperCase(cell.charAt(letters)) - 'A' + 1;
      letters++;
      if (column < 1 || column > MOST_COLUMNS) {
        break;
      }
    }
    int found = letters == 0 ? next : column - 1;
    if (found < 0 || found >= MOST_COLUMNS) {
      throw new UnusableList("The workbook has a cell where no column is.");
    }
    return found;
  }

  /// The text of the cell that the reader is at.
  private String text() throws XMLStreamException {
    String type = xml.getAttributeValue(null, "t");
    String style = xml.getAttributeValue(null, "s");
    String value = "";
    while (xml.hasNext()) {
      int event = xml.next();
      if (event == XMLStreamReader.START_ELEMENT) {
        if (xml.getLocalName().equals("v")) {
          value = xml.getElementText();
        } else if (xml.getLocalName().equals("is")) {
          value = CellText.read(xml, "is");
        }
      } else if (event == XMLStreamReader.END_ELEMENT && xml.getLocalName().equals("c")) {
        break;
      }
    }
    return value.isEmpty() ? "" : shown(value, type == null ? "n" : type, style);
  }

  private String shown(String value, String type, @Nullable String style) {
    return switch (type) {
      case "s" -> sharedText(value);
      case "b" -> value.strip().equals("1") ? "true" : "false";
      case "e" -> "";
      case "n" -> workbook.formats().text(value, style);
      default -> CellText.plain(value);
    };
  }

  private String sharedText(String number) {
    String digits = number.strip();
    int index = digits.matches("\\d{1,9}") ? Integer.parseInt(digits) : Integer.MAX_VALUE;
    if (index >= workbook.texts().size()) {
      throw new UnusableList("The workbook has a cell whose text is missing.");
    }
    return workbook.texts().get(index);
  }

  @Override
  public void close() throws IOException {
    part.close();
  }
}
