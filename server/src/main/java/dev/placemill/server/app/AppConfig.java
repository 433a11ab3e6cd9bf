package dev.placemill.server.app;

import dev.placemill.config.ConfigReader;
import dev.placemill.fusion.Trust;
import dev.placemill.library.SourcesConfig;
import dev.placemill.library.TrustConfig;
import dev.placemill.server.batch.BatchLimits;
import dev.placemill.server.batch.ReuseLimits;
import dev.placemill.server.batch.WaitLimits;
import dev.placemill.server.console.ConsoleConfig;
import dev.placemill.server.dataset.DatasetConfig;
import dev.placemill.server.db.DatabaseConfig;
import dev.placemill.server.export.ExportConfig;
import dev.placemill.server.http.HttpConfig;
import dev.placemill.server.org.OrgConfig;
import dev.placemill.server.org.SessionConfig;
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
    DatasetConfig datasets,
    QueueConfig queue,
    WorkerConfig worker,
    SourcesConfig sources,
    Trust trust,
    ConsoleConfig console,
    SessionConfig session,
    TraceConfig traces,
    LogConfig log) {

  /// Reads every room's settings.
  ///
  /// @throws dev.placemill.config.BadConfiguration naming every bad key at once
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
            DatasetConfig.read(reader),
            QueueConfig.read(reader),
            WorkerConfig.read(reader),
            SourcesConfig.read(reader),
            TrustConfig.read(reader),
            ConsoleConfig.read(reader),
            SessionConfig.read(reader),
            TraceConfig.read(reader),
            LogConfig.read(reader));
    config.requireSafeConsole(reader);
    reader.finish();
    return config.withTimeToStandInLine();
  }

  /// Whoever reaches an open console may do everything, so nobody else must reach it.
  private void requireSafeConsole(ConfigReader reader) {
    if (session.openOrganization() == null) {
      return;
    }
    if (!http.isForThisMachineAlone()) {
      reader.refuse(
          "console.open-organization lets everybody in who reaches the server, so http.host must be"
              + " a loopback address like 127.0.0.1, and http.public-url unset; or unset it and sign"
              + " in with a key.");
    }
    if (!console.enabled()) {
      reader.refuse("console.open-organization wants console.enabled to be true.");
    }
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
        datasets,
        queue,
        worker.withPlaceTimeoutOfAtLeast(line.compareTo(half) < 0 ? line : half),
        sources,
        trust,
        console,
        session,
        traces,
        log);
  }
}
