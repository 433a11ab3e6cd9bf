package dev.placemill.attribute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How much of what mappers really wrote is understood.
class RealValuesTest {
  private record Real(String country, String value) {}

  @ParameterizedTest
  @CsvSource({
    "PHONE, phone.tsv, 0.989",
    "OPENING_HOURS, opening_hours.tsv, 0.992",
    "WEBSITE, website.tsv, 0.99",
  })
  void almostEveryRealValueIsUnderstood(Attribute attribute, String file, double leastShare)
      throws IOException {
    double share =
        share(file, real -> Normalizer.isUnderstood(attribute, real.value, real.country));
    assertThat(share).isGreaterThanOrEqualTo(leastShare);
  }

  private static double share(String file, Predicate<Real> isUnderstood) throws IOException {
    String directory = System.getenv("PLACEMILL_TEST_DATA");
    assumeTrue(directory != null, "skipped: PLACEMILL_TEST_DATA names no directory of real values");
    List<Real> values;
    try (var lines = Files.lines(Path.of(directory, "osm-values", file))) {
      values = lines.map(line -> line.split("\t", 3)).map(cut -> new Real(cut[0], cut[2])).toList();
    }
    List<Real> missed = values.stream().filter(isUnderstood.negate()).toList();
    double share = 1 - (double) missed.size() / values.size();
    System.out.printf("%s: %.4f of %d understood, not: %s%n", file, share, values.size(), missed);
    return share;
  }
}
