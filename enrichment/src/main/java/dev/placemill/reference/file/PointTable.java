package dev.placemill.reference.file;

import dev.placemill.place.Coordinates;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// Points by id, for exactly the ids announced beforehand: 16 bytes each, so that the outlines of a
/// country's places fit in memory while its other nodes pass by.
final class PointTable {
  private long[] ids = new long[1024];
  private int size;
  private int[] latitudes = new int[0];
  private int[] longitudes = new int[0];
  private final BitSet known = new BitSet();

  void announce(long id) {
    if (size == ids.length) {
      ids = Arrays.copyOf(ids, size * 2);
    }
    ids[size++] = id;
  }

  /// Ends the announcements.
  void seal() {
    Arrays.parallelSort(ids, 0, size);
    int distinct = 0;
    for (int i = 0; i < size; i++) {
      if (i == 0 || ids[i] != ids[i - 1]) {
        ids[distinct++] = ids[i];
      }
    }
    size = distinct;
    ids = Arrays.copyOf(ids, size);
    latitudes = new int[size];
    longitudes = new int[size];
  }

  boolean isAnnounced(long id) {
    return Arrays.binarySearch(ids, id) >= 0;
  }

  /// Remembers a point in units of 1e-7 degrees if its id was announced.
  void put(long id, int latitude, int longitude) {
    int index = Arrays.binarySearch(ids, id);
    if (index >= 0) {
      latitudes[index] = latitude;
      longitudes[index] = longitude;
      known.set(index);
    }
  }

  void put(long id, Coordinates point) {
    put(id, (int) Math.round(point.latitude() * 1e7), (int) Math.round(point.longitude() * 1e7));
  }

  /// The mean of those points that are known, or null when none is.
  @Nullable Coordinates middle(long[] some) {
    double latitude = 0;
    double longitude = 0;
    int count = 0;
    for (long id : some) {
      int index = Arrays.binarySearch(ids, id);
      if (index >= 0 && known.get(index)) {
        latitude += latitudes[index];
        longitude += longitudes[index];
        count++;
      }
    }
    return count == 0 ? null : point(latitude / count, longitude / count);
  }

  static @Nullable Coordinates point(double latitude, double longitude) {
    double north = latitude / 1e7;
    double east = longitude / 1e7;
    return Math.abs(north) > 90 || Math.abs(east) > 180 ? null : new Coordinates(north, east);
  }
}
