package dev.placemill.bench.quality;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.Normalizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// How much is understood of what mappers really wrote, each distinct value once, lists as a whole.
///
/// @param misunderstood the values nothing could be made of
public record RealValues(long values, List<String> misunderstood) {
  public double share() {
    return values == 0 ? 0 : 1 - (double) misunderstood.size() / values;
  }

  /// @param file a file of `osm-values`: country, count, value
  public static RealValues of(Path data, Attribute attribute, String file) throws IOException {
    List<String[]> rows;
    try (Stream<String> lines = Files.lines(data.resolve("osm-values").resolve(file))) {
      rows = lines.map(line -> line.split("\t", 3)).toList();
    }
    return new RealValues(
        rows.size(),
        rows.stream()
            .filter(row -> !Normalizer.isUnderstood(attribute, row[2], row[0]))
            .map(row -> row[2])
            .toList());
  }
}
