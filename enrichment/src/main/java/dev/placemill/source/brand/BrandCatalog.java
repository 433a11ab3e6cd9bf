package dev.placemill.source.brand;

import dev.placemill.attribute.CategoryTaxonomy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/// All brands that come with the library, by name. Read once, then never changed.
final class BrandCatalog {
  private static final String LIST = "\u001f";

  private final BrandNames names;
  private final Pattern neverABrand;
  private final LocalDate asOf;

  private BrandCatalog(BrandNames names, Pattern neverABrand, LocalDate asOf) {
    this.names = names;
    this.neverABrand = neverABrand;
    this.asOf = asOf;
  }

  static BrandCatalog load(CategoryTaxonomy taxonomy) {
    try (InputStream packed = BrandCatalog.class.getResourceAsStream("brands.tsv.gz")) {
      byte[] content = new GZIPInputStream(Objects.requireNonNull(packed), 1 << 16).readAllBytes();
      var rows = new Rows(taxonomy);
      // A row at a time becomes text, so that most of them are plain ASCII and quickly cut.
      for (int from = 0, to = 0; to < content.length; to++) {
        if (content[to] == '\n') {
          rows.read(new String(content, from, to - from, StandardCharsets.UTF_8).split("\t", -1));
          from = to + 1;
        }
      }
      return new BrandCatalog(rows.names.build(), rows.neverABrand, rows.asOf);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  BrandNames names() {
    return names;
  }

  /// Whether a name says only what a place is, whatever the place is.
  boolean isNeverABrand(String name) {
    return neverABrand.matcher(name).find();
  }

  /// The day the catalog describes.
  LocalDate asOf() {
    return asOf;
  }

  /// Understands the rows that `data/README.md` describes, in the order they are written.
  private static final class Rows {
    private final CategoryTaxonomy taxonomy;
    private final List<BrandKind> kinds = new ArrayList<>();
    private final List<CountrySet> countrySets = new ArrayList<>();
    private final List<Brand.Organisation> organisations = new ArrayList<>();
    private final Map<String, List<BrandKind>> kindLists = new HashMap<>();
    private final BrandNames.Builder names = new BrandNames.Builder();
    private Pattern neverABrand = Pattern.compile("(?!)");
    private LocalDate asOf = LocalDate.EPOCH;

    Rows(CategoryTaxonomy taxonomy) {
      this.taxonomy = taxonomy;
    }

    void read(String[] row) {
      switch (row[0]) {
        case "V" -> asOf = dayOf(row[1]);
        case "G" -> neverABrand = BrandKind.anyOf(list(row[1]));
        case "C" -> kinds.add(new BrandKind(row[1], both(row[2], row[3]), taxonomy));
        case "L" -> countrySets.add(CountrySet.of(row[1]));
        case "W" -> organisations.add(organisation(row));
        case "B" -> addBrand(row);
        default -> throw new IllegalStateException("brands.tsv.gz has a row " + row[0]);
      }
    }

    private void addBrand(String[] row) {
      List<String> spellings = list(row[8]);
      var brand =
          new Brand(
              row[1],
              kindLists.computeIfAbsent(row[2], this::kindList),
              countrySets.get(Integer.parseInt(row[3])),
              organisations.get(Integer.parseInt(row[4])),
              row[5].intern(),
              list(row[6]).stream().map(Rows::ending).toList(),
              spellings.getFirst(),
              row[7].equals(spellings.getFirst()) ? spellings.getFirst() : row[7],
              spellings.size());
      spellings.forEach(spelling -> names.add(spelling, brand));
    }

    private List<BrandKind> kindList(String indexes) {
      return Arrays.stream(indexes.split(",", -1)).map(Integer::valueOf).map(kinds::get).toList();
    }

    private static Brand.Organisation organisation(String[] row) {
      return new Brand.Organisation(
          row[1], row[2], row[3], row[4], row[5], row[6], row[7], row[8], row[9], list(row[10]));
    }

    private static Brand.Ending ending(String text) {
      String[] parts = text.split(">", -1);
      return new Brand.Ending(LocalDate.parse(parts[0]), parts.length > 1 ? parts[1] : null);
    }

    /// The versions of the name-suggestion-index end in their day: `8.0.20260918`.
    private static LocalDate dayOf(String version) {
      return LocalDate.parse(
          version.substring(version.lastIndexOf('.') + 1), DateTimeFormatter.BASIC_ISO_DATE);
    }

    private static List<String> both(String one, String other) {
      return Stream.concat(list(one).stream(), list(other).stream()).toList();
    }

    private static List<String> list(String column) {
      return column.isEmpty() ? List.of() : List.of(column.split(LIST, -1));
    }
  }
}
