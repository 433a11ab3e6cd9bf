package dev.placemill.server.app;

import dev.placemill.reference.ReferenceCatalog;
import dev.placemill.server.dataset.DatasetConfig;
import dev.placemill.server.dataset.DatasetRoutes;
import dev.placemill.server.db.Database;
import dev.placemill.server.http.Router;
import dev.placemill.server.matching.MatchRoutes;
import java.time.Clock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What the API does with imported data: match places with it, and change it.
///
/// @param register adds the routes
/// @param closing ends what is being imported
record ReferenceApi(Consumer<Router> register, Runnable closing) {
  /// @param reference null on a server that has no place for imported data, nor routes for it
  static ReferenceApi of(
      DatasetConfig config, @Nullable ReferenceCatalog reference, Database database, Clock clock) {
    if (reference == null) {
      return new ReferenceApi(_ -> {}, () -> {});
    }
    var matching = new MatchRoutes(reference);
    var datasets = new DatasetRoutes(config, reference.directory(), database, clock);
    return new ReferenceApi(
        router -> {
          matching.register(router);
          datasets.register(router);
        },
        datasets::close);
  }
}
