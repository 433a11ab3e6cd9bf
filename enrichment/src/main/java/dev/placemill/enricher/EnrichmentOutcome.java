package dev.placemill.enricher;

import java.time.Duration;

/// How the attempt to enrich one place ended.
public sealed interface EnrichmentOutcome {
  record Enriched(EnrichedPlace place) implements EnrichmentOutcome {}

  /// A source could not be asked; trying again after `retryAfter` may help.
  ///
  /// @param soFar what the other sources gave
  record TryLater(String reason, Duration retryAfter, EnrichedPlace soFar)
      implements EnrichmentOutcome {}
}
