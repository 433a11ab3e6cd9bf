package dev.placemill.spark;

import dev.placemill.config.ConfigReader;
import dev.placemill.library.Sources;
import dev.placemill.library.SourcesConfig;
import dev.placemill.library.TrustConfig;
import dev.placemill.reference.ReferenceCatalog;
import dev.placemill.reference.ReferenceDataset;
import dev.placemill.reference.ReferenceIndex;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.spark.api.java.JavaSparkContext;

/// What the machines of a cluster need of this one to come to the same answers: the imported places
/// and the settings about sources and trust. It reaches each executor once, as an archive that
/// Spark unpacks there.
///
/// @param environment the variables that are settings about sources and trust
record LibraryShipment(BulkOptions options, Map<String, String> environment) {
  private static final String NAME = "placemill-data";
  private static final String SETTINGS = "placemill.properties";
  private static final List<String> KINDS = List.of("trust.", "web.", "website.");

  /// @throws dev.placemill.config.BadConfiguration naming every bad setting
  static LibraryShipment of(BulkOptions options, Map<String, String> environment) {
    Map<String, String> ours = new HashMap<>();
    environment.forEach((name, value) -> {
      if (KINDS.stream().anyMatch(kind -> name.startsWith(variables(kind)))) {
        ours.put(name, value);
      }
    });
    ConfigReader reader = ConfigReader.of(options.data(), null, ours, Map.of());
    SourcesConfig.read(reader);
    TrustConfig.read(reader);
    reader.finishOwn();
    return new LibraryShipment(options, ours);
  }

  /// What the names of the variables of some settings begin with.
  private static String variables(String kind) {
    return "PLACEMILL_" + kind.substring(0, kind.length() - 1).toUpperCase(Locale.ROOT);
  }

  /// What is imported here.
  List<ReferenceDataset> datasets() {
    try (var catalog = new ReferenceCatalog(Sources.referenceDirectory(options.data()));
        ReferenceIndex index = catalog.acquire()) {
      return index.datasets();
    }
  }

  /// What the library is opened with on every machine. A run on this machine alone reads what is
  /// here.
  LibrarySettings settings(JavaSparkContext spark) throws IOException {
    if (spark.isLocal()) {
      return new LibrarySettings(
          options.data().toString(), false, environment, options.asksWebsites());
    }
    Path directory = Files.createTempDirectory("placemill");
    Path archive = directory.resolve(NAME + ".zip");
    pack(archive);
    // The last to be named is the first to go.
    directory.toFile().deleteOnExit();
    archive.toFile().deleteOnExit();
    spark.sc().addArchive(archive.toUri() + "#" + NAME);
    return new LibrarySettings(NAME, true, environment, options.asksWebsites());
  }

  private void pack(Path archive) throws IOException {
    Path reference = Sources.referenceDirectory(options.data());
    try (OutputStream out = Files.newOutputStream(archive);
        var zip = new ZipOutputStream(out)) {
      // An index is packed already.
      zip.setLevel(Deflater.NO_COMPRESSION);
      zip.putNextEntry(new ZipEntry(SETTINGS));
      settings().store(zip, null);
      if (Files.isDirectory(reference)) {
        try (Stream<Path> files = Files.walk(reference)) {
          for (Path file : files.filter(Files::isRegularFile).toList()) {
            zip.putNextEntry(new ZipEntry(options.data().relativize(file).toString()));
            Files.copy(file, zip);
          }
        }
      }
    }
  }

  /// Those of the file that concern sources and trust; nothing else leaves this machine.
  private Properties settings() throws IOException {
    var all = new Properties();
    Path file = options.data().resolve(SETTINGS);
    if (Files.exists(file)) {
      try (var in = Files.newBufferedReader(file)) {
        all.load(in);
      }
    }
    var ours = new Properties();
    all.forEach((key, value) -> {
      if (KINDS.stream().anyMatch(kind -> String.valueOf(key).startsWith(kind))) {
        ours.put(key, value);
      }
    });
    return ours;
  }
}
