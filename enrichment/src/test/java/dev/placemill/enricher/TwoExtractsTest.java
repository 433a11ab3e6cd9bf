package dev.placemill.enricher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
import dev.placemill.source.reference.ReferenceSource;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One place in two extracts of OpenStreetMap that overlap.
class TwoExtractsTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T12:00:00Z"), ZoneOffset.UTC);

  @TempDir Path directory;

  @Test
  void bothRecordsAreToldAndNoValueIsSurerForIt() {
    Path file =
        OsmFile.ofCafe(
                "Café Llorca",
                "addr:housenumber",
                "7",
                "addr:street",
                "Rue A",
                "addr:housename",
                "Le Palais",
                "addr:suburb",
                "Larvotto")
            .write(directory.resolve("places.osm.pbf"));
    EnrichedPlace one = enriched(file, List.of("monaco"));
    EnrichedPlace both = enriched(file, List.of("monaco", "riviera"));

    assertThat(one.matches()).hasSize(1);
    assertThat(both.matches())
        .extracting(match -> match.record().source())
        .containsExactlyInAnyOrder("monaco", "riviera");
    assertThat(both.matches()).extracting(RecordMatch::reason).allMatch(why -> !why.isBlank());
    assertThat(probability(both, Attribute.NAME))
        .isCloseTo(probability(one, Attribute.NAME), within(0.001));
    assertThat(probability(both, Attribute.ADDRESS))
        .isCloseTo(probability(one, Attribute.ADDRESS), within(0.001));
  }

  private static double probability(EnrichedPlace place, Attribute attribute) {
    return Objects.requireNonNull(place.attributes().get(attribute)).probability();
  }

  private EnrichedPlace enriched(Path file, List<String> datasets) {
    Path reference = directory.resolve("reference" + datasets.size());
    datasets.forEach(
        name -> new ReferenceImport(reference, CLOCK).run(file, name, (_, _, _) -> {}));
    var place =
        new Place(
            "Café Llorca", new Coordinates(43.7385, 7.4246), PostalAddress.NONE, "MC", Claims.NONE);
    try (ReferenceCatalog catalog = new ReferenceCatalog(reference)) {
      var enricher =
          new SourcesEnricher(
              List.of(new ReferenceSource(catalog, CLOCK)), new Fusion(Trust.DEFAULTS), CLOCK);
      return ((EnrichmentOutcome.Enriched)
              enricher.enrich(place, EnumSet.of(Attribute.NAME, Attribute.ADDRESS), Instant.MAX))
          .place();
    }
  }
}
