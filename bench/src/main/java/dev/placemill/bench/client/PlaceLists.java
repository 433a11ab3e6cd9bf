package dev.placemill.bench.client;

import dev.placemill.match.PlaceRecord;
import dev.placemill.place.Coordinates;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/// Lists like those of real users, as many as wanted: branches of the bundled brands in the bundled
/// cities, or the records of an imported reference written down a little wrong.
public final class PlaceLists {
  private static final Path DATA = Path.of("enrichment/src/main/resources/dev/placemill/source");
  private static final double METRES_PER_DEGREE = 111_195;
  private static final double CITY_METRES = 2_000;
  private static final double SLIP_METRES = 50;

  /// A place as a client sends it.
  public record Place(String placeId, Inputs inputs) {}

  public record Inputs(
      String name,
      @Nullable String address,
      @Nullable String country,
      @Nullable Double latitude,
      @Nullable Double longitude) {}

  private record City(String name, String country, Coordinates centre) {}

  private record Brand(String name, List<String> countries) {}

  private final List<Brand> brands;
  private final List<City> cities;
  private final Map<String, List<City>> byCountry = new HashMap<>();

  private PlaceLists(List<Brand> brands, List<City> cities) {
    this.brands = brands;
    this.cities = cities;
    cities.forEach(
        city -> byCountry.computeIfAbsent(city.country, _ -> new ArrayList<>()).add(city));
  }

  /// Reads the brands and cities of a checkout.
  public static PlaceLists of(Path root) throws IOException {
    return new PlaceLists(
        brands(lines(root.resolve(DATA).resolve("brand/brands.tsv.gz"))),
        cities(lines(root.resolve(DATA).resolve("geography/cities.txt.gz"))));
  }

  /// Branches of chains, in countries where they are; every fifth has an address and no
  /// coordinates.
  public List<Place> branches(int count, RandomGenerator random) {
    List<Place> places = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Brand brand = any(brands, random);
      City city = any(citiesOf(brand, random), random);
      places.add(
          new Place("branch-" + i, i % 5 == 4 ? byAddress(brand, city) : at(brand, city, random)));
    }
    return places;
  }

  /// Records of a reference with coordinates 50 m off, every second one with a typo.
  public static List<Place> slips(List<PlaceRecord> records, int count, RandomGenerator random) {
    List<Place> places = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      PlaceRecord place = any(records, random);
      if (place.coordinates() == null) {
        throw new IllegalArgumentException("a record without coordinates: " + place.id());
      }
      Coordinates there = moved(place.coordinates(), SLIP_METRES, random);
      String name = i % 2 == 1 ? misspelt(place.name(), random) : place.name();
      places.add(
          new Place(
              "slip-" + i, new Inputs(name, null, null, there.latitude(), there.longitude())));
    }
    return places;
  }

  private List<City> citiesOf(Brand brand, RandomGenerator random) {
    return brand.countries.isEmpty()
        ? cities
        : byCountry.getOrDefault(any(brand.countries, random), cities);
  }

  private static Inputs at(Brand brand, City city, RandomGenerator random) {
    Coordinates there = moved(city.centre, random.nextDouble(CITY_METRES), random);
    return new Inputs(brand.name, null, null, there.latitude(), there.longitude());
  }

  private static Inputs byAddress(Brand brand, City city) {
    return new Inputs(brand.name, city.name, city.country, null, null);
  }

  private static Coordinates moved(Coordinates from, double metres, RandomGenerator random) {
    double angle = random.nextDouble(2 * Math.PI);
    double north = metres * Math.cos(angle) / METRES_PER_DEGREE;
    double east =
        metres * Math.sin(angle) / METRES_PER_DEGREE / Math.cos(Math.toRadians(from.latitude()));
    return new Coordinates(
        Math.clamp(from.latitude() + north, -90, 90),
        Math.clamp(from.longitude() + east, -180, 180));
  }

  /// Swaps two neighbouring letters.
  private static String misspelt(String name, RandomGenerator random) {
    int[] letters = name.codePoints().toArray();
    if (letters.length < 4) {
      return name;
    }
    int at = 1 + random.nextInt(letters.length - 2);
    int moved = letters[at];
    letters[at] = letters[at + 1];
    letters[at + 1] = moved;
    return new String(letters, 0, letters.length).strip();
  }

  private static <T> T any(List<T> list, RandomGenerator random) {
    return list.get(random.nextInt(list.size()));
  }

  private static List<Brand> brands(List<String> lines) {
    List<List<String>> countrySets =
        lines.stream()
            .map(line -> line.split("\t", -1))
            .filter(row -> row[0].equals("L"))
            .map(row -> List.of(row[1].split(" ", -1)))
            .map(codes -> codes.stream().filter(code -> code.matches("[A-Z]{2}")).toList())
            .toList();
    return lines.stream()
        .map(line -> line.split("\t", -1))
        .filter(row -> row[0].equals("B"))
        .map(row -> new Brand(row[7], countrySets.get(Integer.parseInt(row[3]))))
        .toList();
  }

  /// The file is a sequence of columns, each after a line `# name count`; coordinates are
  /// thousandths of a degree, each the difference from the one before.
  private static List<City> cities(List<String> lines) {
    Map<String, List<String>> columns = new HashMap<>();
    for (int at = 0; at < lines.size(); ) {
      String[] head = lines.get(at).split(" ", -1);
      int size = Integer.parseInt(head[2]);
      columns.put(head[1], lines.subList(at + 1, at + 1 + size));
      at += 1 + size;
    }
    List<City> cities = new ArrayList<>();
    long latitude = 0;
    long longitude = 0;
    for (String area : column(columns, "areas")) {
      String[] fields = area.split("\t", -1);
      int end = cities.size() + Integer.parseInt(fields[1]);
      for (int i = cities.size(); i < end; i++) {
        latitude += Long.parseLong(column(columns, "latitudes").get(i));
        longitude += Long.parseLong(column(columns, "longitudes").get(i));
        cities.add(
            new City(
                column(columns, "names").get(i),
                fields[0].substring(0, 2),
                new Coordinates(latitude / 1_000.0, longitude / 1_000.0)));
      }
    }
    return cities;
  }

  private static List<String> column(Map<String, List<String>> columns, String name) {
    List<String> column = columns.get(name);
    if (column == null) {
      throw new IllegalStateException("the city list lacks the column " + name);
    }
    return column;
  }

  private static List<String> lines(Path file) throws IOException {
    try (var reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    }
  }
}
