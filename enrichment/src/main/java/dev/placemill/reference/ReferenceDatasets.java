package dev.placemill.reference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The list of datasets of a reference directory, whether or not a server reads them.
public final class ReferenceDatasets {
  private final Path referenceDirectory;

  /// The datasets of a directory that may not exist yet.
  public ReferenceDatasets(Path referenceDirectory) {
    this.referenceDirectory = referenceDirectory;
  }

  /// @param bytes that its index takes on disk
  /// @param isSearched false when its index cannot be read by this version of Placemill, so that it
  ///   has to be imported again
  public record Listed(ReferenceDataset dataset, long bytes, boolean isSearched) {}

  /// All of them, in the order they were imported.
  ///
  /// @throws UnreadableDataset if the list is damaged
  public List<Listed> list() {
    try {
      List<Listed> all = new ArrayList<>();
      for (ReferenceDataset dataset : Manifest.read(referenceDirectory).datasets()) {
        Path index = referenceDirectory.resolve(dataset.directory());
        all.add(new Listed(dataset, IndexDirectories.bytesIn(index), isSearched(index)));
      }
      return List.copyOf(all);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isSearched(Path index) {
    try {
      return Files.isDirectory(index) && IndexDirectories.isOfThisFormat(index);
    } catch (IOException _) {
      return false;
    }
  }

  /// Takes a dataset out of what is searched, at once and for good; a search that is under way ends
  /// with it.
  ///
  /// @return what was dropped; empty when there is none of that name
  /// @throws ImportRefused if an import is running here
  public Optional<ReferenceDataset> drop(String name) {
    try (ImportLock _ = ImportLock.take(referenceDirectory)) {
      Manifest manifest = Manifest.read(referenceDirectory);
      Optional<ReferenceDataset> dropped = manifest.find(name);
      if (dropped.isPresent()) {
        Manifest next = manifest.without(name);
        next.write(referenceDirectory);
        IndexDirectories.deleteLeftovers(referenceDirectory, next);
      }
      return dropped;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
