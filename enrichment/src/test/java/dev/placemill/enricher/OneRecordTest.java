package dev.placemill.enricher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.attribute.Attribute;
import dev.placemill.fusion.Fusion;
import dev.placemill.fusion.Trust;
import dev.placemill.place.Claims;
import dev.placemill.place.Coordinates;
import dev.placemill.place.Place;
import dev.placemill.place.PostalAddress;
import dev.placemill.reference.OsmFile;
import dev.placemill.reference.ReferenceCatalog;
import dev.placemill.reference.ReferenceImport;
import dev.placemill.source.RecordMatch;
import dev.placemill.source.geography.GeographySource;
import dev.placemill.source.reference.ReferenceSource;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two places sent together do not get one record, unless they are the same place.
class OneRecordTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T12:00:00Z"), ZoneOffset.UTC);
  private static final Place AT_THE_RECORD = burgers("Burger Palace", 43.7384);
  private static final Place DOWN_THE_STREET = burgers("Burger Palace", 43.7396);

  private static final Place NEAR_THE_MILL = mill("Le Grand Moulin", 43.7311);
  private static final Place BY_ITS_OTHER_NAME = mill("Zinc Bar", 43.7300);
  private static final Place DOWN_FROM_THE_MILL = mill("Le Grand Moulin", 43.7317);
  private static final Place FAR_WITH_ITS_PHONE =
      new Place(
          "Le Grand Moulin",
          new Coordinates(43.7300, 7.4700),
          new PostalAddress(null, "7", "Rue A", null, null, null, null, null),
          "MC",
          new Claims(
              "bar",
              "Grand Moulin",
              "https://grand-moulin.example.com",
              "+377 93 15 50 00",
              null,
              null));

  private static ReferenceCatalog catalog;
  private static SourcesEnricher enricher;

  @BeforeAll
  static void importMonaco(@TempDir Path directory) {
    Path file =
        new OsmFile()
            .node(1, 43.7384, 7.4246, "amenity", "fast_food", "name", "Burger Palace")
            .node(2, 43.7600, 7.4246, "amenity", "fast_food", "name", "Burger Palace")
            .node(3, 43.7385, 7.4247, "amenity", "cafe", "name", "Café Llorca")
            .node(
                4,
                43.7300,
                7.4200,
                "amenity",
                "bar",
                "name",
                "Le Grand Moulin",
                "alt_name",
                "Zinc Bar",
                "phone",
                "+377 93 15 50 00",
                "website",
                "https://grand-moulin.example.com",
                "brand",
                "Grand Moulin",
                "addr:housenumber",
                "7",
                "addr:street",
                "Rue A")
            .write(directory.resolve("monaco.osm.pbf"));
    Path reference = directory.resolve("reference");
    new ReferenceImport(reference, CLOCK).run(file, "monaco", (_, _, _) -> {});
    catalog = new ReferenceCatalog(reference);
    enricher =
        new SourcesEnricher(
            List.of(GeographySource.load(), new ReferenceSource(catalog, CLOCK)),
            new Fusion(Trust.DEFAULTS),
            CLOCK);
  }

  @AfterAll
  static void close() {
    catalog.close();
  }

  @Test
  void theBranchThatIsNearerGetsTheOnlyRecordAndTheOtherIsToldWhy() {
    List<EnrichedPlace> enriched = enriched(DOWN_THE_STREET, AT_THE_RECORD);

    assertThat(enriched.get(1).matches())
        .extracting(match -> match.record().recordId())
        .containsExactly("node/1");
    assertThat(enriched.get(0).matches()).isEmpty();
    assertThat(enriched.get(0).matchReasoning())
        .contains("is the place p1 sent along with it, which fits better");
  }

  @Test
  void aloneTheFartherBranchWouldHaveGotIt() {
    assertThat(enriched(DOWN_THE_STREET).getFirst().matches()).hasSize(1);
  }

  @Test
  void aPlaceThatHasARecordOfItsOwnTakesNoneAway() {
    List<EnrichedPlace> enriched = enriched(AT_THE_RECORD, burgers("Burger Palace", 43.7600));

    assertThat(enriched).extracting(OneRecordTest::record).containsExactly("node/1", "node/2");
  }

  @Test
  void aRecordIsTakenByOneWhoKnowsItByItsOtherName() {
    List<EnrichedPlace> enriched = enriched(NEAR_THE_MILL, BY_ITS_OTHER_NAME);

    assertThat(enriched).extracting(OneRecordTest::record).containsExactly("none", "node/4");
  }

  @Test
  void aRecordIsTakenFromAfarByOneWhoHasItsPhone() {
    List<EnrichedPlace> enriched = enriched(DOWN_FROM_THE_MILL, FAR_WITH_ITS_PHONE);

    assertThat(enriched).extracting(OneRecordTest::record).containsExactly("none", "node/4");
  }

  @Test
  void eachOfThemAloneWouldHaveGotIt() {
    assertThat(
            Stream.of(NEAR_THE_MILL, BY_ITS_OTHER_NAME, DOWN_FROM_THE_MILL, FAR_WITH_ITS_PHONE)
                .map(place -> record(enriched(place).getFirst())))
        .containsOnly("node/4");
  }

  @Test
  void theSamePlaceTwiceGetsItTwice() {
    List<EnrichedPlace> enriched =
        enriched(AT_THE_RECORD, burgers("Burger Palace Monaco", 43.7384));

    assertThat(enriched).extracting(OneRecordTest::record).containsExactly("node/1", "node/1");
  }

  @Test
  void aGuestIsARivalOfThoseNearItAlone() {
    Place nearer = mill("Le Grand Moulin", 43.7308);

    assertThat(recordBeside(nearer, guest(BY_ITS_OTHER_NAME))).isEqualTo("none");
    assertThat(recordBeside(NEAR_THE_MILL, guest(BY_ITS_OTHER_NAME))).isEqualTo("node/4");
  }

  private static SentPlace guest(Place place) {
    return new SentPlace(1, "p1", place, true);
  }

  private static String recordBeside(Place place, SentPlace other) {
    return record(enriched(List.of(new SentPlace(0, "p0", place), other)).getFirst());
  }

  private static String record(EnrichedPlace place) {
    return String.valueOf(
        place.matches().stream()
            .map(RecordMatch::record)
            .findFirst()
            .map(record -> record.recordId())
            .orElse("none"));
  }

  private static List<EnrichedPlace> enriched(Place... places) {
    List<SentPlace> sent = new ArrayList<>();
    for (Place place : places) {
      sent.add(new SentPlace(sent.size(), "p" + sent.size(), place));
    }
    return enriched(sent);
  }

  private static List<EnrichedPlace> enriched(List<SentPlace> sent) {
    List<EnrichedPlace> enriched = new ArrayList<>();
    for (SentPlace one : sent) {
      // Each from a node of its own, which knows nothing of what the others found.
      var together = new SentTogether("batch_1", () -> sent);
      var outcome =
          enricher.enrich(
              one.place(), EnumSet.of(Attribute.NAME), together.seat(one.position()), Instant.MAX);
      enriched.add(((EnrichmentOutcome.Enriched) outcome).place());
    }
    return enriched;
  }

  private static Place mill(String name, double latitude) {
    return new Place(
        name, new Coordinates(latitude, 7.4200), PostalAddress.NONE, "MC", Claims.NONE);
  }

  private static Place burgers(String name, double latitude) {
    return new Place(
        name, new Coordinates(latitude, 7.4246), PostalAddress.NONE, "MC", Claims.NONE);
  }
}
