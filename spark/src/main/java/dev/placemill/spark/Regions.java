package dev.placemill.spark;

import dev.placemill.enricher.SentPlace;
import dev.placemill.place.Coordinates;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.TreeSet;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/// The map cut into regions of some hundred places each, as [MapKey] orders them. The places of a
/// region are worked together, as those of a batch are; some regions in a row make a part, which
/// becomes one file.
///
/// @param starts the first number of each region but the first, which begins with every number
/// @param partStarts the first region of each part
/// @param rows how many there are in all
record Regions(long[] starts, int[] partStarts, long rows) implements Serializable {
  private static final long serialVersionUID = 1;

  /// As many as the guide lets a client send together.
  static final int ROWS = 1_000;

  private static final double METRES_PER_DEGREE = 111_195;

  /// Towards the poles degrees of longitude become as narrow as one likes.
  private static final double WIDEST = 0.02;

  /// A cell whose numbers are spread over more regions is one spot with thousands of places; a
  /// place beside it is compared with those of its name there alone.
  private static final int MOST_AT_ONE_SPOT = 3;

  /// A region while it is being cut.
  ///
  /// @param first of its numbers
  record Cut(long first, long rows) implements Serializable {
    private static final long serialVersionUID = 1;
  }

  /// Cuts the map so that each region has about [#ROWS] places.
  ///
  /// @param partRows how many places make a part
  /// @param parts so many should there be at least, to keep every core busy
  static Regions of(JavaRDD<Long> keys, long partRows, int parts) {
    // A task counts no more keys than one reads.
    int tasks = Math.max(keys.context().defaultParallelism(), keys.getNumPartitions());
    List<Cut> cuts =
        keys.mapToPair(key -> new Tuple2<>(key, 1L))
            .reduceByKey(Long::sum, tasks)
            .sortByKey(true, tasks)
            .mapPartitions(Regions::cuts)
            .collect();
    return of(joined(cuts), partRows, parts);
  }

  private static Iterator<Cut> cuts(Iterator<Tuple2<Long, Long>> counted) {
    List<Cut> cuts = new ArrayList<>();
    Cut open = null;
    while (counted.hasNext()) {
      Tuple2<Long, Long> one = counted.next();
      if (open != null && open.rows + one._2 <= ROWS) {
        open = new Cut(open.first, open.rows + one._2);
      } else {
        if (open != null) {
          cuts.add(open);
        }
        open = new Cut(one._1, one._2);
      }
    }
    if (open != null) {
      cuts.add(open);
    }
    return cuts.iterator();
  }

  /// Where two tasks met, the pieces may be small.
  private static List<Cut> joined(List<Cut> cuts) {
    List<Cut> joined = new ArrayList<>();
    for (Cut cut : cuts) {
      if (!joined.isEmpty() && joined.getLast().rows + cut.rows <= ROWS) {
        Cut before = joined.removeLast();
        joined.add(new Cut(before.first, before.rows + cut.rows));
      } else {
        joined.add(cut);
      }
    }
    return joined;
  }

  private static Regions of(List<Cut> cuts, long partRows, int parts) {
    long rows = cuts.stream().mapToLong(Cut::rows).sum();
    long perPart = Math.clamp(rows / Math.max(1, parts), ROWS, Math.max(ROWS, partRows));
    List<Integer> partStarts = new ArrayList<>();
    long inPart = perPart;
    for (int region = 0; region < cuts.size(); region++) {
      if (inPart >= perPart) {
        partStarts.add(region);
        inPart = 0;
      }
      inPart += cuts.get(region).rows;
    }
    return new Regions(
        cuts.stream().skip(1).mapToLong(Cut::first).toArray(),
        partStarts.stream().mapToInt(Integer::intValue).toArray(),
        rows);
  }

  int parts() {
    return partStarts.length;
  }

  /// The region that a number is in.
  int of(long key) {
    int found = Arrays.binarySearch(starts, key);
    return found >= 0 ? found + 1 : -found - 1;
  }

  int partOf(int region) {
    int found = Arrays.binarySearch(partStarts, region);
    return found >= 0 ? found : -found - 2;
  }

  /// The regions beside its own in which a place is compared with others, since it is near them.
  ///
  /// @param key the number of the place
  List<Integer> besides(Coordinates point, long key) {
    double north = SentPlace.NEAR_METRES / METRES_PER_DEGREE;
    double east = Math.min(WIDEST, north / Math.cos(Math.toRadians(point.latitude())));
    TreeSet<Integer> near = new TreeSet<>();
    for (double up = -north; up < north + MapKey.SIDE_DEGREES; up += MapKey.SIDE_DEGREES) {
      for (double right = -east; right < east + MapKey.SIDE_DEGREES; right += MapKey.SIDE_DEGREES) {
        addRegions(
            point.latitude() + Math.min(up, north),
            point.longitude() + Math.min(right, east),
            key,
            near);
      }
    }
    near.remove(of(key));
    return List.copyOf(near);
  }

  /// Adds those of the cell that a point is in.
  private void addRegions(double latitude, double longitude, long key, TreeSet<Integer> regions) {
    long first = MapKey.first(new Coordinates(Math.clamp(latitude, -90, 90), around(longitude)));
    int from = of(first);
    int to = of(MapKey.last(first));
    if (to - from >= MOST_AT_ONE_SPOT) {
      regions.add(of(MapKey.ofSameName(first, key)));
      return;
    }
    for (int region = from; region <= to; region++) {
      regions.add(region);
    }
  }

  private static double around(double longitude) {
    return longitude > 180 ? longitude - 360 : longitude < -180 ? longitude + 360 : longitude;
  }
}
