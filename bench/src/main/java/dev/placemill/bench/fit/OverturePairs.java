package dev.placemill.bench.fit;

import dev.hardwood.InputFile;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import dev.placemill.attribute.CategoryTaxonomy;
import dev.placemill.evaluation.LabelledPair;
import dev.placemill.match.Clues;
import dev.placemill.match.PlaceRecord;
import dev.placemill.place.PostalAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/// Pairs of Overture places that people labelled. They have no coordinates; their nested values are
/// JSON text in Parquet columns.
public final class OverturePairs {
  private static final String LABELLED = "overture/match_labels_3000.parquet";
  private static final String JOINED = "overture/conflation_pairs_2000.parquet";

  private final JsonMapper json = new JsonMapper();
  private final CategoryTaxonomy taxonomy;

  private OverturePairs(CategoryTaxonomy taxonomy) {
    this.taxonomy = taxonomy;
  }

  public static PairSet read(Path data, CategoryTaxonomy taxonomy) throws IOException {
    return PairSet.of(pairs(data.resolve(LABELLED), taxonomy, row -> row.getDouble("label") > 0));
  }

  /// Pairs that Overture joined itself: what two of its sources say of one place.
  public static List<LabelledPair> readJoined(Path data, CategoryTaxonomy taxonomy)
      throws IOException {
    return pairs(data.resolve(JOINED), taxonomy, _ -> true);
  }

  private static List<LabelledPair> pairs(
      Path file, CategoryTaxonomy taxonomy, Predicate<RowReader> isSame) throws IOException {
    OverturePairs reader = new OverturePairs(taxonomy);
    List<LabelledPair> pairs = new ArrayList<>();
    try (ParquetFileReader parquet = ParquetFileReader.open(InputFile.of(file));
        RowReader rows = parquet.rowReader()) {
      while (rows.hasNext()) {
        rows.next();
        pairs.add(
            new LabelledPair(
                reader.clues(rows, ""), reader.clues(rows, "base_"), isSame.test(rows)));
      }
    }
    return pairs;
  }

  private Clues clues(RowReader row, String side) {
    JsonNode address = value(row, side + "addresses").path(0);
    Map<String, String> tags = new HashMap<>();
    put(tags, "phone", texts(value(row, side + "phones")).collect(Collectors.joining(";")));
    put(tags, "website", texts(value(row, side + "websites")).findFirst().orElse(""));
    put(tags, "brand", value(row, side + "brand").path("names").path("primary").asString(""));
    JsonNode categories = value(row, side + "categories");
    return Clues.of(
        new PlaceRecord(
            "overture",
            "-",
            List.of(value(row, side + "names").path("primary").asString("")),
            List.of(),
            null,
            new PostalAddress(
                text(address, "freeform"),
                null,
                null,
                null,
                text(address, "locality"),
                text(address, "region"),
                text(address, "postcode"),
                text(address, "country")),
            Stream.concat(
                    Stream.of(categories.path("primary").asString("")),
                    texts(categories.path("alternate")))
                .flatMap(label -> taxonomy.findByLabel(label.replace('_', ' ')).stream())
                .toList(),
            tags,
            null,
            PlaceRecord.Lifecycle.IN_USE));
  }

  private JsonNode value(RowReader row, String column) {
    String text = row.isNull(column) ? "" : row.getString(column);
    return text.isBlank() ? MissingNode.getInstance() : json.readTree(text);
  }

  private static Stream<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(node -> node.asString(""));
  }

  private static @Nullable String text(JsonNode object, String key) {
    String text = object.path(key).asString("");
    return text.isBlank() ? null : text;
  }

  private static void put(Map<String, String> tags, String key, String value) {
    if (!value.isBlank()) {
      tags.put(key, value);
    }
  }
}
