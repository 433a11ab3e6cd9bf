package dev.placemill.server.export;

import dev.placemill.attribute.Attribute;
import dev.placemill.server.batch.BatchResults;
import dev.placemill.server.batch.BatchResults.PlaceResult;
import dev.placemill.server.batch.BatchResults.Stored;
import dev.placemill.server.batch.PlaceStatus;
import dev.placemill.server.batch.SubmittedPlace;
import dev.placemill.table.CsvDialect;
import dev.placemill.table.CsvTable;
import dev.placemill.table.ExportTable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/// The file that some batches become. They are read twice: once to see which columns have a value
/// anywhere, and again to write those; a slice of them is in memory at a time.
final class ExportFile {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final BatchResults results;
  private final List<Stored> batches;
  private final ExportTable table;
  private final BitSet columns;

  private ExportFile(
      BatchResults results, List<Stored> batches, ExportTable table, BitSet columns) {
    this.results = results;
    this.batches = batches;
    this.table = table;
    this.columns = columns;
  }

  /// Reads the batches for the first time.
  ///
  /// @param step called now and then, to keep what must be kept while this goes on
  static ExportFile of(BatchResults results, List<Stored> batches, Runnable step) {
    Set<Attribute> attributes = EnumSet.noneOf(Attribute.class);
    batches.forEach(batch -> attributes.addAll(results.attributes(batch)));
    ExportTable table = ExportTable.of(attributes);
    var columns = new BitSet();
    columns.set(0, ExportTable.LEADING.size());
    for (Stored batch : batches) {
      for (int slice = 0; slice < batch.slices(); slice++) {
        step.run();
        for (PlaceResult place : results.slice(batch, slice)) {
          if (place.status() == PlaceStatus.PENDING) {
            // Nobody knows yet what it will have when it is written.
            columns.set(0, table.names().size());
          } else {
            add(cells(table, batch, place), columns);
          }
        }
      }
    }
    return new ExportFile(results, batches, table, columns);
  }

  private static void add(List<String> cells, BitSet columns) {
    for (int i = 0; i < cells.size(); i++) {
      if (!cells.get(i).isEmpty()) {
        columns.set(i);
      }
    }
  }

  private static List<String> cells(ExportTable table, Stored batch, PlaceResult place) {
    return table.cells(
        batch.id(),
        batch.name(),
        SubmittedPlace.of(place.submitted()).inputs(),
        JSON.readTree(place.item()));
  }

  /// Reads them again and writes the file.
  ///
  /// @return how many places it has
  /// @throws IllegalStateException when a column that was empty no longer is, since places were
  ///   tried again meanwhile; what is written then is no whole file
  long writeTo(OutputStream out, Runnable step) throws IOException {
    var csv = new CsvTable(out, CsvDialect.RFC4180);
    csv.write(chosen(table.names()));
    long rows = 0;
    for (Stored batch : batches) {
      for (int slice = 0; slice < batch.slices(); slice++) {
        step.run();
        for (PlaceResult place : results.slice(batch, slice)) {
          List<String> cells = cells(table, batch, place);
          requireKept(cells);
          csv.write(chosen(cells));
          rows++;
        }
      }
    }
    csv.flush();
    return rows;
  }

  private List<String> chosen(List<String> cells) {
    List<String> chosen = new ArrayList<>(columns.cardinality());
    columns.stream().forEach(column -> chosen.add(cells.get(column)));
    return chosen;
  }

  private void requireKept(List<String> cells) {
    for (int i = columns.nextClearBit(0); i < cells.size(); i = columns.nextClearBit(i + 1)) {
      if (!cells.get(i).isEmpty()) {
        throw new IllegalStateException("a batch changed while it was exported");
      }
    }
  }
}
