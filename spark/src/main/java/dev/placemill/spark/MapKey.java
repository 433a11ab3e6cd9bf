package dev.placemill.spark;

import dev.placemill.attribute.FoldedText;
import dev.placemill.match.AddressForm;
import dev.placemill.match.Clues;
import dev.placemill.place.Coordinates;
import dev.placemill.place.PlaceReader;
import dev.placemill.place.PlaceReading;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/// Numbers by which places that may be one come to stand together: that of a place is made of the
/// cell of the map it is in, along a curve that keeps neighbours near each other, and of its name.
///
/// A place without coordinates has a number made of its address, if that names a house, or else of
/// its name; such numbers come after all others and are spread evenly.
final class MapKey {
  /// Cells are 38 metres high, and as wide at the equator.
  private static final int BITS_OF_SIDE = 20;

  /// How long the side of a cell is.
  static final double SIDE_DEGREES = 360.0 / (1L << BITS_OF_SIDE);

  private static final int BITS_OF_NAME = 22;
  private static final long NAMES = (1L << BITS_OF_NAME) - 1;
  private static final long WITHOUT_COORDINATES = 1L << 62;
  private static final int BITS_WITHOUT_COORDINATES = 61;

  private MapKey() {}

  static long of(ListedPlace place) {
    JsonNode inputs = place.inputs();
    if (inputs == null) {
      return WITHOUT_COORDINATES | spread(place.where(), BITS_WITHOUT_COORDINATES);
    }
    Coordinates point = PlaceReader.location(inputs);
    if (point != null) {
      return first(point)
          | spread(FoldedText.of(inputs.path("name").asString("")).joined(), BITS_OF_NAME);
    }
    return WITHOUT_COORDINATES | spread(address(place, inputs), BITS_WITHOUT_COORDINATES);
  }

  /// Whether a number is that of a spot on the map.
  static boolean isOnMap(long key) {
    return key < WITHOUT_COORDINATES;
  }

  /// Of the places of a site; those that differ by nothing but `www` are one.
  static long ofHost(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    return WITHOUT_COORDINATES
        | spread(name.startsWith("www.") ? name.substring(4) : name, BITS_WITHOUT_COORDINATES);
  }

  private static String address(ListedPlace place, JsonNode inputs) {
    return switch (PlaceReader.read(inputs)) {
      case PlaceReading.Unreadable _ -> place.where();
      case PlaceReading.ReadablePlace(var read) -> {
        AddressForm address = Clues.of(read, List.of(), List.of()).address();
        yield address.houses().isEmpty() ? FoldedText.of(read.name()).joined() : address.line();
      }
    };
  }

  /// The first number of the cell that a point is in.
  static long first(Coordinates point) {
    return interleaved(side((point.longitude() + 180) / 360), side((point.latitude() + 180) / 360))
        << BITS_OF_NAME;
  }

  /// The last number of the cell that begins with one.
  static long last(long first) {
    return first | NAMES;
  }

  /// The number that a place would have if it stood in the cell that begins with one.
  static long ofSameName(long first, long key) {
    return first | (key & NAMES);
  }

  private static long side(double share) {
    return Math.clamp((long) (share * (1L << BITS_OF_SIDE)), 0, (1L << BITS_OF_SIDE) - 1);
  }

  /// The bits of two numbers in turn (Morton's curve).
  private static long interleaved(long x, long y) {
    long both = 0;
    for (int bit = 0; bit < BITS_OF_SIDE; bit++) {
      both |= (x >> bit & 1) << (2 * bit) | (y >> bit & 1) << (2 * bit + 1);
    }
    return both;
  }

  /// So many bits of a text, the same everywhere and always, and spread evenly (by Fibonacci).
  static long spread(String text, int bits) {
    return (text.hashCode() * 0x9e3779b97f4a7c15L) >>> (Long.SIZE - bits);
  }
}
