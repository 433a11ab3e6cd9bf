package dev.placemill.enricher;

import java.time.Duration;

/// How the attempt to enrich one place ended.
public sealed interface EnrichmentOutcome {
  record Enriched(EnrichedPlace place) implements EnrichmentOutcome {}

  /// No attempt can succeed: the place as described cannot be worked on.
  ///
  /// @param code stable and for programs, e.g. `not_locatable`; listed in
  ///   `docs/reference/errors.md`
  record Impossible(String code, String reason) implements EnrichmentOutcome {}

  /// A source could not be asked; trying again after `retryAfter` may help.
  ///
  /// @param soFar what the other sources gave
  record TryLater(String reason, Duration retryAfter, EnrichedPlace soFar)
      implements EnrichmentOutcome {}
}
