package dev.placemill.table;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.placemill.attribute.CategoryTaxonomy;
import dev.placemill.place.PostalAddress;
import dev.placemill.reference.file.FileFacts;
import dev.placemill.reference.file.Omission;
import dev.placemill.reference.file.PlaceFile;
import dev.placemill.reference.file.PlaceSink;
import dev.placemill.reference.file.RecordDraft;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A table of places as a dataset: the same columns are recognised as in a list to enrich, and
/// those that bear keys of OpenStreetMap are kept under them.
public final class CsvPlaceFile implements PlaceFile {
  private static final String FORMAT = "csv";
  private static final int ROWS_BETWEEN_REPORTS = 500;

  private final CsvFile file;
  private final Map<String, String> byHand;
  private final CategoryTaxonomy taxonomy = CategoryTaxonomy.load();

  private CsvPlaceFile(CsvFile file, Map<String, String> byHand) {
    this.file = file;
    this.byHand = byHand;
  }

  /// Looks through the file once, so that what it lacks is said before anything is imported.
  ///
  /// @param byHand which column to read as which field or key, where the header does not tell
  /// @throws UnusableList when it is no CSV, or its columns cannot describe places
  public static CsvPlaceFile open(CsvFile file, Map<String, String> byHand) {
    CsvPlaceFile places = new CsvPlaceFile(file, byHand);
    try (CsvReader<CsvRecord> reader = file.records()) {
      places.columns(reader.iterator().next().getFields());
    } catch (IOException e) {
      throw new UnusableList("%s cannot be read: %s.".formatted(file.name(), e.getMessage()), e);
    }
    return places;
  }

  private ReferenceColumns columns(List<String> header) {
    return ReferenceColumns.of(header, byHand);
  }

  @Override
  public FileFacts facts() {
    return new FileFacts(FORMAT, null, null, null);
  }

  @Override
  public long bytes() {
    return file.source().bytes();
  }

  @Override
  public void read(String dataset, PlaceSink sink) throws IOException {
    try (CsvReader<CsvRecord> reader = file.records()) {
      Iterator<CsvRecord> rows = reader.iterator();
      List<String> header = rows.next().getFields();
      ReferenceColumns columns = columns(header);
      for (long number = 0; rows.hasNext(); number++) {
        if (number % ROWS_BETWEEN_REPORTS == 0) {
          sink.progress((double) number / Math.max(1, file.rows()));
        }
        List<String> cells = rows.next().getFields();
        if (cells.size() > header.size()) {
          sink.leftOut(Omission.UNREADABLE);
        } else if (!cells.stream().allMatch(String::isBlank)) {
          draft(dataset, columns, cells).into(sink);
        }
      }
    }
    sink.progress(1);
  }

  private RecordDraft draft(String dataset, ReferenceColumns columns, List<String> cells) {
    RecordDraft draft = new RecordDraft(dataset, columns.text(PlaceField.ID, cells));
    draft.named(columns.text(PlaceField.NAME, cells));
    draft.at(
        degrees(columns.cell(PlaceField.LATITUDE, cells)),
        degrees(columns.cell(PlaceField.LONGITUDE, cells)));
    draft.address(address(columns, cells));
    draft.tag("phone", columns.text(PlaceField.PHONE, cells));
    draft.tag("website", columns.text(PlaceField.WEBSITE, cells));
    draft.tag("email", columns.text(PlaceField.EMAIL, cells));
    draft.tag("brand", columns.text(PlaceField.BRAND, cells));
    draft.tag("opening_hours", columns.text(PlaceField.OPENING_HOURS, cells));
    Map<String, String> tags = columns.tags(cells);
    tags.forEach(draft::tag);
    draft.categories(categories(columns.cell(PlaceField.CATEGORY, cells), tags));
    draft.observedOn(columns.findUpdate(cells).orElse(null));
    return draft.closed(columns.saysClosed(cells));
  }

  private static PostalAddress address(ReferenceColumns columns, List<String> cells) {
    String country = columns.text(PlaceField.COUNTRY, cells);
    return new PostalAddress(
        columns.text(PlaceField.ADDRESS, cells),
        columns.text(PlaceField.HOUSE, cells),
        columns.text(PlaceField.STREET, cells),
        null,
        columns.text(PlaceField.CITY, cells),
        columns.text(PlaceField.STATE, cells),
        columns.text(PlaceField.POSTAL_CODE, cells),
        country != null ? country : columns.text(PlaceField.COUNTRY_CODE, cells));
  }

  private List<String> categories(String label, Map<String, String> tags) {
    Optional<String> id = label.isEmpty() ? Optional.empty() : taxonomy.findByLabel(label);
    if (id.isEmpty()) {
      return taxonomy.ofOsmTags(tags);
    }
    List<String> categories = new ArrayList<>(List.of(id.get()));
    taxonomy.findGroup(id.get()).ifPresent(categories::add);
    return categories;
  }

  private static @Nullable Double degrees(String cell) {
    return CoordinateText.of(cell) instanceof CoordinateText.Degrees(double degrees)
        ? degrees
        : null;
  }
}
