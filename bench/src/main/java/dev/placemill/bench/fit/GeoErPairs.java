package dev.placemill.bench.fit;

import dev.placemill.bench.quality.Distortion;
import dev.placemill.evaluation.LabelledPair;
import dev.placemill.match.Clues;
import dev.placemill.match.PlaceRecord;
import dev.placemill.place.Coordinates;
import dev.placemill.place.PostalAddress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/// The labelled pairs of the Geo-ER benchmark, read where they lie: they have no licence, so none
/// is in this repository.
public final class GeoErPairs {
  public static final List<String> SETS =
      List.of("osm_fsq/sin", "osm_fsq/tor", "osm_yelp/sin", "osm_yelp/tor");

  private static final Pattern COLUMN = Pattern.compile("COL (\\w+) VAL ");

  private static final int SLIPS_TO_ONE_ABBREVIATION = 2;

  private GeoErPairs() {}

  /// @param part `train`, `valid` or `test`
  public static PairSet read(Path data, String set, String part) throws IOException {
    return PairSet.of(pairs(data, set, part, UnaryOperator.identity()));
  }

  /// The train split, and its pairs again with the names of one side miswritten.
  static PairSet readToLearn(Path data, String set, long seed) throws IOException {
    Random random = new Random(seed);
    return read(data, set, "train")
        .withMiswritten(
            pairs(
                data,
                set,
                "train",
                name -> {
                  Distortion slip =
                      random.nextInt(SLIPS_TO_ONE_ABBREVIATION + 1) == 0
                          ? Distortion.ABBREVIATED
                          : Distortion.MISSPELT;
                  return slip.of(name, random);
                }));
  }

  private static List<LabelledPair> pairs(
      Path data, String set, String part, UnaryOperator<String> written) throws IOException {
    Path file = data.resolve("geoer").resolve(set).resolve(part + ".txt.gz");
    try (var lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      return lines.lines().map(line -> pair(line, written)).toList();
    }
  }

  private static LabelledPair pair(String line, UnaryOperator<String> written) {
    String[] parts = line.split("\t", -1);
    return new LabelledPair(
        clues(parts[0], UnaryOperator.identity()),
        clues(parts[1], written),
        parts[2].strip().equals("1"));
  }

  private static Clues clues(String entity, UnaryOperator<String> written) {
    Map<String, String> columns = new HashMap<>();
    String[] values = COLUMN.split(entity, -1);
    List<String> keys = COLUMN.matcher(entity).results().map(hit -> hit.group(1)).toList();
    for (int i = 0; i < keys.size(); i++) {
      columns.put(keys.get(i), values[i + 1].strip());
    }
    PostalAddress address =
        new PostalAddress(
            present(columns.get("address")),
            null,
            null,
            null,
            null,
            null,
            present(columns.get("postalCode")),
            null);
    return Clues.of(
        new PlaceRecord(
            "geoer",
            "-",
            List.of(written.apply(columns.getOrDefault("name", ""))),
            List.of(),
            new Coordinates(
                Double.parseDouble(columns.getOrDefault("latitude", "0")),
                Double.parseDouble(columns.getOrDefault("longitude", "0"))),
            address,
            List.of(),
            Map.of(),
            null,
            PlaceRecord.Lifecycle.IN_USE));
  }

  private static @Nullable String present(@Nullable String text) {
    return text == null || text.isBlank() ? null : text;
  }
}
