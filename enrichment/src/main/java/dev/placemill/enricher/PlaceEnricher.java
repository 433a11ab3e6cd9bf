package dev.placemill.enricher;

import dev.placemill.attribute.Attribute;
import dev.placemill.place.Place;
import java.time.Instant;
import java.util.Set;

/// One place in, one enriched place out. Safe for use by many threads at once.
public interface PlaceEnricher {
  /// Enriches one place.
  ///
  /// @param wanted the attributes to fill
  /// @param deadline the answer is there by then, complete or not
  EnrichmentOutcome enrich(Place place, Set<Attribute> wanted, Instant deadline);
}
