package dev.placemill.server.app;

import dev.placemill.library.Sources;
import dev.placemill.server.db.Database;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// A server with everything it stands on, opened together and closed in the opposite order.
final class RunningServer implements AutoCloseable {
  private final Database database;
  private final Sources sources;
  private final App app;

  private RunningServer(Database database, Sources sources, App app) {
    this.database = database;
    this.sources = sources;
    this.app = app;
  }

  static RunningServer start(AppConfig config, Path dataDirectory, Clock clock) {
    var loading =
        CompletableFuture.supplyAsync(() -> Sources.open(dataDirectory, config.sources(), clock));
    Database database = Database.open(config.database(), dataDirectory);
    try {
      Sources sources = loading.join();
      return new RunningServer(
          database,
          sources,
          App.start(
              config,
              database,
              watch -> sources.enricher(config.trust(), clock, watch),
              sources.reference(),
              clock));
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  Database database() {
    return database;
  }

  URI url() {
    return app.url();
  }

  /// Tells where commands on this machine reach it, now and whenever that changes.
  void tellLocalAddress(Consumer<URI> note) {
    app.tellLocalAddress(note);
  }

  @Override
  public void close() {
    // The database is stopped in good order even when it no longer answers the others.
    try (database;
        sources) {
      app.close();
    }
  }
}
