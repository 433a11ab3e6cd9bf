package dev.placemill.enricher;

import dev.placemill.attribute.Attribute;
import dev.placemill.enricher.SentTogether.Seat;
import dev.placemill.place.Place;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// One place in, one enriched place out. Safe for use by many threads at once.
public interface PlaceEnricher {
  /// Enriches one place.
  ///
  /// @param wanted the attributes to fill
  /// @param deadline the answer is there by then, complete or not
  EnrichmentOutcome enrich(Place place, Set<Attribute> wanted, Instant deadline);

  /// Enriches one place of those that were sent together. An enricher that looks at each place
  /// alone need not care.
  default EnrichmentOutcome enrich(
      Place place, Set<Attribute> wanted, Seat seat, Instant deadline) {
    return enrich(place, wanted, deadline);
  }

  /// What enriching places that are sent together would take, without doing it.
  default Forecast forecast(List<AskedPlace> places) {
    return Forecast.NONE;
  }
}
