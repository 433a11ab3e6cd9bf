package dev.placemill.reference.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.match.PlaceRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How many places of real files have a category of ours.
class CategoryCoverageTest {
  @ParameterizedTest
  @CsvSource({
    "osm/monaco-2020.osm.pbf, 0.97",
    "osm/liechtenstein-2015.osm.pbf, 0.97",
    "overture/match_labels_3000.parquet, 0.97",
    "overture/conflation_pairs_2000.parquet, 0.97",
  })
  @SuppressWarnings("SystemOut")
  void almostEveryPlaceHasACategory(String file, double leastShare) throws IOException {
    String data = System.getenv("PLACEMILL_TEST_DATA");
    Assumptions.assumeTrue(data != null, "PLACEMILL_TEST_DATA is not set: nothing measured");
    var tally = new Tally();
    new PlaceFiles().open(Path.of(data, file)).read("sample", tally);
    System.out.printf(
        "%s: %.4f of %d places have a category; not: %s%n",
        file, tally.share(), tally.places, tally.without);
    assertThat(tally.places).isGreaterThan(100);
    assertThat(tally.share()).isGreaterThanOrEqualTo(leastShare);
  }

  private static final class Tally implements PlaceSink {
    private final Map<String, Integer> without = new TreeMap<>();
    private int places;
    private int categorised;

    @Override
    public void place(PlaceRecord place) {
      places++;
      if (place.categories().isEmpty()) {
        place.tags().entrySet().stream()
            .filter(tag -> tag.getKey().matches("amenity|shop|tourism|leisure|office|craft|club"))
            .forEach(tag -> without.merge(tag.toString(), 1, Integer::sum));
      } else {
        categorised++;
      }
    }

    @Override
    public void leftOut(Omission why) {
      // Not counted: nobody could look for it.
    }

    @Override
    public void progress(double share) {
      // Nobody watches.
    }

    double share() {
      return (double) categorised / places;
    }
  }
}
