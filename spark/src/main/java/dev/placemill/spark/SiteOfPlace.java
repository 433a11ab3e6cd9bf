package dev.placemill.spark;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.AttributeValue;
import dev.placemill.enricher.EnrichedPlace;
import dev.placemill.enricher.EnrichmentOutcome;
import dev.placemill.enricher.PlaceEnricher;
import dev.placemill.fusion.FusedAttribute;
import dev.placemill.place.Place;
import dev.placemill.place.PlaceReader;
import dev.placemill.place.PlaceReading;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.Optional;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// Whose website a place has, so far as it is known without asking the web: places of one site are
/// worked together, and so are those without any by where they are.
///
/// @param enricher whose sources may know the site
record SiteOfPlace(PlaceEnricher enricher, Clock clock) {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /// Rows with their numbers.
  static Iterator<KeyedPlace> keyed(Iterator<ListedPlace> places, LibrarySettings library) {
    var sites = new SiteOfPlace(library.open().enricher(), Clock.systemUTC());
    Stream<ListedPlace> rows =
        StreamSupport.stream(Spliterators.spliteratorUnknownSize(places, 0), false);
    return rows.map(place -> new KeyedPlace(sites.key(place), place)).iterator();
  }

  private long key(ListedPlace row) {
    Optional<String> host =
        row.inputs() != null
                && PlaceReader.read(row.inputs()) instanceof PlaceReading.ReadablePlace(var place)
            ? findSite(place).flatMap(SiteOfPlace::findHost)
            : Optional.empty();
    return host.map(MapKey::ofHost).orElseGet(() -> MapKey.of(row));
  }

  private Optional<String> findSite(Place place) {
    String claimed = place.claims().website();
    if (claimed != null) {
      return Optional.of(claimed);
    }
    EnrichmentOutcome outcome =
        enricher.enrich(place, EnumSet.of(Attribute.WEBSITE), clock.instant().plus(PATIENCE));
    EnrichedPlace enriched =
        switch (outcome) {
          case EnrichmentOutcome.Enriched(var found) -> found;
          case EnrichmentOutcome.TryLater(_, _, var soFar) -> soFar;
        };
    FusedAttribute website = enriched.attributes().get(Attribute.WEBSITE);
    return website != null && website.value() instanceof AttributeValue.Text(var address)
        ? Optional.of(address)
        : Optional.empty();
  }

  private static Optional<String> findHost(String address) {
    try {
      return Optional.ofNullable(
          URI.create(address.contains("://") ? address : "https://" + address).getHost());
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
