package dev.placemill.attribute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/// How much of what mappers really wrote is understood.
class RealValuesTest {
  private record Real(String country, String value) {}

  @Test
  void almostEveryRealPhoneNumberIsUnderstood() throws IOException {
    double share =
        share("phone.tsv", real -> Normalizer.phone(real.value, real.country).isPresent());
    assertThat(share).isGreaterThanOrEqualTo(0.989);
  }

  @Test
  void almostAllRealOpeningHoursAreUnderstood() throws IOException {
    double share =
        share("opening_hours.tsv", real -> Normalizer.openingHours(real.value).isPresent());
    assertThat(share).isGreaterThanOrEqualTo(0.992);
  }

  @Test
  void almostEveryRealWebsiteIsUnderstood() throws IOException {
    double share = share("website.tsv", real -> Normalizer.website(real.value).isPresent());
    assertThat(share).isGreaterThanOrEqualTo(0.99);
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
