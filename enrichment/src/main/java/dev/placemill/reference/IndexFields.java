package dev.placemill.reference;

import dev.placemill.match.AddressForm;
import dev.placemill.match.Clues;
import dev.placemill.match.NameForm;
import dev.placemill.match.PlaceRecord;
import dev.placemill.place.Coordinates;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.LatLonDocValuesField;
import org.apache.lucene.document.LatLonPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/// The fields of the Lucene index, and a record as its document. Text is folded by `match`, so what
/// is found and what is compared agree.
final class IndexFields {
  static final String TRIGRAM = "trigram";
  static final String WORD = "word";
  static final String NAME = "name";
  static final String PHONE = "phone";
  static final String DOMAIN = "domain";
  static final String BRAND = "brand";
  static final String POSTCODE = "postcode";
  static final String CITY = "city";
  static final String STREET = "street";
  static final String LARGE = "large";
  static final String POINT = "point";
  static final String CELL = "cell";
  static final String CLUES = "clues";
  static final String RECORD = "record";

  /// Raised whenever the fields, their forms or the folding of text change: an index of another
  /// format would be searched in vain.
  static final int FORMAT = 5;

  static final String FORMAT_KEY = "placemill.format";

  private static final Set<String> LARGE_TAGS =
      Set.of(
          "aeroway=aerodrome",
          "aeroway=terminal",
          "shop=mall",
          "amenity=university",
          "amenity=college",
          "amenity=hospital",
          "leisure=park",
          "leisure=golf_course",
          "leisure=nature_reserve",
          "leisure=stadium",
          "tourism=theme_park",
          "tourism=zoo");

  /// The same in our own categories, for records of datasets without OpenStreetMap's tags.
  private static final Set<String> LARGE_CATEGORIES =
      Set.of(
          "airport",
          "airport_terminal",
          "shopping_center",
          "university",
          "hospital",
          "park",
          "golf_course",
          "stadium",
          "theme_park",
          "zoo");

  private IndexFields() {}

  static Document document(PlaceRecord record) {
    Document document = new Document();
    Clues clues = Clues.of(record);
    Set<String> trigrams = new HashSet<>();
    Set<String> words = new HashSet<>();
    Set<String> names = new HashSet<>();
    for (NameForm name :
        Stream.concat(clues.names().stream(), clues.formerNames().stream()).toList()) {
      trigrams.addAll(name.trigrams());
      words.addAll(name.words());
      names.add(name.joined());
    }
    add(document, TRIGRAM, trigrams);
    add(document, WORD, words);
    add(document, NAME, names);
    add(document, PHONE, clues.phones());
    add(document, DOMAIN, clues.domain());
    add(document, BRAND, clues.brands());
    AddressForm address = clues.address();
    add(document, POSTCODE, address.postcode());
    add(document, CITY, address.city());
    add(document, STREET, address.street() == null ? null : address.street().joined());
    if (isLarge(record)) {
      add(document, LARGE, "1");
    }
    Coordinates coordinates = record.coordinates();
    document.add(new NumericDocValuesField(CELL, MapCell.of(coordinates, record.id())));
    if (coordinates != null) {
      document.add(new LatLonPoint(POINT, coordinates.latitude(), coordinates.longitude()));
      document.add(
          new LatLonDocValuesField(POINT, coordinates.latitude(), coordinates.longitude()));
    }
    document.add(
        new BinaryDocValuesField(CLUES, new BytesRef(CandidateCodec.encode(record, clues))));
    document.add(new StoredField(RECORD, RecordCodec.encode(record)));
    return document;
  }

  /// Whether the middle of the place may be far from where a client puts it.
  static boolean isLarge(PlaceRecord record) {
    return record.categories().stream().anyMatch(LARGE_CATEGORIES::contains)
        || record.tags().entrySet().stream()
            .anyMatch(tag -> LARGE_TAGS.contains(tag.getKey() + "=" + tag.getValue()));
  }

  private static void add(Document document, String field, Set<String> terms) {
    terms.forEach(term -> add(document, field, term));
  }

  private static void add(Document document, String field, @Nullable String term) {
    if (term != null && !term.isEmpty()) {
      document.add(new StringField(field, term, Field.Store.NO));
    }
  }
}
