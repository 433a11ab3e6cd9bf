package dev.placemill.source.geography;

import dev.placemill.place.Coordinates;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The world's cities of at least a thousand inhabitants, by number; the cities of one country have
/// numbers that follow each other.
final class Cities {
  /// A city and how far its centre is from the point that was asked about.
  record Near(City city, double metres) {
    /// At most 1 within the built-up area.
    double remoteness() {
      return metres / city.reachMetres();
    }

    private boolean isInCore() {
      return remoteness() <= 0.5;
    }

    private boolean isLargerThan(Near other) {
      return city.population() > other.city.population();
    }

    /// GeoNames lists some quarters of a city as places of their own.
    private boolean swallows(Near other) {
      return city.population() >= 10L * other.city.countedPopulation()
          && city.admin().equals(other.city.admin());
    }

    private double metresBeyondReach() {
      return metres - city.reachMetres();
    }
  }

  /// @param share of the inhabitants who live in it
  record MainZone(String zone, double share) {}

  private record Range(int from, int to) {}

  private static final double STEPS_PER_DEGREE = 1e3;
  private static final double METRES_PER_DEGREE = 111_195;
  private static final double[] RINGS_METRES = {30_000, 120_000, 500_000, 2_000_000};

  private static final Comparator<Near> BY_CLOSENESS =
      Comparator.comparing((Near near) -> near.remoteness() > 1)
          .thenComparingDouble(
              near -> near.remoteness() > 1 ? near.metresBeyondReach() : near.remoteness())
          .thenComparingInt(near -> near.city().id());

  private final String[] names;
  private final int[] ids;
  private final int[] populations;
  private final int[] latitudes;
  private final int[] longitudes;
  private final int[] zoneOf;
  private final String[] zones;
  private final String[] countryOf;
  private final String[] adminOf;
  private final int[] areaOf;
  private final Map<String, Range> countries = new HashMap<>();
  private final Map<String, Map<String, Long>> inhabitantsByZone = new HashMap<>();

  /// The numbers of the cities, each country's from south to north: a band of latitude is one run.
  private final int[] southToNorth;

  private Cities(CityFile file) {
    names = file.texts("names");
    ids = file.numbers("ids");
    populations = file.numbers("populations");
    latitudes = file.sums("latitudes");
    longitudes = file.sums("longitudes");
    zoneOf = file.numbers("zoneOfEach");
    zones = file.texts("zones");
    List<String> areas = file.lines("areas");
    countryOf = new String[areas.size()];
    adminOf = new String[areas.size()];
    areaOf = new int[names.length];
    readAreas(areas);
    southToNorth = sortedByLatitude();
  }

  static Cities of(CityFile file) {
    return new Cities(file);
  }

  private void readAreas(List<String> lines) {
    int number = 0;
    for (int area = 0; area < countryOf.length; area++) {
      String[] fields = lines.get(area).split("\t", -1);
      String country = fields[0].substring(0, 2);
      countryOf[area] = country;
      adminOf[area] = fields[0].substring(3);
      int end = number + Integer.parseInt(fields[1]);
      Range before = countries.getOrDefault(country, new Range(number, number));
      countries.put(country, new Range(before.from, end));
      var inhabitants = new long[zones.length];
      for (; number < end; number++) {
        areaOf[number] = area;
        inhabitants[zoneOf[number]] += Math.max(1, populations[number]);
      }
      for (int zone = 0; zone < zones.length; zone++) {
        if (inhabitants[zone] > 0) {
          count(country, zones[zone], inhabitants[zone]);
          count(fields[0], zones[zone], inhabitants[zone]);
        }
      }
    }
  }

  private void count(String part, String zone, long inhabitants) {
    inhabitantsByZone
        .computeIfAbsent(part, _ -> new HashMap<>())
        .merge(zone, inhabitants, Long::sum);
  }

