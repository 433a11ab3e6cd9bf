package dev.placemill.bench;

import dev.placemill.bench.matching.Profile;
import dev.placemill.bench.matching.Speeds;
import dev.placemill.bench.million.InventedPlaces;
import dev.placemill.bench.proof.Figures;
import dev.placemill.bench.proof.Proof;
import dev.placemill.bench.proof.Setup;
import dev.placemill.bench.quality.Distortion;
import dev.placemill.match.PlaceRecord;
import dev.placemill.place.Claims;
import dev.placemill.place.Coordinates;
import dev.placemill.place.Place;
import dev.placemill.place.PostalAddress;
import dev.placemill.reference.ImportResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;

/// How fast places are recognised on a large index, beside the plain query that fetches the
/// candidates.
final class Matching implements Proof {
  private static final String DATASET = "invented";
  private static final int PLACES = 1_000_000;
  private static final int PLACES_IF_QUICK = 100_000;
  private static final int ASKED_A_ROUND = 400;
  private static final int WARM_UP = 20;
  private static final int ROUNDS = 15;
  private static final double LEAST_SHARE = 0.5;

  @Override
  public Figures run(Setup setup) throws IOException {
    if (setup.testData() == null) {
      throw new IllegalArgumentException(
          "matching makes its index of real extracts; set PLACEMILL_TEST_DATA to the directory that holds osm.");
    }
    int places = setup.quick() ? PLACES_IF_QUICK : PLACES;
    Path reference = setup.scratch().resolve("reference");
    InventedPlaces invented =
        InventedPlaces.learnedFrom(
            setup.testData(), setup.scratch().resolve("extracts"), setup.seed());
    ImportResult imported = invented.index(reference, DATASET, places);
    System.out.println(imported);
    List<Place> asked = asked(invented, places, setup.seed());
    Speeds speeds = Speeds.of(reference, asked, WARM_UP, ROUNDS);
    Profile profile = Speeds.profile(reference, asked, setup.scratch());
    System.out.println();
    System.out.println(profile.text());
    double share = speeds.microsPerQuery() / speeds.microsPerMatch();
    System.out.printf(
        Locale.ROOT,
        "%,d places asked for on an index of %,d: %.3f recognised, %.1f candidates each%n",
        asked.size(),
        places,
        (double) speeds.recognised() / asked.size(),
        (double) speeds.candidates() / asked.size());
    System.out.printf(
        Locale.ROOT,
        "a match %.1f µs; the plain query %.1f µs, %.0f a second, %.1f hits each%n",
        speeds.microsPerMatch(),
        speeds.microsPerQuery(),
        1e6 / speeds.microsPerQuery(),
        (double) speeds.hits() / asked.size());
    return new Figures()
        .add("matches_per_s", "matches per second and core", 1e6 / speeds.microsPerMatch(), 0)
        .add("share_of_query", "time of the plain query by that of the match", share, 3)
        .require(share >= LEAST_SHARE, "share_of_query is at least " + LEAST_SHARE);
  }

  /// Places of the index, moved, every second with slips in its name.
  private static List<Place> asked(InventedPlaces invented, int places, long seed) {
    Random random = new Random(seed);
    List<Place> asked = new ArrayList<>();
    while (asked.size() < ASKED_A_ROUND * (WARM_UP + ROUNDS)) {
      PlaceRecord one = invented.place(DATASET, random.nextInt(places));
      Coordinates there = Distortion.moved(Objects.requireNonNull(one.coordinates()), random);
      Distortion kind = asked.size() % 2 == 0 ? Distortion.MOVED : Distortion.MISSPELT;
      String name = kind.of(one.name(), random);
      if (!name.isBlank()) {
        asked.add(new Place(name, there, PostalAddress.NONE, null, Claims.NONE));
      }
    }
    return asked;
  }
}
