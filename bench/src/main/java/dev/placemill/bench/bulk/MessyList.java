package dev.placemill.bench.bulk;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.placemill.bench.million.InventedPlaces;
import dev.placemill.bench.proof.Setup;
import dev.placemill.bench.quality.Distortion;
import dev.placemill.library.Sources;
import dev.placemill.match.PlaceRecord;
import dev.placemill.place.Coordinates;
import dev.placemill.place.PostalAddress;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A list as people have them, of any length: places of the reference written down a little wrong
/// and others near them, some with an address alone, some twice, some lines that are no place.
///
/// The same number gives the same line. Of ten places three are in the reference; one has no
/// coordinates, if it has an address; one of forty is an earlier one again, 20 m off.
final class MessyList {
  static final String DATASET = "invented";

  /// Bad lines are at the same places of each thousand, and of each ten thousand.
  private static final int THOUSAND = 1_000;

  private static final int NO_NAME = 250;
  private static final int NO_SUCH_COORDINATES = 500;
  private static final int NOWHERE = 750;
  private static final int TEN_THOUSAND = 10_000;
  private static final int WRONG_TYPE = 4_750;
  private static final int BROKEN_OFF = 4_999;

  private static final int REPEATED_EVERY = 40;
  private static final int REPEATED_AFTER = 20;
  private static final double REPEATED_DEGREES_NORTH = 20 / 111_195.0;
  private static final int WITHOUT_COORDINATES = 7;

  /// Which tag of a record is what a client claims, and how many clients do.
  private record Claimed(String field, String tag, double share) {}

  private static final Claimed[] CLAIMED = {
    new Claimed("phone", "phone", 0.5),
    new Claimed("website", "website", 0.5),
    new Claimed("email", "email", 0.3),
    new Claimed("brand", "brand", 0.5),
    new Claimed("opening_hours", "opening_hours", 0.3),
  };

  private static final double NAMES_ITS_KIND = 0.5;
  private static final double KNOWS_THE_ADDRESS = 0.6;
  private static final String ID = "p-";

  private final JsonMapper json = JsonMapper.shared();
  private final InventedPlaces invented;
  private final long seed;
  private final int rows;

  MessyList(InventedPlaces invented, long seed, int rows) {
    this.invented = invented;
    this.seed = seed;
    this.rows = rows;
  }

  /// A list of invented places, with what it knows of them imported.
  ///
  /// @param leastKnown so many of them at least
  /// @param data the data directory
  static MessyList of(Setup setup, int rows, int leastKnown, Path data) throws IOException {
    Path testData = setup.testData();
    if (testData == null) {
      throw new IllegalArgumentException(
          "bulk makes its places of real ones; set PLACEMILL_TEST_DATA to the directory that holds osm and geo.");
    }
    Path learned = Files.createDirectory(setup.scratch().resolve("learned"));
    var list =
        new MessyList(
            InventedPlaces.learnedFrom(testData, learned, setup.seed()), setup.seed(), rows);
    System.out.println(
        list.invented.index(
            Sources.referenceDirectory(data), DATASET, Math.max(leastKnown, list.known())));
    return list;
  }

  /// How many of the invented places the reference has to hold.
  int known() {
    return rows / 10 * 3 + 3;
  }

  int rows() {
    return rows;
  }

  /// Writes all lines into some files, side by side.
  void write(Path directory, int files) throws IOException {
    Files.createDirectories(directory);
    try {
      IntStream.range(0, files)
          .parallel()
          .forEach(file -> {
            int from = Math.toIntExact((long) rows * file / files);
            int to = Math.toIntExact((long) rows * (file + 1) / files);
            write(directory.resolve("list-%03d.jsonl".formatted(file)), from, to);
          });
    } catch (UncheckedIOException e) {
      throw new IOException(e);
    }
  }

