package dev.placemill.server.cli;

import dev.placemill.enricher.EnrichmentOutcome;
import dev.placemill.place.Place;
import java.net.URI;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The commands that work on a data directory rather than over HTTP. Made by the composition root;
/// trouble a person can mend is a [CommandFailure].
public interface LocalOperations {
  /// Runs a server until the process is told to stop.
  ///
  /// @param ready told the server's address once it accepts requests
  void serve(ServeOptions options, Consumer<URI> ready);

  /// Opens what governs organizations and their keys, whether or not a server runs on the
  /// directory.
  Organizations openOrganizations(Path dataDirectory);

  /// Adds files to the reference index. A file that cannot be read leaves its dataset as it was.
  ///
  /// @param progress told now and then how far the import is, for people
  ImportSummary importFiles(
      Path dataDirectory, ImportOptions options, Consumer<ImportProgress> progress);

  /// The imported datasets.
  List<DatasetLine> datasets(Path dataDirectory);

  /// Takes a dataset out of what is searched.
  DatasetLine dropDataset(Path dataDirectory, String name);

  /// Opens what enriches single places, whether or not a server runs on the directory.
  LocalEnricher openEnricher(Path dataDirectory);

  /// Copies the embedded database, whether or not a server runs on it.
  ///
  /// @param to a directory that is empty or does not exist
  BackupSummary backup(Path dataDirectory, Path to);

  /// Makes the embedded database of a data directory that has none.
  void restore(Path from, Path dataDirectory);

  /// Copies the database of a server that runs on another data directory into the empty one of
  /// this.
  ///
  /// @return how many rows
  long move(Path from, Path dataDirectory);

  /// Enriches single places from a data directory; safe for many threads.
  interface LocalEnricher extends AutoCloseable {
    /// How many imported places are searched.
    long placesSearched();

    /// Asks for every attribute.
    EnrichmentOutcome enrich(Place place);

    @Override
    void close();
  }

  /// How to run the server.
  ///
  /// @param port null for the configured one
  /// @param host null for the configured one
  record ServeOptions(Path dataDirectory, @Nullable Integer port, @Nullable String host) {}

  /// What a backup holds.
  record BackupSummary(int files, long bytes) {}

  /// What to import, and as what.
  ///
  /// @param dataset name of the one dataset all files become, or null for one of each file's name
  /// @param version and `licence` and `date` null for what the files say of themselves
  /// @param columns which column of a CSV file to read as which field
  record ImportOptions(
      List<Path> files,
      @Nullable String dataset,
      @Nullable String version,
      @Nullable String licence,
      @Nullable LocalDate date,
      Map<String, String> columns) {}

  /// How far an import is.
  ///
  /// @param dataset what is being made
  /// @param fraction of the reading that is done, from 0 to 1
  record ImportProgress(String dataset, long placesSoFar, double fraction) {}

  /// What an import did.
  ///
  /// @param placesInIndex how many the index holds now
  record ImportSummary(List<ImportedLine> imported, long placesInIndex) {}

  /// What one dataset took.
  ///
  /// @param closed places said to be gone, which are among the others
  /// @param leftOut what of the files is no place one could look for, in words
  record ImportedLine(DatasetLine dataset, long closed, List<String> leftOut, double seconds) {}

  /// One dataset, as it is listed.
  ///
  /// @param date the day whose state it shows, in ISO 8601
  /// @param importedAt in ISO 8601
  /// @param bytes that its index takes on disk
  record DatasetLine(
      String name,
      @Nullable String format,
      long places,
      @Nullable String version,
      @Nullable String licence,
      @Nullable String date,
      String importedAt,
      String file,
      long bytes,
      boolean searched) {}
}
