package dev.placemill.server.app;

import dev.placemill.enricher.PlaceEnricher;
import dev.placemill.enricher.SourcesEnricher;
import dev.placemill.fusion.Fusion;
import dev.placemill.fusion.Trust;
import dev.placemill.reference.ReferenceCatalog;
import dev.placemill.source.EnrichmentSource;
import dev.placemill.source.brand.BrandSource;
import dev.placemill.source.geography.GeographySource;
import dev.placemill.source.grid.GridSource;
import dev.placemill.source.reference.ReferenceSource;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// What this server knows of places, opened; a new source is one more line here.
///
/// The order is the order in which sources are asked: where a place is helps to find its record,
/// and its record helps to find its brand; the grid cell is that of the record's point.
public record Sources(ReferenceCatalog reference, List<EnrichmentSource> inOrder)
    implements AutoCloseable {

  /// Loads all sources, side by side, since together they are most of a start.
  public static Sources open(Path dataDirectory, Clock clock) {
    var geography = CompletableFuture.supplyAsync(GeographySource::load);
    var brands = CompletableFuture.supplyAsync(BrandSource::load);
    var catalog = new ReferenceCatalog(referenceDirectory(dataDirectory));
    return new Sources(
        catalog,
        List.of(
            geography.join(),
            new ReferenceSource(catalog, clock),
            brands.join(),
            new GridSource()));
  }

  /// Where imported reference data is kept.
  static Path referenceDirectory(Path dataDirectory) {
    return dataDirectory.resolve("reference");
  }

  PlaceEnricher enricher(Clock clock) {
    return new SourcesEnricher(inOrder, new Fusion(Trust.DEFAULTS), clock);
  }

  @Override
  public void close() {
    reference.close();
  }
}
