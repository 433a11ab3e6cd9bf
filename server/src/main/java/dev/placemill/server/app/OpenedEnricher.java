package dev.placemill.server.app;

import dev.placemill.attribute.Attribute;
import dev.placemill.enricher.EnrichmentOutcome;
import dev.placemill.enricher.PlaceEnricher;
import dev.placemill.enricher.SourceWatch;
import dev.placemill.library.Sources;
import dev.placemill.place.Place;
import dev.placemill.reference.ReferenceDataset;
import dev.placemill.reference.ReferenceIndex;
import dev.placemill.server.cli.LocalOperations.LocalEnricher;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import org.slf4j.LoggerFactory;

/// The sources of a data directory, opened beside whatever server may run there.
record OpenedEnricher(Sources sources, PlaceEnricher enricher, Clock clock)
    implements LocalEnricher {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  static OpenedEnricher open(Path dataDirectory, AppConfig config, Clock clock) {
    // Sources load side by side, and the first logger must not be made by several at once.
    LoggerFactory.getILoggerFactory();
    Sources sources = Sources.open(dataDirectory, config.sources(), clock);
    return new OpenedEnricher(
        sources, sources.enricher(config.trust(), clock, SourceWatch.NONE), clock);
  }

  @Override
  public long placesSearched() {
    return LocalApp.inOneSentence(() -> {
      try (ReferenceIndex index = sources.reference().acquire()) {
        return index.datasets().stream().mapToLong(ReferenceDataset::places).sum();
      }
    });
  }

  @Override
  public EnrichmentOutcome enrich(Place place) {
    return enricher.enrich(place, EnumSet.allOf(Attribute.class), clock.instant().plus(PATIENCE));
  }

  @Override
  public void close() {
    sources.close();
  }
}
