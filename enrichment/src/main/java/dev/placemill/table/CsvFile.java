package dev.placemill.table;

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
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A CSV list whose way of writing has been found out.
///
/// @param sha256 of its bytes, in hexadecimal
/// @param separatorLine whether its first line is Excel's `sep=;`, not data
/// @param hasHeader whether its first row names the columns
/// @param rows how many rows follow the header, blank lines not counted
public record CsvFile(
    ListSource source,
    String sha256,
    Charset charset,
    char delimiter,
    boolean separatorLine,
    boolean hasHeader,
    long rows) {
  private static final int LARGEST_FIELD = 16 * 1024 * 1024;

  /// Reads the file once or twice from end to end, holding only a little of it.
  ///
  /// @throws UnusableList when it is missing, empty, binary or not readable as CSV
  public static CsvFile inspect(Path path) {
    return inspect(ListSource.of(path), null, true);
  }

  /// The same of any list.
  ///
  /// @param charset in which it is written, or null to find out
  public static CsvFile inspect(ListSource source, @Nullable Charset charset, boolean hasHeader) {
    Encoding encoding = Encoding.of(source, charset);
    Delimiter.Sniffed sniffed = Delimiter.sniff(encoding.beginning());
    CsvFile uncounted =
        new CsvFile(
            source,
            encoding.sha256(),
            encoding.charset(),
            sniffed.delimiter(),
            sniffed.separatorLine(),
            hasHeader,
            0);
    return new CsvFile(
        source,
        encoding.sha256(),
        encoding.charset(),
        sniffed.delimiter(),
        sniffed.separatorLine(),
        hasHeader,
        uncounted.countRows());
  }

  /// How it is called in a sentence.
  String name() {
    return source.name();
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
              .formatted(name(), line + 1, e.getMessage()),
          e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!hasHeader && records > 0) {
      return records;
    }
    if (records == 0) {
      throw new UnusableList("%s holds no header and no rows.".formatted(name()));
    }
    if (records == 1) {
      throw new UnusableList("%s holds a header but no rows.".formatted(name()));
    }
    return records - 1;
  }

  /// The names of the columns: those of the header, or numbers from 1.
  ///
  /// @param first the first record
  List<String> header(List<String> first) {
    return hasHeader
        ? first
        : IntStream.rangeClosed(1, first.size()).mapToObj(Integer::toString).toList();
  }

  /// All records, with the header first where there is one. Line numbers are those of an editor.
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
    InputStream bytes = source.open();
    BufferedReader reader = new BufferedReader(new InputStreamReader(bytes, charset), 1 << 16);
    reader.mark(1);
    if (reader.read() != '\uFEFF') {
      reader.reset();
    }
    return reader;
  }
}
