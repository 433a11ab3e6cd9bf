package dev.placemill.reference;

import dev.placemill.reference.file.FileFacts;
import dev.placemill.reference.file.PlaceFile;
import dev.placemill.reference.file.PlaceFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.apache.lucene.util.IOUtils;

/// Turns files of places into a dataset of the reference directory.
///
/// Nobody sees the dataset before it is complete and safe on disk; an import that fails or is
/// killed leaves what was there before. Re-importing a dataset replaces it.
public final class ReferenceImport {
  private final Path referenceDirectory;
  private final Clock clock;
  private final Effort effort;

  public ReferenceImport(Path referenceDirectory, Clock clock) {
    this(referenceDirectory, clock, Effort.WHOLE_MACHINE);
  }

  public ReferenceImport(Path referenceDirectory, Clock clock, Effort effort) {
    this.referenceDirectory = referenceDirectory;
    this.clock = clock;
    this.effort = effort;
  }

  /// The name a dataset gets when nobody names it: the file's, without what says what kind of file
  /// it is, e.g. `monaco-2020` for `Monaco-2020.osm.pbf`.
  public static String datasetName(Path file) {
    return datasetName(String.valueOf(file.getFileName()));
  }

  /// The same of the name of a file that may be anywhere.
  public static String datasetName(String fileName) {
    String plain =
        fileName
            .toLowerCase(Locale.ROOT)
            .replaceFirst(
                "(\\.osm)?\\.pbf$|(\\.zstd|\\.snappy|\\.gz)?\\.(geo)?parquet$|\\.(geo)?jsonl?$"
                    + "|\\.ndjson$|\\.geojsons(eq)?$|\\.[ct]sv$|\\.txt$",
                "")
            .replaceAll("[^\\p{L}\\p{N}_-]+", "-")
            .replaceAll("^-+|-+$", "");
    return plain.isEmpty() ? "dataset" : plain;
  }

  /// Imports one file of any kind that can be read, described as it describes itself.
  ///
  /// @throws dev.placemill.reference.file.UnreadableFile if the file is none, or is damaged
  /// @throws ImportRefused if another import is running here
  public ImportResult run(Path file, String dataset, ImportProgress progress) {
    PlaceFile places = new PlaceFiles().open(file);
    String origin = String.valueOf(file.getFileName());
    return run(new ImportRequest(dataset, origin, List.of(places), places.facts()), progress);
  }

  /// Makes one dataset of what is asked for.
  ///
  /// @throws dev.placemill.reference.file.UnreadableFile if a file is damaged
  /// @throws ImportRefused if another import is running here
  public ImportResult run(ImportRequest request, ImportProgress progress) {
    try (ImportTurn turn = takeTurn()) {
      return turn.run(request, progress);
    }
  }

  /// Keeps others from changing the datasets until the turn is closed.
  ///
  /// @throws ImportRefused if another import is running here
  public ImportTurn takeTurn() {
    try {
      return new ImportTurn(this, ImportLock.take(referenceDirectory));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ImportResult importLocked(ImportRequest request, ImportProgress progress) throws IOException {
    Instant start = clock.instant();
    Manifest manifest = Manifest.read(referenceDirectory);
    IndexDirectories.deleteLeftovers(referenceDirectory, manifest);
    String directory = IndexDirectories.next(request.dataset(), manifest);
    DatasetWriter written = write(request, directory, progress);
    FileFacts facts = request.facts();
    ReferenceDataset dataset =
        new ReferenceDataset(
            request.dataset(),
            directory,
            request.origin(),
            written.places(),
            clock.instant(),
            facts.format(),
            facts.version(),
            facts.licence(),
            facts.date());
    Manifest next = manifest.with(dataset);
    next.write(referenceDirectory);
    IndexDirectories.deleteLeftovers(referenceDirectory, next);
    return new ImportResult(
        dataset,
        written.closed(),
        written.leftOut(),
        Duration.between(start, clock.instant()),
        request.files().stream().mapToLong(PlaceFile::bytes).sum(),
        IndexDirectories.bytesIn(referenceDirectory.resolve(directory)));
  }

  private DatasetWriter write(ImportRequest request, String directory, ImportProgress progress)
      throws IOException {
    Path path = referenceDirectory.resolve(directory);
    boolean complete = false;
    try (DatasetWriter writer = new DatasetWriter(path, effort)) {
      writer.read(request, progress);
      if (writer.places() == 0) {
        throw new ImportRefused(
            "Not one place was found: what is there has no name, or neither position nor address; nothing was changed.");
      }
      writer.commit();
      complete = true;
      return writer;
    } finally {
      if (complete) {
        IOUtils.fsync(referenceDirectory, true);
      } else {
        IndexDirectories.delete(path);
      }
    }
  }
}
