package dev.placemill.source.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.AttributeValue;
import dev.placemill.place.Claims;
import dev.placemill.place.Coordinates;
import dev.placemill.place.Place;
import dev.placemill.place.PostalAddress;
import dev.placemill.reference.OsmFile;
import dev.placemill.reference.ReferenceCatalog;
import dev.placemill.reference.ReferenceImport;
import dev.placemill.source.Inquiry;
import dev.placemill.source.Observation;
import dev.placemill.source.SourceAnswer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferenceSourceTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T12:00:00Z"), ZoneOffset.UTC);

  private static Path reference;
  @TempDir Path directory;

  @BeforeAll
  static void importMonaco(@TempDir Path shared) {
    Path file =
        OsmFile.ofCafe(
                "Café Llorca",
                "phone",
                "+377 99 99 29 29",
                "website",
                "http://www.llorca.example.com/",
                "opening_hours",
                "Mo-Sa 08:00-18:00",
                "cuisine",
                "italian;Coffee shop",
                "wheelchair",
                "yes",
                "contact:instagram",
                "cafellorca",
                "addr:housenumber",
                "10",
                "addr:street",
                "Avenue Princesse Grace",
                "addr:postcode",
                "98000",
                "addr:city",
                "Monaco")
            .node(
                2,
                43.73,
                7.42,
                "disused:amenity",
                "restaurant",
                "name",
                "Old Inn",
                "phone",
                "+377 11 11 11 11")
            .node(
                3,
                43.7350,
                7.4150,
                "amenity",
                "restaurant",
                "name",
                "Twiga",
                "old_name",
                "Chez Maxime")
            .write(shared.resolve("monaco.osm.pbf"));
    reference = shared.resolve("reference");
    new ReferenceImport(reference, CLOCK).run(file, "monaco", (_, _, _) -> {});
  }

  @Test
  void aRecognisedPlaceIsToldWithItsRecord() {
    var answer =
        (SourceAnswer.Found) ask(place("Cafe Lorca", new Coordinates(43.7386, 7.4247), null));

    Map<Attribute, Observation> told = byAttribute(answer);
    assertThat(value(told, Attribute.NAME)).isEqualTo(new AttributeValue.Text("Café Llorca"));
    assertThat(value(told, Attribute.PHONE))
        .isInstanceOfSatisfying(
            AttributeValue.Phone.class,
            phone -> assertThat(phone.e164()).isEqualTo("+37799992929"));
    assertThat(value(told, Attribute.CUISINES))
        .isEqualTo(new AttributeValue.TextList(List.of("italian", "coffee_shop")));
    assertThat(value(told, Attribute.OPEN_CLOSED_STATUS))
        .isEqualTo(new AttributeValue.Text("Open"));
    assertThat(told)
        .containsKeys(
            Attribute.CATEGORIES,
            Attribute.WEBSITE,
            Attribute.OPENING_HOURS,
            Attribute.ADDRESS,
            Attribute.CITY,
            Attribute.COORDINATES,
            Attribute.INSTAGRAM,
            Attribute.WHEELCHAIR);
    var match = answer.matches().getFirst();
    assertThat(match.record().recordId()).isEqualTo("node/1");
    assertThat(match.record().url()).isEqualTo("https://www.openstreetmap.org/node/1");
    assertThat(match.record().observedOn()).isEqualTo("2026-06-01");
    assertThat(answer.observations())
        .allSatisfy(observation ->
            assertThat(observation.probability()).isLessThanOrEqualTo(match.probability()));
  }

  @Test
  void aPlaceThatIsGoneIsToldAsClosed() {
    var answer = (SourceAnswer.Found) ask(place("Old Inn", new Coordinates(43.7301, 7.4201), null));

    Map<Attribute, Observation> told = byAttribute(answer);
    assertThat(value(told, Attribute.OPEN_CLOSED_STATUS))
        .isEqualTo(new AttributeValue.Text("Closed"));
    assertThat(told).doesNotContainKey(Attribute.PHONE);
  }

  @Test
  void aPlaceWhoseRecordBearsAnotherNameByNowIsNotToldAsOpen() {
    var answer =
        (SourceAnswer.Found) ask(place("Chez Maxime", new Coordinates(43.7350, 7.4150), null));

    assertThat(value(byAttribute(answer), Attribute.OPEN_CLOSED_STATUS))
        .isEqualTo(new AttributeValue.Text("Closed"));
  }

  @Test
  void aValueSaysWhatKindOfFileItsDatasetIs() {
    var answer =
        (SourceAnswer.Found) ask(place("Cafe Lorca", new Coordinates(43.7386, 7.4247), null));

    assertThat(answer.observations())
        .allSatisfy(observation -> assertThat(observation.evidence().kind()).isEqualTo("osm"));
  }

  @Test
  void withoutCoordinatesTheAddressFindsThePlace() {
    var answer = ask(place("Café Llorca", null, "10 Avenue Princesse Grace, 98000 Monaco"));

    assertThat(answer).isInstanceOf(SourceAnswer.Found.class);
    assertThat(ask(place("Café Llorca", null, "3 Rue Inconnue, 75001 Paris")))
        .isInstanceOf(SourceAnswer.NothingKnown.class);
  }

  @Test
  void whatNobodyKnowsIsSaidWithTheClosestRecord() {
    var answer = ask(place("Quincaillerie Dupont", new Coordinates(43.7385, 7.4246), null));

    assertThat(answer)
        .isInstanceOfSatisfying(
            SourceAnswer.NothingKnown.class,
            nothing -> assertThat(nothing.reason()).contains("Café Llorca (node/1"));
  }

  @Test
  void withoutImportsItSaysHowToImport() {
    try (ReferenceCatalog catalog = new ReferenceCatalog(directory.resolve("none"))) {
      assertThat(
              new ReferenceSource(catalog, CLOCK)
                  .lookUp(inquiry(place("Any", new Coordinates(1, 1), null))))
          .isEqualTo(
              new SourceAnswer.NothingKnown("no reference data imported; see `placemill import`"));
    }
  }

  @Test
  void aDiskThatStumblesIsAskedAgain() throws IOException {
    // What cannot be read for a while, and is well again later.
    Path list = Files.createDirectories(directory.resolve("stumbling").resolve("datasets.json"));
    try (ReferenceCatalog catalog = new ReferenceCatalog(directory.resolve("stumbling"))) {
      ReferenceSource source = new ReferenceSource(catalog, CLOCK);
      Inquiry inquiry = inquiry(place("Any", new Coordinates(1, 1), null));

      assertThat(source.lookUp(inquiry))
          .isInstanceOfSatisfying(
              SourceAnswer.Unavailable.class,
              later -> {
                assertThat(later.reason()).startsWith("the reference data could not be read: ");
                assertThat(later.retryAfter()).isEqualTo(Duration.ofMinutes(1));
              });
      Files.delete(list);
      assertThat(source.lookUp(inquiry)).isInstanceOf(SourceAnswer.NothingKnown.class);
    }
  }

  private static SourceAnswer ask(Place place) {
    try (ReferenceCatalog catalog = new ReferenceCatalog(reference)) {
      return new ReferenceSource(catalog, CLOCK).lookUp(inquiry(place));
    }
  }

  private static Place place(
      String name, @Nullable Coordinates coordinates, @Nullable String address) {
    return new Place(
        name,
        coordinates,
        new PostalAddress(address, null, null, null, null, null, null, null),
        null,
        Claims.NONE);
  }

  private static Inquiry inquiry(Place place) {
    return new Inquiry(place, EnumSet.allOf(Attribute.class), List.of(), Instant.MAX);
  }

  private static Map<Attribute, Observation> byAttribute(SourceAnswer.Found found) {
    return found.observations().stream()
        .collect(Collectors.toMap(Observation::attribute, Function.identity()));
  }

  private static AttributeValue value(Map<Attribute, Observation> told, Attribute attribute) {
    return Objects.requireNonNull(told.get(attribute)).value();
  }
}
