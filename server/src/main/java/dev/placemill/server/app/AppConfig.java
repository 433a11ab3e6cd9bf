package dev.placemill.server.app;

import dev.placemill.server.batch.BatchLimits;
import dev.placemill.server.config.ConfigReader;
import dev.placemill.server.config.LogConfig;
import dev.placemill.server.db.DatabaseConfig;
import dev.placemill.server.http.HttpConfig;
import dev.placemill.server.queue.QueueConfig;
import dev.placemill.server.worker.WorkerConfig;

/// Every setting of the server, one record per room; the table in `docs/reference/configuration.md`
/// is made from it.
public record AppConfig(
    DatabaseConfig database,
    HttpConfig http,
    BatchLimits batch,
    QueueConfig queue,
    WorkerConfig worker,
    SourcesConfig sources,
    LogConfig log) {

  /// Reads every room's settings.
  ///
  /// @throws dev.placemill.server.config.BadConfiguration naming every bad key at once
  public static AppConfig read(ConfigReader reader) {
    var config =
        new AppConfig(
            DatabaseConfig.read(reader),
            HttpConfig.read(reader),
            BatchLimits.read(reader),
            QueueConfig.read(reader),
            WorkerConfig.read(reader),
            SourcesConfig.read(reader),
            LogConfig.read(reader));
    reader.finish();
    return config;
  }
}
