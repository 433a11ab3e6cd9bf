package dev.placemill.spark;

import dev.placemill.config.ConfigReader;
import dev.placemill.enricher.PlaceEnricher;
import dev.placemill.enricher.SourceWatch;
import dev.placemill.fusion.Trust;
import dev.placemill.library.Sources;
import dev.placemill.library.SourcesConfig;
import dev.placemill.library.TrustConfig;
import dev.placemill.reference.ReferenceDataset;
import dev.placemill.reference.ReferenceIndex;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.SparkFiles;
import org.slf4j.LoggerFactory;

/// What the library is opened with, the same on every machine.
///
/// @param directory the data directory: a path of this machine, or the name of an archive that
///   Spark has unpacked on each
/// @param isArchive which of the two
/// @param environment variables that are settings
/// @param asksWebsites whether the places' own websites are asked
record LibrarySettings(
    String directory, boolean isArchive, Map<String, String> environment, boolean asksWebsites)
    implements Serializable {
  private static final long serialVersionUID = 1;

  /// What is open in this process; the places of all its tasks share it.
  private static final Map<LibrarySettings, Opened> OPEN = new ConcurrentHashMap<>();

  LibrarySettings {
    environment = Map.copyOf(environment);
  }

  /// The library, opened.
  record Opened(Sources sources, PlaceEnricher enricher) {
    List<ReferenceDataset> datasets() {
      try (ReferenceIndex index = sources.reference().acquire()) {
        return index.datasets();
      }
    }
  }

  /// The library in this process, opened by whoever asks first.
  Opened open() {
    return OPEN.computeIfAbsent(this, LibrarySettings::opened);
  }

  private static Opened opened(LibrarySettings settings) {
    // Sources load side by side, and the first logger must not be made by several at once.
    LoggerFactory.getILoggerFactory();
    Path directory =
        Path.of(settings.isArchive ? SparkFiles.get(settings.directory) : settings.directory);
    Clock clock = Clock.systemUTC();
    ConfigReader reader = ConfigReader.of(directory, null, settings.environment, Map.of());
    SourcesConfig config = SourcesConfig.read(reader);
    Trust trust = TrustConfig.read(reader);
    reader.finishOwn();
    Sources sources =
        Sources.open(
            directory, config.withWebsitesAlone(settings.asksWebsites), clock, OwnHosts::has);
    return new Opened(sources, sources.enricher(trust, clock, SourceWatch.NONE));
  }

  /// Lets go of what this process has opened.
  static void closeAll() {
    OPEN.values().forEach(opened -> opened.sources().close());
    OPEN.clear();
  }
}
