package dev.placemill.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.place.Coordinates;
import java.util.Arrays;
import java.util.Random;
import org.apache.lucene.geo.Rectangle;
import org.junit.jupiter.api.Test;

class CellRunsTest {
  @Test
  void everyPointOfABoxLiesInARunWhereverTheBoxIs() {
    Random random = new Random(3);
    for (int i = 0; i < 2_000; i++) {
      double latitude = i % 5 == 0 ? 84.9 : random.nextDouble(-89, 89);
      double longitude = i % 7 == 0 ? 179.995 : random.nextDouble(-180, 180);
      Rectangle box = Rectangle.fromPointDistance(latitude, longitude, random.nextInt(1, 5_000));
      long[] runs = CellRuns.of(box);

      assertThat(runs).isSorted();
      assertThat(runs.length).isPositive().isLessThan(500).matches(length -> length % 2 == 0);
      for (int j = 0; j < 20; j++) {
        assertThat(isWithin(pointOf(box, random), runs)).isTrue();
      }
    }
  }

  @Test
  void aBoxOfAFewCellsTakesInOnlyWhatTouchesIt() {
    Rectangle box = Rectangle.fromPointDistance(48.137, 11.575, 1_200);
    long[] runs = CellRuns.of(box);

    assertThat(isWithin(new Coordinates(48.137, 11.575), runs)).isTrue();
    // A cell is 305 m high and, there, 408 m wide.
    assertThat(isWithin(new Coordinates(box.maxLat + 0.003, 11.575), runs)).isFalse();
    assertThat(isWithin(new Coordinates(box.minLat - 0.003, 11.575), runs)).isFalse();
    assertThat(isWithin(new Coordinates(48.137, box.maxLon + 0.006), runs)).isFalse();
    assertThat(isWithin(new Coordinates(48.137, box.minLon - 0.006), runs)).isFalse();
  }

  private static Coordinates pointOf(Rectangle box, Random random) {
    double width = box.maxLon - box.minLon + (box.crossesDateline() ? 360 : 0);
    double longitude = box.minLon + random.nextDouble() * width;
    return new Coordinates(
        box.minLat + random.nextDouble() * (box.maxLat - box.minLat),
        longitude > 180 ? longitude - 360 : longitude);
  }

  private static boolean isWithin(Coordinates point, long[] runs) {
    long key = MapCell.of(point, "place");
    int at = Arrays.binarySearch(runs, key);
    return at >= 0 ? at % 2 == 0 : (-at - 1) % 2 == 1;
  }
}
