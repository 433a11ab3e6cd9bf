package dev.placemill.server.table;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;

/// A CSV file whose way of writing has been found out.
///
/// @param sha256 of its bytes, in hexadecimal
/// @param separatorLine whether its first line is Excel's `sep=;`, not data
/// @param rows how many rows follow the header, blank lines not counted
public record CsvFile(
    Path path, String sha256, Charset charset, char delimiter, boolean separatorLine, long rows) {
  private static final int LARGEST_FIELD = 16 * 1024 * 1024;

  /// Reads the file once or twice from end to end, holding only a little of it.
  ///
  /// @throws UnusableList when it is missing, empty, binary or not readable as CSV
  public static CsvFile inspect(Path path) {
    Encoding encoding = Encoding.of(path);
    Delimiter.Sniffed sniffed = Delimiter.sniff(encoding.beginning());
    CsvFile file =
        new CsvFile(
            path,
            encoding.sha256(),
            encoding.charset(),
            sniffed.delimiter(),
            sniffed.separatorLine(),
            0);
    return new CsvFile(
        path,
        encoding.sha256(),
        encoding.charset(),
        sniffed.delimiter(),
        sniffed.separatorLine(),
        file.countRows());
  }

  /// The delimiter in words.
  public String delimiterName() {
    return switch (delimiter) {
      case ',' -> "commas";
      case ';' -> "semicolons";
      case '\t' -> "tabs";
      default -> "\"" + delimiter + "\"";
    };
  }

  private long countRows() {
    long records = 0;
    long line = 0;
    try (CsvReader<CsvRecord> reader = records()) {
      for (CsvRecord csvRecord : reader) {
        line = csvRecord.getStartingLineNumber();
        records++;
      }
    } catch (CsvParseException e) {
      throw new UnusableList(
          "%s cannot be read as CSV in or after line %d: a quotation mark is not closed, or something stands behind a closed one (%s)."
              .formatted(path, line + 1, e.getMessage()),
          e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (records == 0) {
      throw new UnusableList("%s holds no header and no rows.".formatted(path));
    }
    if (records == 1) {
      throw new UnusableList("%s holds a header but no rows.".formatted(path));
    }
    return records - 1;
  }

  /// All records, the header first. Line numbers are those of an editor.
  CsvReader<CsvRecord> records() throws IOException {
    CsvReader<CsvRecord> reader = tolerant(delimiter).allowUnclosedQuote(false).ofCsvRecord(open());
    if (separatorLine) {
      reader.skipLines(1);
    }
    return reader;
  }

  /// Reads what people write: blanks around quotes, rows of any length, blank lines.
  static CsvReader.CsvReaderBuilder tolerant(char delimiter) {
    return CsvReader.builder()
        .fieldSeparator(delimiter)
        .skipEmptyLines(true)
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .trimWhitespacesAroundQuotes(true)
        .maxBufferSize(LARGEST_FIELD);
  }

  private Reader open() throws IOException {
    InputStream bytes = Files.newInputStream(path);
    BufferedReader reader = new BufferedReader(new InputStreamReader(bytes, charset), 1 << 16);
    reader.mark(1);
    if (reader.read() != '\uFEFF') {
      reader.reset();
    }
    return reader;
  }
}
