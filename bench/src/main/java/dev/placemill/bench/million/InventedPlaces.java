package dev.placemill.bench.million;

import dev.placemill.match.PlaceRecord;
import dev.placemill.place.Coordinates;
import dev.placemill.place.PostalAddress;
import dev.placemill.reference.ImportRequest;
import dev.placemill.reference.ImportResult;
import dev.placemill.reference.ReferenceCatalog;
import dev.placemill.reference.ReferenceImport;
import dev.placemill.reference.ReferenceIndex;
import dev.placemill.reference.file.FileFacts;
import dev.placemill.reference.file.PlaceFile;
import dev.placemill.reference.file.PlaceSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Places that nobody has ever visited: the words, categories, tags and gaps of real extracts,
/// recombined and spread over the towns of the world by the number of their inhabitants.
///
/// The same seed and number give the same place, in whatever order they are asked for.
public final class InventedPlaces {
  private static final double KEEPS_ITS_NAME = 0.25;
  private static final double METRES_PER_DEGREE = 111_195;
  private static final int HIGHEST_HOUSE = 220;

  private final long seed;
  private final List<PlaceRecord> models;
  private final InventedNames names;
  private final Towns towns;

  private InventedPlaces(long seed, List<PlaceRecord> models, Towns towns) {
    this.seed = seed;
    this.models = models;
    this.names = new InventedNames(models);
    this.towns = towns;
  }

  /// Learns from the extracts of OpenStreetMap among the test data.
  ///
  /// @param testData the directory that holds `osm` and `geo`
  /// @param scratch an empty directory
  public static InventedPlaces learnedFrom(Path testData, Path scratch, long seed)
      throws IOException {
    List<PlaceRecord> models = new ArrayList<>();
    var imports = new ReferenceImport(scratch, Clock.systemUTC());
    try (Stream<Path> files = Files.list(testData.resolve("osm"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".pbf")).sorted().toList()) {
        imports.run(file, ReferenceImport.datasetName(file), (_, _, _) -> {});
      }
    }
    try (var catalog = new ReferenceCatalog(scratch);
        ReferenceIndex index = catalog.acquire()) {
      index.forEachRecord(models::add);
    }
    models.sort((a, b) -> (a.dataset() + a.id()).compareTo(b.dataset() + b.id()));
    return new InventedPlaces(seed, models, Towns.read(testData));
  }

  /// One of them; numbers may be as large as one likes.
  public PlaceRecord place(String dataset, int number) {
    var random = new SplittableRandom(seed + 0x9E3779B97F4A7C15L * number);
    PlaceRecord model = models.get(random.nextInt(models.size()));
    Towns.Town town = towns.any(random);
    boolean same = random.nextDouble() < KEEPS_ITS_NAME;
    String name = same ? model.name() : names.like(model, town.name(), random);
    return new PlaceRecord(
        dataset,
        "place/" + number,
        List.of(name),
        List.of(),
        around(town, random),
        address(model.address(), town, random),
        model.categories(),
        tags(model, same, name, town, random),
        model.observedOn(),
        model.lifecycle());
  }

  /// The first so many of them as a dataset.
  public ImportResult index(Path referenceDirectory, String dataset, int count) {
    PlaceFile places = new AsFile(count);
    return new ReferenceImport(referenceDirectory, Clock.systemUTC())
        .run(
            new ImportRequest(dataset, "invented", List.of(places), places.facts()),
            (_, _, _) -> {});
  }

  /// Writes the first so many of them as a table, with one column a tag that is common.
  public void writeCsv(Path file, int count) throws IOException {
    try (var out = Files.newBufferedWriter(file)) {
      out.write(CsvLine.HEADER);
      for (int number = 0; number < count; number++) {
        out.write(CsvLine.of(place("", number)));
      }
    }
  }

  private final class AsFile implements PlaceFile {
    private final int count;

    AsFile(int count) {
      this.count = count;
    }

    @Override
    public FileFacts facts() {
      return new FileFacts("invented", null, null, null);
    }

    @Override
    public long bytes() {
      return count;
    }

    @Override
    public void read(String dataset, PlaceSink sink) {
      for (int number = 0; number < count; number++) {
        sink.place(place(dataset, number));
      }
    }
  }

  private static Coordinates around(Towns.Town town, SplittableRandom random) {
    double degrees = town.spreadMetres() / METRES_PER_DEGREE;
    double latitude = town.latitude() + random.nextGaussian() * degrees;
    double shrunk = Math.max(0.1, Math.cos(Math.toRadians(town.latitude())));
    double longitude = town.longitude() + random.nextGaussian() * degrees / shrunk;
    return new Coordinates(Math.clamp(latitude, -85, 85), Math.clamp(longitude, -179, 179));
  }

  private PostalAddress address(PostalAddress model, Towns.Town town, SplittableRandom random) {
    return new PostalAddress(
        null,
        model.house() == null ? null : Integer.toString(1 + random.nextInt(HIGHEST_HOUSE)),
        model.street() == null ? null : names.street(random),
        null,
        model.city() == null ? null : town.name(),
        null,
        model.postalCode() == null ? null : "%05d".formatted(random.nextInt(100_000)),
        model.country() == null ? null : town.country());
  }

  private static Map<String, String> tags(
      PlaceRecord model, boolean same, String name, Towns.Town town, SplittableRandom random) {
    Map<String, String> tags = new HashMap<>(model.tags());
    for (String key : List.of("phone", "contact:phone", "contact:mobile", "contact:fax")) {
      tags.computeIfPresent(key, (_, number) -> otherEnding(number, random));
    }
    if (!same) {
      tags.keySet().removeAll(List.of("brand", "brand:wikidata", "wikidata", "operator"));
      String host = InventedNames.host(name, town.country());
      for (String key : List.of("website", "contact:website", "url")) {
        tags.computeIfPresent(key, (_, _) -> "https://www." + host);
      }
      for (String key : List.of("email", "contact:email")) {
        tags.computeIfPresent(key, (_, _) -> "info@" + host);
      }
    }
    return tags;
  }

  /// The number with other digits after its first six letters, where area codes are.
  private static String otherEnding(@Nullable String number, SplittableRandom random) {
    StringBuilder other = new StringBuilder(number == null ? "" : number);
    for (int i = 6; i < other.length(); i++) {
      if (Character.isDigit(other.charAt(i))) {
        other.setCharAt(i, (char) ('0' + random.nextInt(10)));
      }
    }
    return other.toString();
  }
}
