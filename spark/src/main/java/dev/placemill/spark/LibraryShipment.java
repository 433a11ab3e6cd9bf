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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
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
/// @param datasets what is imported here
/// @param idle settings that were given and change nothing
record LibraryShipment(
    BulkOptions options,
    Map<String, String> environment,
    List<ReferenceDataset> datasets,
    List<String> idle) {
  private static final String NAME = "placemill-data";
  private static final String SETTINGS = "placemill.properties";
  private static final List<String> WEBSITES = List.of("web.", "website.");
  private static final List<String> KINDS = List.of("trust.", "web.", "website.");

  /// Of sources that are never asked here.
  private static final List<String> NEVER_ASKED = List.of("search.", "llm.");

  /// @throws dev.placemill.config.BadConfiguration naming every bad setting
  static LibraryShipment of(BulkOptions options, Map<String, String> environment)
      throws IOException {
    Map<String, String> ours = new TreeMap<>(environment);
    ours.keySet().removeIf(name -> !isOf(KINDS, name));
    ConfigReader reader = ConfigReader.of(options.data(), null, ours, Map.of());
    SourcesConfig.read(reader);
    TrustConfig.read(reader);
    reader.finishOwn();
    Set<String> given = new TreeSet<>(file(options.data()).stringPropertyNames());
    given.addAll(environment.keySet());
    List<String> idle =
        given.stream()
            .filter(name ->
                isOf(NEVER_ASKED, name) || (!options.asksWebsites() && isOf(WEBSITES, name)))
            .toList();
    return new LibraryShipment(options, ours, datasets(options.data()), idle);
  }

  /// Whether a setting is of some kinds, by its key or by its variable.
  private static boolean isOf(List<String> kinds, String name) {
    return kinds.stream()
        .anyMatch(kind ->
            name.startsWith(kind)
                || name.startsWith("PLACEMILL_" + kind.replace('.', '_').toUpperCase(Locale.ROOT)));
  }

  /// What the person who starts the run should know of it, a sentence each.
  List<String> said() {
    List<String> said = new ArrayList<>();
    said.add(
        datasets.isEmpty()
            ? "Without reference data: none is imported in %s.".formatted(options.data())
            : datasets.stream()
                .map(one -> one.version() == null ? one.name() : one.name() + " " + one.version())
                .collect(Collectors.joining(", ", "With the reference data ", ".")));
    if (!idle.isEmpty()) {
      said.add(
          "Without effect here: %s; bulk asks no search engine and no language model, and websites only with --websites."
              .formatted(String.join(", ", idle)));
    }
    return said;
  }

  /// The settings that count, as a number that differs when they do.
  String fingerprint() throws IOException {
    return Integer.toHexString(31 * settings().hashCode() + environment.hashCode());
  }

  private static List<ReferenceDataset> datasets(Path data) {
    try (var catalog = new ReferenceCatalog(Sources.referenceDirectory(data));
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
    Properties ours = file(options.data());
    ours.keySet().removeIf(key -> !isOf(KINDS, String.valueOf(key)));
    return ours;
  }

  private static Properties file(Path data) throws IOException {
    var all = new Properties();
    Path file = data.resolve(SETTINGS);
    if (Files.exists(file)) {
      try (var in = Files.newBufferedReader(file)) {
        all.load(in);
      }
    }
    return all;
  }
}
