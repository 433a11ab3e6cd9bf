package dev.placemill.table;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Finds out what separates the fields of a file.
final class Delimiter {
  private static final int RECORDS_LOOKED_AT = 50;
  private static final Pattern SEPARATOR_LINE = Pattern.compile("\\A\"?sep=(.)\"?[\r\n]");

  private Delimiter() {}

  /// @param separatorLine whether the first line says so itself, as Excel's `sep=;` does
  record Sniffed(char delimiter, boolean separatorLine) {}

  /// The delimiter that makes the most sense: it gives recognisable columns, then rows as long as
  /// the header, then more columns. A comma when nothing tells.
  static Sniffed sniff(String beginning) {
    Matcher said = SEPARATOR_LINE.matcher(beginning);
    if (said.find()) {
      return new Sniffed(said.group(1).charAt(0), true);
    }
    Reading best =
        Stream.of(',', ';', '\t', '|')
            .map(delimiter -> read(beginning, delimiter))
            .reduce((a, b) -> Reading.BETTER.compare(b, a) > 0 ? b : a)
            .orElseThrow();
    return new Sniffed(best.delimiter, false);
  }

  private static Reading read(String beginning, char delimiter) {
    List<CsvRecord> records = new ArrayList<>();
    try (CsvReader<CsvRecord> reader =
        CsvFile.tolerant(delimiter)
            .allowUnclosedQuote(true)
            .ofCsvRecord(new StringReader(beginning))) {
      reader.stream().limit(RECORDS_LOOKED_AT).forEach(records::add);
    } catch (CsvParseException _) {
      // With a wrong delimiter quotes may make no sense; what was read so far counts.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (records.isEmpty()) {
      return new Reading(delimiter, 0, 0, 0);
    }
    CsvRecord header = records.getFirst();
    long even =
        records.stream().filter(row -> row.getFieldCount() == header.getFieldCount()).count();
    return new Reading(
        delimiter,
        ColumnMapping.of(header.getFields(), Map.of()).size(),
        (double) even / records.size(),
        header.getFieldCount());
  }

  private record Reading(char delimiter, int recognised, double evenness, int columns) {
    static final Comparator<Reading> BETTER =
        Comparator.comparingInt(Reading::recognised)
            .thenComparing(reading -> reading.columns > 1)
            .thenComparingDouble(Reading::evenness)
            .thenComparingInt(Reading::columns);
  }
}
