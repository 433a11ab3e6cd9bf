package dev.placemill.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.place.Coordinates;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RegionsTest {
  private static final double METRE = 1 / 111_195.0;

  /// Three regions, of which the first two are a part.
  private static final Regions REGIONS =
      new Regions(
          new long[] {MapKey.first(new Coordinates(48, 10)), MapKey.first(new Coordinates(48, 20))},
          new int[] {0, 2},
          3_000);

  @Test
  void everyNumberIsInOneRegionAndEveryRegionInOnePart() {
    assertThat(REGIONS.of(Long.MIN_VALUE)).isZero();
    assertThat(REGIONS.of(MapKey.first(new Coordinates(48, 10)) - 1)).isZero();
    assertThat(REGIONS.of(MapKey.first(new Coordinates(48, 10)))).isEqualTo(1);
    assertThat(REGIONS.of(Long.MAX_VALUE)).isEqualTo(2);
    assertThat(IntStream.range(0, 3).map(REGIONS::partOf)).containsExactly(0, 0, 1);
  }

  @Test
  void aPlaceNearABorderIsAGuestBeyondIt() {
    Coordinates border = new Coordinates(48, 20);
    int own = REGIONS.of(MapKey.first(border));
    Coordinates west = new Coordinates(48, 20 - 60 * METRE / Math.cos(Math.toRadians(48)));
    int beside = REGIONS.of(MapKey.first(west));

    assertThat(beside).isNotEqualTo(own);
    assertThat(REGIONS.besides(border, MapKey.first(border))).contains(beside);
    assertThat(REGIONS.besides(west, MapKey.first(west))).contains(own);
  }

  @Test
  void aPlaceAtTheEndOfTheWorldHasNeighboursTooAndNoError() {
    for (double latitude : new double[] {-90, 0, 90}) {
      for (double longitude : new double[] {-180, 180}) {
        Coordinates point = new Coordinates(latitude, longitude);
        assertThat(REGIONS.besides(point, MapKey.first(point))).isSubsetOf(0, 1, 2);
      }
    }
  }

  @Test
  void placesOfOneNameAtOneSpotHaveOneNumberHoweverTheyAreWritten() {
    long one = key("{\"name\":\"Café Central\",\"latitude\":48.21,\"longitude\":16.365}");
    long other = key("{\"name\":\"CAFE CENTRAL\",\"latitude\":48.21,\"longitude\":16.365}");

    assertThat(one).isEqualTo(other);
    assertThat(MapKey.isOnMap(one)).isTrue();
  }

  @Test
  void placesWithoutCoordinatesComeTogetherByTheirHouse() {
    long one = key("{\"name\":\"Café Central\",\"full_address\":\"Herrengasse 14, 1010 Wien\"}");
    long other = key("{\"name\":\"Central\",\"full_address\":\"Herrengasse 14, 1010 Wien\"}");
    long elsewhere = key("{\"name\":\"Central\",\"full_address\":\"Herrengasse 15, 1010 Wien\"}");

    assertThat(one).isEqualTo(other).isNotEqualTo(elsewhere);
    assertThat(MapKey.isOnMap(one)).isFalse();
  }

  @Test
  void sitesThatDifferByNothingButWwwAreOne() {
    assertThat(MapKey.ofHost("www.Example.org")).isEqualTo(MapKey.ofHost("example.org"));
    assertThat(MapKey.ofHost("example.org")).isNotEqualTo(MapKey.ofHost("example.com"));
  }

  private static long key(String inputs) {
    JsonNode read = JsonMapper.shared().readTree(inputs);
    return MapKey.of(new ListedPlace(0, 0, "1", "1", read, null, false));
  }
}
