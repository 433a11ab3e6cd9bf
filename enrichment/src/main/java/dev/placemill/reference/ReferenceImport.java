package dev.placemill.reference;

import dev.placemill.attribute.CategoryTaxonomy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.lucene.util.IOUtils;

/// Turns a file of places into a dataset of the reference directory.
///
/// Nobody sees the dataset before it is complete and safe on disk; an import that fails or is
/// killed leaves what was there before. Re-importing a dataset replaces it.
public final class ReferenceImport {
  private static final String LOCK_FILE_NAME = "import.lock";
  private static final String INDEX_SUFFIX = ".index";

  private final Path referenceDirectory;
  private final Clock clock;
  private final CategoryTaxonomy taxonomy = CategoryTaxonomy.load();

  public ReferenceImport(Path referenceDirectory, Clock clock) {
    this.referenceDirectory = referenceDirectory;
    this.clock = clock;
  }

  /// The name a dataset gets when nobody names it: the file's, without what says that it is an
  /// extract, e.g. `monaco-2020` for `Monaco-2020.osm.pbf`.
  public static String datasetName(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    String plain =
        name.replaceFirst("(\\.osm)?\\.pbf$", "")
            .replaceAll("[^\\p{L}\\p{N}_-]+", "-")
            .replaceAll("^-+|-+$", "");
    return plain.isEmpty() ? "dataset" : plain;
  }

  /// Imports an OpenStreetMap .pbf file.
  ///
  /// @throws UnreadableDataset if the file is not one, or is damaged
  /// @throws ImportRefused if another import is running here
  public ImportResult run(Path file, String dataset, ImportProgress progress) {
    try {
      Files.createDirectories(referenceDirectory);
      try (FileChannel channel =
              FileChannel.open(
                  referenceDirectory.resolve(LOCK_FILE_NAME),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          FileLock _ = lock(channel)) {
        return importLocked(file, dataset, progress);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private FileLock lock(FileChannel channel) throws IOException {
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException _) {
      lock = null;
    }
    if (lock == null) {
      throw new ImportRefused(
          "another import into %s is running; try again when it has ended"
              .formatted(referenceDirectory));
    }
    return lock;
  }

  private ImportResult importLocked(Path file, String dataset, ImportProgress progress)
      throws IOException {
    Instant start = clock.instant();
    Manifest manifest = Manifest.read(referenceDirectory);
    deleteLeftovers(manifest);
    String directory =
        datasetName(Path.of(dataset)) + "." + (manifest.generation() + 1) + INDEX_SUFFIX;
    DatasetWriter written = write(file, dataset, directory, progress);
    Manifest next =
        manifest.with(
            new ReferenceDataset(
                dataset,
                directory,
                String.valueOf(file.getFileName()),
                written.places(),
                clock.instant()));
    next.write(referenceDirectory);
    deleteLeftovers(next);
    return written.result(
        dataset,
        Duration.between(start, clock.instant()),
        Files.size(file),
        bytesIn(referenceDirectory.resolve(directory)));
  }

  private DatasetWriter write(Path file, String dataset, String directory, ImportProgress progress)
      throws IOException {
    Path path = referenceDirectory.resolve(directory);
    boolean complete = false;
    try (DatasetWriter writer = new DatasetWriter(path)) {
      OsmRecords records = new OsmRecords(dataset, taxonomy);
      long total = (Files.exists(file) ? Files.size(file) : 0) * OsmPbfReader.PASSES;
      OsmPbfReader reader =
          new OsmPbfReader(file, bytes -> progress.report(writer.places(), bytes, total));
      reader.read(element -> writer.add(element, records));
      writer.commit();
      complete = true;
      return writer;
    } finally {
      if (complete) {
        IOUtils.fsync(referenceDirectory, true);
      } else {
        delete(path);
      }
    }
  }

  /// Deletes what a killed import left behind and what was replaced. A reader that still has a
  /// replaced index open keeps its files until it closes them; where the system forbids that, they
  /// go next time.
  private void deleteLeftovers(Manifest manifest) throws IOException {
    Set<String> inForce =
        manifest.datasets().stream().map(ReferenceDataset::directory).collect(Collectors.toSet());
    try (DirectoryStream<Path> directories =
        Files.newDirectoryStream(referenceDirectory, "*" + INDEX_SUFFIX)) {
      for (Path directory : directories) {
        if (!inForce.contains(String.valueOf(directory.getFileName()))) {
          delete(directory);
        }
      }
    }
  }

  private static void delete(Path directory) {
    IOUtils.deleteFilesIgnoringExceptions(filesIn(directory));
    IOUtils.deleteFilesIgnoringExceptions(directory);
  }

  private static Path[] filesIn(Path directory) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      return StreamSupport.stream(files.spliterator(), false).toArray(Path[]::new);
    } catch (IOException _) {
      return new Path[0];
    }
  }

  private static long bytesIn(Path directory) throws IOException {
    long bytes = 0;
    for (Path file : filesIn(directory)) {
      bytes += Files.size(file);
    }
    return bytes;
  }
}
