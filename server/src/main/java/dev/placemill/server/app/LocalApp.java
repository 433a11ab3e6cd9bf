package dev.placemill.server.app;

import dev.placemill.config.BadConfiguration;
import dev.placemill.config.ConfigReader;
import dev.placemill.reference.ImportRefused;
import dev.placemill.reference.UnreadableDataset;
import dev.placemill.reference.file.UnreadableFile;
import dev.placemill.server.cli.LocalOperations;
import dev.placemill.server.cli.Organizations;
import dev.placemill.server.db.Backup;
import dev.placemill.server.db.Database;
import dev.placemill.server.db.Move;
import dev.placemill.server.db.Restore;
import dev.placemill.server.db.StartFailure;
import dev.placemill.server.http.HttpServer;
import dev.placemill.server.http.UnusableCertificate;
import dev.placemill.terminal.CommandFailure;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The commands that work on a data directory of this machine: each opens what it needs, and only
/// that, and says trouble in one sentence.
final class LocalApp implements LocalOperations {
  private final Map<String, String> environment;
  private final Clock clock;

  LocalApp(Map<String, String> environment, Clock clock) {
    this.environment = environment;
    this.clock = clock;
  }

  @Override
  public void serve(ServeOptions options, Consumer<URI> ready) {
    Map<String, String> flags = new TreeMap<>();
    if (options.port() != null) {
      flags.put("http.port", options.port().toString());
    }
    if (options.host() != null) {
      flags.put("http.host", options.host());
    }
    RunningServer server = startServer(options.dataDirectory(), flags);
    var address = ServerAddress.in(options.dataDirectory());
    server.tellLocalAddress(address::write);
    var stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  address.remove();
                  server.close();
                  stopped.countDown();
                },
                "shutdown"));
    ready.accept(server.url());
    try {
      stopped.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Starts a whole server of this process.
  ///
  /// @param flags settings that win over every other layer
  RunningServer startServer(Path dataDirectory, Map<String, String> flags) {
    return inOneSentence(
        () -> RunningServer.start(config(dataDirectory, flags), dataDirectory, clock));
  }

  /// The database of a data directory, whether or not a server runs on it.
  Database attach(Path dataDirectory) {
    return inOneSentence(
        () -> Database.attachOrOpen(config(dataDirectory, Map.of()).database(), dataDirectory));
  }

  private AppConfig config(Path dataDirectory, Map<String, String> flags) {
    String file = environment.get("PLACEMILL_CONFIG");
    AppConfig config =
        AppConfig.read(
            ConfigReader.of(
                dataDirectory, file == null ? null : Path.of(file), environment, flags));
    config.log().apply();
    return config;
  }

  @Override
  public Organizations openOrganizations(Path dataDirectory) {
    return new LocalOrganizations(attach(dataDirectory), clock);
  }

  @Override
  public BackupSummary backup(Path dataDirectory, Path to) {
    return inOneSentence(() -> {
      Backup.Summary summary =
          Backup.take(config(dataDirectory, Map.of()).database(), dataDirectory, to);
      return new BackupSummary(summary.files(), summary.bytes());
    });
  }

  @Override
  public void restore(Path from, Path dataDirectory) {
    inOneSentence(() -> {
      Restore.run(config(dataDirectory, Map.of()).database(), from, dataDirectory);
      return dataDirectory;
    });
  }

  @Override
  public long move(Path from, Path dataDirectory) {
    return inOneSentence(
        () -> Move.run(from, config(dataDirectory, Map.of()).database(), dataDirectory));
  }

  @Override
  public ImportSummary importFiles(
      Path dataDirectory, ImportOptions options, Consumer<ImportProgress> progress) {
    return inOneSentence(() -> {
      // Readers of files log too, so the settings hold here as they do for a server.
      config(dataDirectory, Map.of());
      return new ReferenceData(dataDirectory, clock).importFiles(options, progress);
    });
  }

  @Override
  public List<DatasetLine> datasets(Path dataDirectory) {
    return inOneSentence(() -> new ReferenceData(dataDirectory, clock).list());
  }

  @Override
  public DatasetLine dropDataset(Path dataDirectory, String name) {
    return inOneSentence(() -> new ReferenceData(dataDirectory, clock).drop(name));
  }

  @Override
  public LocalEnricher openEnricher(Path dataDirectory) {
    return inOneSentence(
        () -> OpenedEnricher.open(dataDirectory, config(dataDirectory, Map.of()), clock));
  }

  /// Trouble that a person can mend is told as one sentence, without a stack trace.
  static <T> T inOneSentence(Supplier<T> work) {
    try {
      return work.get();
    } catch (StartFailure
        | BadConfiguration
        | HttpServer.CannotListen
        | UnusableCertificate
        | UnreadableDataset
        | UnreadableFile
        | ImportRefused
        | IllegalArgumentException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()), e);
    }
  }
}
