package dev.placemill.enricher;

import dev.placemill.attribute.Attribute;
import dev.placemill.place.Place;
import dev.placemill.source.EnrichmentSource;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// Asks every source about one place and fuses what they answer.
public final class PlaceEnricher {
  private final List<EnrichmentSource> sources;

  /// @param sources in the order they are asked; later ones are told what earlier ones found
  public PlaceEnricher(List<EnrichmentSource> sources) {
    this.sources = List.copyOf(sources);
  }

  /// Enriches one place; every source answers before `deadline`.
  public EnrichmentOutcome enrich(Place place, Set<Attribute> wanted, Instant deadline) {
    return new EnrichmentOutcome.Impossible(
        "not_built", "no pipeline yet: " + sources + place + wanted + deadline);
  }
}
