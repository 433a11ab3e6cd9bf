package dev.placemill.table;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.placemill.attribute.CategoryTaxonomy;
import dev.placemill.evaluation.LabelledPair;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The pairs of a CSV file, read anew by every iterator; only one row is held at a time.
public final class PairTable implements Iterable<PairRow>, Closeable {
  private static final Set<String> YES =
      Set.of("1", "true", "t", "yes", "y", "match", "same", "duplicate", "positive");
  private static final Set<String> NO =
      Set.of(
          "0",
          "false",
          "f",
          "no",
          "n",
          "no match",
          "no_match",
          "nomatch",
          "non-match",
          "non_match",
          "nonmatch",
          "different",
          "distinct",
          "negative");

  private final CsvFile file;
  private final List<String> header;
  private final int label;
  private final PairColumns left;
  private final PairColumns right;
  private final CategoryTaxonomy taxonomy = CategoryTaxonomy.load();
  private final List<Closeable> opened = new ArrayList<>();

  private PairTable(CsvFile file, List<String> header, int label) {
    this.file = file;
    this.header = header;
    this.label = label;
    this.left = PairColumns.of(header, LabelledFile.LEFT);
    this.right = PairColumns.of(header, LabelledFile.RIGHT);
  }

  /// Reads the file from end to end, so that no row fails later.
  ///
  /// @throws UnusableList when a column is missing, or cells cannot be read
  public static PairTable open(CsvFile file) {
    try (CsvReader<CsvRecord> reader = file.records();
        CloseableIterator<CsvRecord> records = reader.iterator()) {
      List<String> header = records.next().getFields();
      int label = header.stream().map(LabelledFile::plain).toList().indexOf(LabelledFile.LABEL);
      if (label < 0) {
        throw new UnusableList(
            "%s has pairs but no column label, which says 1 for one place and 0 for two."
                .formatted(file.name()));
      }
      PairTable table = new PairTable(file, header, label);
      table.left.requireAny(file.name());
      table.right.requireAny(file.name());
      Faults faults = new Faults();
      while (records.hasNext()) {
        table.look(records.next(), faults);
      }
      faults.refuseAny(file.name());
      return table;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public List<String> header() {
    return header;
  }

  /// Which columns are read, for people.
  public String mappingDescribed() {
    return "label, left %s, right %s".formatted(left.described(), right.described());
  }

  private void look(CsvRecord row, Faults faults) {
    List<String> fields = row.getFields();
    if (fields.size() > header.size()) {
      faults.add(
          row.getStartingLineNumber(),
          "%d fields where the header has %d".formatted(fields.size(), header.size()));
      return;
    }
    List<String> cells = fitted(fields);
    String text = word(cells.get(label));
    if (!YES.contains(text) && !NO.contains(text)) {
      faults.add(
          row.getStartingLineNumber(),
          "label \"%s\" is neither 1, true, yes, match nor 0, false, no, different"
              .formatted(cells.get(label).strip()));
    }
    left.look(cells, row.getStartingLineNumber(), faults);
    right.look(cells, row.getStartingLineNumber(), faults);
  }

  private static String word(String cell) {
    return cell.strip().toLowerCase(Locale.ROOT);
  }

  private List<String> fitted(List<String> fields) {
    List<String> cells = new ArrayList<>(fields);
    cells.addAll(Collections.nCopies(header.size() - fields.size(), ""));
    return cells;
  }

  @Override
  public Iterator<PairRow> iterator() {
    try {
      CsvReader<CsvRecord> reader = file.records();
      opened.add(reader);
      CloseableIterator<CsvRecord> records = reader.iterator();
      records.next();
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return records.hasNext();
        }

        @Override
        public PairRow next() {
          CsvRecord row = records.next();
          return row(row.getStartingLineNumber(), fitted(row.getFields()));
        }
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private PairRow row(long line, List<String> cells) {
    boolean same = YES.contains(word(cells.get(label)));
    return new PairRow(
        line,
        cells,
        new LabelledPair(left.clues(cells, taxonomy), right.clues(cells, taxonomy), same));
  }

  @Override
  public void close() throws IOException {
    for (Closeable one : opened) {
      one.close();
    }
  }
}
