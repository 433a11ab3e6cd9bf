package dev.placemill.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.match.Candidate;
import dev.placemill.match.Clues;
import dev.placemill.place.Claims;
import dev.placemill.place.Coordinates;
import dev.placemill.place.Place;
import dev.placemill.place.PostalAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CandidateSearchTest {
  private static final double LATITUDE = 43.7384;
  private static final double LONGITUDE = 7.4246;
  private static final double METRE = 1 / 111_195.0;

  @TempDir Path directory;

  @Test
  void amongManyOfACommonWordTheNearOneIsACandidate() {
    OsmFile file = new OsmFile();
    for (int i = 1; i <= 300; i++) {
      // In rings from 200 to 1,100 m, whichever comes first in the index.
      double metres = 200 + 3 * i;
      file.node(
          i,
          LATITUDE + metres * METRE * Math.cos(i),
          LONGITUDE + metres * METRE * Math.sin(i),
          "amenity",
          "cafe",
          "name",
          "Café " + (char) ('A' + i % 26) + i);
    }
    file.node(301, LATITUDE + 20 * METRE, LONGITUDE, "amenity", "cafe", "name", "Café Roma");

    List<Candidate> found = find(file, "Café Bellevue", null);

    assertThat(found).extracting(Candidate::id).startsWith("node/301");
    assertThat(found).hasSizeLessThanOrEqualTo(50);
  }

  @Test
  void theSameNameIsACandidateWhereverItStandsWithinReach() {
    OsmFile file = new OsmFile();
    for (int i = 1; i <= 200; i++) {
      file.node(
          i, LATITUDE + i * METRE, LONGITUDE, "amenity", "restaurant", "name", "Restaurant " + i);
    }
    file.node(
        201,
        LATITUDE - 900 * METRE,
        LONGITUDE,
        "amenity",
        "restaurant",
        "name",
        "Restaurant Zum Goldenen Lamm");

    assertThat(find(file, "Restaurant Goldenes Lamm", null))
        .extracting(Candidate::id)
        .contains("node/201");
  }

  @Test
  void whatIsLargeIsSoughtFartherThanWhatIsSmall() {
    OsmFile file =
        new OsmFile()
            .node(1, LATITUDE + 2_000 * METRE, LONGITUDE, "shop", "mall", "name", "Galleria")
            .node(2, LATITUDE - 2_000 * METRE, LONGITUDE, "shop", "shoes", "name", "Galleria");

    assertThat(find(file, "Galleria", null)).extracting(Candidate::id).containsExactly("node/1");
  }

  @Test
  void aPhoneNumberIsSoughtFarther() {
    OsmFile file =
        new OsmFile()
            .node(
                1,
                LATITUDE + 20_000 * METRE,
                LONGITUDE,
                "amenity",
                "cafe",
                "name",
                "Twiga",
                "phone",
                "+377 99 99 29 29");

    assertThat(find(file, "Café Llorca", "+377 99 99 29 29"))
        .extracting(Candidate::id)
        .containsExactly("node/1");
  }

  @Test
  void whereNothingBearsASimilarNameTheNearestAreTold() {
    OsmFile file =
        new OsmFile()
            .node(1, LATITUDE + 50 * METRE, LONGITUDE, "amenity", "cafe", "name", "Twiga")
            .node(2, LATITUDE + 10 * METRE, LONGITUDE, "amenity", "cafe", "name", "Bug");

    assertThat(find(file, "Llorca", null))
        .extracting(Candidate::id)
        .containsExactly("node/2", "node/1");
  }

  private List<Candidate> find(OsmFile file, String name, @Nullable String phone) {
    new ReferenceImport(directory, Clock.systemUTC())
        .run(file.write(directory.resolve("places.osm.pbf")), "places", (_, _, _) -> {});
    Place place =
        new Place(
            name,
            new Coordinates(LATITUDE, LONGITUDE),
            PostalAddress.NONE,
            null,
            new Claims(null, null, null, phone, null, null));
    try (ReferenceCatalog catalog = new ReferenceCatalog(directory);
        ReferenceIndex index = catalog.acquire()) {
      return index.findCandidates(
          new CandidateQuery(Clues.of(place, List.of(), List.of()), PostalAddress.NONE, null));
    }
  }
}