  /// Writes the lines of some numbers as a file of its own.
  void write(Path file, int from, int to) {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      for (int number = from; number < to; number++) {
        out.write(line(number));
        out.write('\n');
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Which number a place has by its id, or -1 for an id that is not one of ours: that of a line
  /// that is no JSON is made of where it stands.
  static int number(String id) {
    return id.startsWith(ID) ? Integer.parseInt(id, ID.length(), id.length(), 10) : -1;
  }

  /// Whether a line of that number is cut off in the middle.
  static boolean isBrokenOff(int number) {
    return number % TEN_THOUSAND == BROKEN_OFF;
  }

  /// How many of the first so many lines are.
  static int brokenOff(int rows) {
    return (rows + TEN_THOUSAND - 1 - BROKEN_OFF) / TEN_THOUSAND;
  }

  /// How many of the first so many lines are no place that can be enriched.
  static long bad(int rows) {
    return IntStream.range(0, rows).filter(MessyList::isBad).count();
  }

  private static boolean isBad(int number) {
    return switch (number % THOUSAND) {
      case NO_NAME, NO_SUCH_COORDINATES, NOWHERE -> true;
      default -> isBrokenOff(number) || number % TEN_THOUSAND == WRONG_TYPE;
    };
  }

  byte[] line(int number) {
    byte[] line = json.writeValueAsBytes(place(number));
    return isBrokenOff(number)
        ? new String(line, UTF_8).substring(0, line.length / 3).getBytes(UTF_8)
        : line;
  }

  /// As an element of `places` of a request.
  ObjectNode place(int number) {
    ObjectNode place = json.createObjectNode();
    place.put("place_id", ID + number);
    place.set("inputs", inputs(number));
    return place;
  }

  private ObjectNode inputs(int number) {
    if (number % REPEATED_EVERY == REPEATED_EVERY - 1) {
      ObjectNode again = good(number - REPEATED_AFTER);
      if (again.has("latitude")) {
        again.put("latitude", again.path("latitude").asDouble() + REPEATED_DEGREES_NORTH);
      }
      return again;
    }
    ObjectNode inputs = good(number);
    switch (number % THOUSAND) {
      case NO_NAME -> inputs.remove("name");
      case NO_SUCH_COORDINATES -> inputs.put("latitude", 123.4);
      case NOWHERE -> inputs.retain("name");
      default -> {
        if (number % TEN_THOUSAND == WRONG_TYPE) {
          inputs.put("name", number);
        }
      }
    }
    return inputs;
  }

  private ObjectNode good(int number) {
    var random = new SplittableRandom(seed ^ (0xD1B54A32D192ED03L * (number + 1)));
    PlaceRecord record = invented.place(DATASET, record(number));
    ObjectNode inputs = json.createObjectNode();
    Distortion kind = number % 2 == 0 ? Distortion.MOVED : Distortion.MISSPELT;
    inputs.put("name", kind.of(record.name(), random));
    PostalAddress address = record.address();
    boolean byAddress =
        number % 10 == WITHOUT_COORDINATES && (address.city() != null || address.street() != null);
    if (!byAddress) {
      Coordinates there = Distortion.moved(Objects.requireNonNull(record.coordinates()), random);
      inputs.put("latitude", there.latitude());
      inputs.put("longitude", there.longitude());
    }
    if (byAddress || random.nextDouble() < KNOWS_THE_ADDRESS) {
      put(inputs, "street", address.street());
      put(inputs, "house", address.house());
      put(inputs, "city", address.city());
      put(inputs, "postal_code", address.postalCode());
      put(inputs, "country", address.country());
    }
    if (!record.categories().isEmpty() && random.nextDouble() < NAMES_ITS_KIND) {
      inputs.put("category", record.categories().getFirst());
    }
    Map<String, String> tags = record.tags();
    for (Claimed claimed : CLAIMED) {
      if (random.nextDouble() < claimed.share) {
        put(inputs, claimed.field, tags.get(claimed.tag));
      }
    }
    return inputs;
  }

  /// Three of ten are in the reference, each once.
  private int record(int number) {
    int tens = number / 10 * 3;
    return switch (number % 10) {
      case 0 -> tens;
      case 1 -> tens + 1;
      case WITHOUT_COORDINATES -> tens + 2;
      default -> known() + number;
    };
  }

  private static void put(ObjectNode inputs, String field, @Nullable String value) {
    if (value != null) {
      inputs.put(field, value);
    }
  }
}
