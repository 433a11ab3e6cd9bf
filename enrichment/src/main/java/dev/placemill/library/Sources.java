package dev.placemill.library;

import dev.placemill.enricher.PlaceEnricher;
import dev.placemill.enricher.SourceWatch;
import dev.placemill.enricher.SourcesEnricher;
import dev.placemill.fusion.Fusion;
import dev.placemill.fusion.Trust;
import dev.placemill.reference.ReferenceCatalog;
import dev.placemill.source.EnrichmentSource;
import dev.placemill.source.brand.BrandSource;
import dev.placemill.source.geography.GeographySource;
import dev.placemill.source.grid.GridSource;
import dev.placemill.source.llm.LlmSource;
import dev.placemill.source.reference.ReferenceSource;
import dev.placemill.source.search.SearchSource;
import dev.placemill.source.website.WebsiteSource;
import dev.placemill.web.PoliteFetcher;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/// What this process knows of places, opened; a new source is one more line here.
///
/// The order is the order in which sources are asked: where a place is helps to find its record,
/// its record helps to find its brand, only what nobody knows is searched for on the web, a site
/// that is known is read, and only what is then still open is read by a model. The grid cell is
/// that of the best point they know.
///
/// @param closing what is let go of at the end, in this order
public record Sources(
    ReferenceCatalog reference, List<EnrichmentSource> inOrder, List<Runnable> closing)
    implements AutoCloseable {
  /// Pages that were fetched, below the data directory.
  private static final String PAGES = "pages";

  /// Loads the sources that need no network.
  public static Sources open(Path dataDirectory, Clock clock) {
    return open(dataDirectory, SourcesConfig.withoutNetwork(), clock);
  }

  /// Loads all sources that are on.
  public static Sources open(Path dataDirectory, SourcesConfig config, Clock clock) {
    return open(dataDirectory, config, clock, _ -> true);
  }

  /// Loads all sources that are on, side by side, since together they are most of a start.
  ///
  /// @param mayAsk which hosts of the web are this process's to ask
  public static Sources open(
      Path dataDirectory, SourcesConfig config, Clock clock, Predicate<String> mayAsk) {
    var geography = CompletableFuture.supplyAsync(GeographySource::load);
    var brands = CompletableFuture.supplyAsync(BrandSource::load);
    var catalog = new ReferenceCatalog(referenceDirectory(dataDirectory));
    List<EnrichmentSource> sources = new ArrayList<>();
    List<Runnable> closing = new ArrayList<>(List.of(catalog::close));
    sources.add(geography.join());
    sources.add(new ReferenceSource(catalog, clock));
    sources.add(brands.join());
    if (config.usesWeb()) {
      addThoseOnTheWeb(dataDirectory, config, clock, mayAsk, sources, closing);
    }
    sources.add(new GridSource());
    return new Sources(catalog, List.copyOf(sources), List.copyOf(closing.reversed()));
  }

  private static void addThoseOnTheWeb(
      Path dataDirectory,
      SourcesConfig config,
      Clock clock,
      Predicate<String> mayAsk,
      List<EnrichmentSource> sources,
      List<Runnable> closing) {
    var fetcher = PoliteFetcher.open(config.web(), dataDirectory.resolve(PAGES), mayAsk, clock);
    closing.add(fetcher::close);
    if (config.search() != null) {
      var search = new SearchSource(config.search(), fetcher, clock);
      sources.add(search);
      closing.add(search::close);
    }
    if (config.website() != null) {
      sources.add(new WebsiteSource(config.website(), fetcher, clock));
    }
    if (config.llm() != null) {
      var llm = new LlmSource(config.llm(), fetcher, clock);
      sources.add(llm);
      closing.add(llm::close);
    }
  }

  /// Where imported reference data is kept.
  public static Path referenceDirectory(Path dataDirectory) {
    return dataDirectory.resolve("reference");
  }

  /// @param watch is told of every question to a source
  public PlaceEnricher enricher(Trust trust, Clock clock, SourceWatch watch) {
    return new SourcesEnricher(inOrder, new Fusion(trust), clock, watch);
  }

  @Override
  public void close() {
    closing.forEach(Runnable::run);
  }
}