  private int[] sortedByLatitude() {
    var sorted = new int[names.length];
    for (Range range : countries.values()) {
      var keys = new long[range.to - range.from];
      for (int number = range.from; number < range.to; number++) {
        keys[number - range.from] = ((long) latitudes[number] << 32) | number;
      }
      Arrays.sort(keys);
      for (int i = 0; i < keys.length; i++) {
        sorted[range.from + i] = (int) keys[i];
      }
    }
    return sorted;
  }

  int size() {
    return names.length;
  }

  String name(int number) {
    return names[number];
  }

  City city(int number) {
    int area = areaOf[number];
    return new City(
        ids[number],
        names[number],
        countryOf[area],
        adminOf[area],
        populations[number],
        centre(number),
        zones[zoneOf[number]]);
  }

  private Coordinates centre(int number) {
    return new Coordinates(
        latitudes[number] / STEPS_PER_DEGREE, longitudes[number] / STEPS_PER_DEGREE);
  }

  /// The time zones in which the country has cities.
  Set<String> zonesOf(String country) {
    return inhabitantsByZone.getOrDefault(country, Map.of()).keySet();
  }

  /// The time zone most inhabitants of the country live in.
  Optional<MainZone> mainZone(String country) {
    return mainZoneOfPart(country);
  }

  /// The time zone most inhabitants of the subdivision live in.
  Optional<MainZone> mainZone(String country, String admin) {
    return mainZoneOfPart(country + "." + admin);
  }

  private Optional<MainZone> mainZoneOfPart(String part) {
    Map<String, Long> inhabitants = inhabitantsByZone.getOrDefault(part, Map.of());
    double all = inhabitants.values().stream().mapToLong(Long::longValue).sum();
    return inhabitants.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(zone -> new MainZone(zone.getKey(), zone.getValue() / all));
  }

  /// The city of the country that a point belongs to: the one it lies deepest in, or the large one
  /// whose core it lies in, else the one whose built-up area ends nearest.
  Optional<Near> around(String country, Coordinates point) {
    Range range = countries.get(country);
    if (range == null) {
      return Optional.empty();
    }
    for (double metres : RINGS_METRES) {
      Near best = best(range, point, metres);
      if (best != null) {
        return Optional.of(best);
      }
    }
    return Optional.empty();
  }

  private @Nullable Near best(Range range, Coordinates point, double metres) {
    Near best = null;
    Near core = null;
    double lowest = (point.latitude() - metres / METRES_PER_DEGREE) * STEPS_PER_DEGREE;
    double highest = (point.latitude() + metres / METRES_PER_DEGREE) * STEPS_PER_DEGREE;
    double cosine = Math.cos(Math.toRadians(Math.min(89, Math.abs(point.latitude()) + 1)));
    for (int i = firstAtOrAbove(range, lowest); i < range.to; i++) {
      int number = southToNorth[i];
      if (latitudes[number] > highest) {
        break;
      }
      if (mayBeWithin(metres, point, cosine, longitudes[number])) {
        double away = centre(number).metresTo(point);
        if (away <= metres) {
          Near near = new Near(city(number), away);
          best = best == null || BY_CLOSENESS.compare(near, best) < 0 ? near : best;
          core = near.isInCore() && (core == null || near.isLargerThan(core)) ? near : core;
        }
      }
    }
    return best != null && core != null && core.swallows(best) ? core : best;
  }

  /// @param cosine of the latitude, or of one a little nearer to the pole
  private static boolean mayBeWithin(
      double metres, Coordinates point, double cosine, int longitude) {
    double apart = Math.abs(longitude / STEPS_PER_DEGREE - point.longitude());
    return Math.min(apart, 360 - apart) * METRES_PER_DEGREE * cosine <= metres * 2;
  }

  private int firstAtOrAbove(Range range, double latitude) {
    int low = range.from;
    int high = range.to;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (latitudes[southToNorth[middle]] < latitude) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
