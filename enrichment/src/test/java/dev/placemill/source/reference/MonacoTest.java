package dev.placemill.source.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.attribute.Attribute;
import dev.placemill.match.NameForm;
import dev.placemill.match.PlaceRecord;
import dev.placemill.place.Claims;
import dev.placemill.place.Coordinates;
import dev.placemill.place.Place;
import dev.placemill.place.PostalAddress;
import dev.placemill.reference.ImportResult;
import dev.placemill.reference.ReferenceCatalog;
import dev.placemill.reference.ReferenceImport;
import dev.placemill.reference.ReferenceIndex;
import dev.placemill.source.Inquiry;
import dev.placemill.source.SourceAnswer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Asks for every place of a real extract again, moved by 50 m and with one typo in the name.
class MonacoTest {
  private static final double MOVED_METRES = 50;
  private static final double METRES_PER_DEGREE = 111_195;
  private static final double LEAST_RECOGNISED = 0.95;

  @TempDir Path directory;

  @Test
  void aPlaceMovedBy50MetresWithATypoIsRecognised() {
    assertThat(shareRecognised("monaco-2020")).isGreaterThanOrEqualTo(LEAST_RECOGNISED);
  }

  @SuppressWarnings("SystemOut")
  private double shareRecognised(String extract) {
    String data = System.getenv("PLACEMILL_TEST_DATA");
    Assumptions.assumeTrue(data != null, "PLACEMILL_TEST_DATA is not set: nothing measured");
    Path file = Path.of(data).resolve("osm").resolve(extract + ".osm.pbf");
    ImportResult imported =
        new ReferenceImport(directory, Clock.systemUTC()).run(file, extract, (_, _, _) -> {});
    System.out.println(imported);
    try (ReferenceCatalog catalog = new ReferenceCatalog(directory)) {
      ReferenceSource source = new ReferenceSource(catalog);
      List<PlaceRecord> records = everyRecord(catalog);
      Random random = new Random(2020);
      int right = 0;
      int wrong = 0;
      long start = System.nanoTime();
      for (PlaceRecord record : records) {
        Place asked = distorted(record, random);
        switch (source.lookUp(inquiry(asked))) {
          case SourceAnswer.Found found when isTwin(record, found, records) -> right++;
          case SourceAnswer.Found(_, var matches) -> {
            wrong++;
            System.out.println(
                "wrong: "
                    + asked.name()
                    + " / "
                    + record.name()
                    + " "
                    + record.id()
                    + " -> "
                    + matches.getFirst());
          }
          case SourceAnswer answer ->
              System.out.println(
                  "missed: "
                      + asked.name()
                      + " / "
                      + record.name()
                      + " "
                      + record.id()
                      + " -> "
                      + answer);
        }
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      System.out.printf(
          Locale.ROOT,
          "%s: %d of %d right (%.3f), %d wrong, %.0f look-ups/s%n",
          extract,
          right,
          records.size(),
          (double) right / records.size(),
          wrong,
          records.size() / seconds);
      return (double) right / records.size();
    }
  }

  private static List<PlaceRecord> everyRecord(ReferenceCatalog catalog) {
    List<PlaceRecord> all = new ArrayList<>();
    try (ReferenceIndex index = catalog.acquire()) {
      index.forEachRecord(all::add);
    }
    return all.stream().filter(record -> !record.isClosed()).toList();
  }

  /// The record itself, or one that no description could tell from it: of the same name within 150
  /// m.
  private static boolean isTwin(
      PlaceRecord record, SourceAnswer.Found found, List<PlaceRecord> records) {
    String id = found.matches().getFirst().record().recordId();
    return record.id().equals(id)
        || records.stream()
            .filter(other -> other.id().equals(id))
            .anyMatch(other ->
                NameForm.of(other.name()).joined().equals(NameForm.of(record.name()).joined())
                    && at(other).metresTo(at(record)) < 150);
  }

  private static Coordinates at(PlaceRecord record) {
    return Objects.requireNonNull(record.coordinates());
  }

  private static Inquiry inquiry(Place place) {
    return new Inquiry(place, EnumSet.allOf(Attribute.class), List.of(), Instant.MAX);
  }

  private static Place distorted(PlaceRecord record, Random random) {
    double direction = random.nextDouble() * 2 * Math.PI;
    double north = MOVED_METRES * Math.cos(direction) / METRES_PER_DEGREE;
    double latitude = at(record).latitude();
    double east =
        MOVED_METRES
            * Math.sin(direction)
            / (METRES_PER_DEGREE * Math.cos(Math.toRadians(latitude)));
    return new Place(
        withTypo(record.name(), random),
        new Coordinates(latitude + north, at(record).longitude() + east),
        PostalAddress.NONE,
        null,
        Claims.NONE);
  }

  /// One letter is dropped, doubled, swapped with the next, or replaced.
  private static String withTypo(String name, Random random) {
    int at = random.nextInt(name.length());
    String before = name.substring(0, at);
    String after = name.substring(at + 1);
    char letter = name.charAt(at);
    String typo =
        switch (random.nextInt(4)) {
          case 0 -> before + after;
          case 1 -> before + letter + letter + after;
          case 2 ->
              after.isEmpty()
                  ? before + letter + letter
                  : before + after.charAt(0) + letter + after.substring(1);
          default -> before + (char) ('a' + random.nextInt(26)) + after;
        };
    return typo.isBlank() ? name : typo;
  }
}
