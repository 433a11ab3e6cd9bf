package dev.placemill.server.app;

import dev.placemill.server.batch.BatchResults;
import dev.placemill.server.batch.BatchRoutes;
import dev.placemill.server.db.Database;
import dev.placemill.server.export.ExportRoutes;
import dev.placemill.server.http.Router;
import dev.placemill.server.result.ChosenPlaces;
import dev.placemill.server.result.OverviewRoute;
import dev.placemill.server.result.ResultRoutes;
import dev.placemill.server.review.DecisionRoutes;
import dev.placemill.server.review.Decisions;
import dev.placemill.server.worker.Loop;
import java.time.Duration;
import java.util.List;

/// What clients take home: results in the forms of other tools, what was decided of them, and
/// exports.
final class Downloads implements AutoCloseable {
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
  private static final Duration DROP_EVERY = Duration.ofHours(1);

  private final ResultRoutes results;
  private final OverviewRoute overview;
  private final ChosenPlaces chosen;
  private final DecisionRoutes decisions;
  private final ExportRoutes exports;
  private final List<Loop> loops;

  Downloads(AppConfig config, Database database) {
    var stored = new BatchResults(database, config.batch());
    var decided = new Decisions(database);
    results = new ResultRoutes(stored, decided);
    overview = new OverviewRoute(stored, decided);
    chosen = new ChosenPlaces(stored, decided);
    decisions = new DecisionRoutes(database, stored, decided);
    exports = new ExportRoutes(database, stored, config.export(), config.batch().retention());
    loops =
        List.of(
            new Loop("exports", LOOK_EVERY, exports.work()::makeAll),
            new Loop("files of exports", DROP_EVERY, exports.work()::dropOld),
            new Loop("decisions", DROP_EVERY, () -> decided.forgetOld(config.batch().retention())));
  }

  /// Adds the routes of these, and those of the batches, which can be had in every form too.
  void register(Router router, BatchRoutes batches) {
    batches.register(router, ResultRoutes.OFFER, results::results, chosen);
    results.register(router);
    overview.register(router);
    decisions.register(router);
    exports.register(router);
  }

  void start() {
    loops.forEach(Loop::start);
  }

  @Override
  public void close() {
    loops.forEach(Loop::close);
  }
}
