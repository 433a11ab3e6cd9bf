package dev.placemill.server.app;

import dev.placemill.fusion.Trust;
import dev.placemill.server.batch.BatchLimits;
import dev.placemill.server.batch.ReuseLimits;
import dev.placemill.server.batch.WaitLimits;
import dev.placemill.server.config.ConfigReader;
import dev.placemill.server.config.LogConfig;
import dev.placemill.server.console.ConsoleConfig;
import dev.placemill.server.db.DatabaseConfig;
import dev.placemill.server.export.ExportConfig;
import dev.placemill.server.http.HttpConfig;
import dev.placemill.server.org.OrgConfig;
import dev.placemill.server.queue.QueueConfig;
import dev.placemill.server.trace.TraceConfig;
import dev.placemill.server.webhook.WebhookConfig;
import dev.placemill.server.worker.WorkerConfig;
import java.time.Duration;

/// Every setting of the server, one record per room; the table in `docs/reference/configuration.md`
/// is made from it.
public record AppConfig(
    DatabaseConfig database,
    HttpConfig http,
    OrgConfig org,
    BatchLimits batch,
    WaitLimits waiting,
    ReuseLimits reuse,
    WebhookConfig webhook,
    ExportConfig export,
    QueueConfig queue,
    WorkerConfig worker,
    SourcesConfig sources,
    Trust trust,
    ConsoleConfig console,
    TraceConfig traces,
    LogConfig log) {

  /// Reads every room's settings.
  ///
  /// @throws dev.placemill.server.config.BadConfiguration naming every bad key at once
  public static AppConfig read(ConfigReader reader) {
    var config =
        new AppConfig(
            DatabaseConfig.read(reader),
            HttpConfig.read(reader),
            OrgConfig.read(reader),
            BatchLimits.read(reader),
            WaitLimits.read(reader),
            ReuseLimits.read(reader),
            WebhookConfig.read(reader),
            ExportConfig.read(reader),
            QueueConfig.read(reader),
            WorkerConfig.read(reader),
            SourcesConfig.read(reader),
            TrustConfig.read(reader),
            ConsoleConfig.read(reader),
            TraceConfig.read(reader),
            LogConfig.read(reader));
    reader.finish();
    return config.withTimeToStandInLine();
  }

  /// A node works several slices at once, and a place must not be given up for being the last of
  /// them; nor may it wait so long that its batch ends before it is tried again.
  private AppConfig withTimeToStandInLine() {
    Duration line = sources.line(worker.slices() * batch.sliceSize());
    Duration half = batch.timeout().dividedBy(2);
    return new AppConfig(
        database,
        http,
        org,
        batch,
        waiting,
        reuse,
        webhook,
        export,
        queue,
        worker.withPlaceTimeoutOfAtLeast(line.compareTo(half) < 0 ? line : half),
        sources,
        trust,
        console,
        traces,
        log);
  }
}
