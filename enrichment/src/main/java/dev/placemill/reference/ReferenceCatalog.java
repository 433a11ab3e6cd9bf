package dev.placemill.reference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.MultiReader;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.similarities.BooleanSimilarity;
import org.apache.lucene.store.FSDirectory;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/// The imported datasets of one directory, kept open while they are in force. An import by another
/// process is noticed within a second. Safe for many threads.
public final class ReferenceCatalog implements AutoCloseable {
  private static final long CHECK_NANOS = Duration.ofSeconds(1).toNanos();
  private static final int ATTEMPTS = 5;

  private final Path referenceDirectory;
  private final LongSupplier nanoTime;
  private @Nullable Opened current;
  private long checkedAt;

  /// The catalogue of a directory that may not exist yet.
  public ReferenceCatalog(Path referenceDirectory) {
    this(referenceDirectory, System::nanoTime);
  }

  ReferenceCatalog(Path referenceDirectory, LongSupplier nanoTime) {
    this.referenceDirectory = referenceDirectory;
    this.nanoTime = nanoTime;
  }

  /// Where its datasets are.
  public Path directory() {
    return referenceDirectory;
  }

  /// The datasets in force now, to be closed after use; without those of another version of the
  /// index, which have to be imported again.
  ///
  /// @throws UnreadableDataset if an index or the list of datasets is damaged, or every index is of
  ///   another version
  public synchronized ReferenceIndex acquire() {
    try {
      long now = nanoTime.getAsLong();
      if (current == null || now - checkedAt >= CHECK_NANOS) {
        current = refreshed(current);
        checkedAt = now;
      }
      current.reader.incRef();
      return new ReferenceIndex(
          current.datasets, current.searcher, current.segments, current.counts);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void close() {
    try {
      if (current != null) {
        current.close();
        current = null;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What tells one manifest file from its successor, which is always another file.
  private record Stamp(long modified, long size, String key) {
    static @Nullable Stamp of(Path file) throws IOException {
      try {
        var attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return new Stamp(
            attributes.lastModifiedTime().toMillis(),
            attributes.size(),
            String.valueOf(attributes.fileKey()));
      } catch (NoSuchFileException _) {
        return null;
      }
    }
  }

  /// Open readers by directory; the one over all of them is what searches retain.
  private record Opened(
      @Nullable Stamp stamp,
      List<ReferenceDataset> datasets,
      Map<String, DirectoryReader> byDirectory,
      MultiReader reader,
      IndexSearcher searcher,
      List<Segment> segments,
      TermCounts counts) {
    void close() throws IOException {
      reader.close();
      for (DirectoryReader one : byDirectory.values()) {
        one.decRef();
      }
    }
  }

  private Opened refreshed(@Nullable Opened old) throws IOException {
    for (int attempt = 1; ; attempt++) {
      Stamp stamp = Stamp.of(referenceDirectory.resolve(Manifest.FILE_NAME));
      if (old != null && Objects.equals(old.stamp, stamp)) {
        return old;
      }
      Manifest manifest = Manifest.read(referenceDirectory);
      try {
        Opened opened = open(stamp, manifest, old == null ? Map.of() : old.byDirectory);
        if (old != null) {
          old.close();
        }
        return opened;
      } catch (IOException e) {
        // An import may have replaced the dataset between the two reads.
        if (attempt == ATTEMPTS) {
          throw new UnreadableDataset(
              referenceDirectory, "holds an index that cannot be opened: " + e.getMessage(), e);
        }
      }
    }
  }

  /// Of the datasets listed those that this version can search. The others are left out with a
  /// warning, because one of them must not cost the answers of all; where nothing remains, it is
  /// said instead.
  private List<ReferenceDataset> searchable(Manifest manifest) throws IOException {
    List<ReferenceDataset> searchable = new ArrayList<>();
    for (ReferenceDataset dataset : manifest.datasets()) {
      if (IndexDirectories.isOfThisFormat(referenceDirectory.resolve(dataset.directory()))) {
        searchable.add(dataset);
      } else if (manifest.datasets().size() == 1) {
        throw new UnreadableDataset(
            referenceDirectory.resolve(dataset.directory()), importAgain(dataset));
      } else {
        // Not kept: sources load side by side, and the first logger must not be made by several.
        LoggerFactory.getLogger(ReferenceCatalog.class)
            .warn("The dataset {} is left out: it {}.", dataset.name(), importAgain(dataset));
      }
    }
    if (searchable.isEmpty() && !manifest.datasets().isEmpty()) {
      throw new UnreadableDataset(
          referenceDirectory,
          "holds only datasets that were written by another version of Placemill; import each of"
              + " them again");
    }
    return searchable;
  }

  private static String importAgain(ReferenceDataset dataset) {
    return "was written by another version of Placemill; import %s again as the dataset %s"
        .formatted(dataset.file(), dataset.name());
  }

  private Opened open(@Nullable Stamp stamp, Manifest manifest, Map<String, DirectoryReader> open)
      throws IOException {
    Map<String, DirectoryReader> byDirectory = new HashMap<>();
    List<ReferenceDataset> datasets = searchable(manifest);
    boolean complete = false;
    try {
      for (ReferenceDataset dataset : datasets) {
        DirectoryReader known = open.get(dataset.directory());
        if (known != null) {
          known.incRef();
        }
        byDirectory.put(
            dataset.directory(),
            known != null
                ? known
                : DirectoryReader.open(
                    FSDirectory.open(referenceDirectory.resolve(dataset.directory()))));
      }
      Opened opened = together(stamp, datasets, byDirectory);
      complete = true;
      return opened;
    } finally {
      if (!complete) {
        for (DirectoryReader reader : byDirectory.values()) {
          reader.decRef();
        }
      }
    }
  }

  private static Opened together(
      @Nullable Stamp stamp,
      List<ReferenceDataset> datasets,
      Map<String, DirectoryReader> byDirectory)
      throws IOException {
    // Retains its readers, so that a replaced one lives as long as a search needs it.
    MultiReader reader =
        new MultiReader(new ArrayList<>(byDirectory.values()).toArray(IndexReader[]::new), false);
    boolean complete = false;
    try {
      IndexSearcher searcher = new IndexSearcher(reader);
      searcher.setSimilarity(new BooleanSimilarity());
      searcher.setQueryCache(null);
      List<Segment> segments = new ArrayList<>();
      for (LeafReaderContext leaf : reader.leaves()) {
        segments.add(Segment.of(leaf));
      }
      Opened opened =
          new Opened(
              stamp, datasets, byDirectory, reader, searcher, segments, new TermCounts(reader));
      complete = true;
      return opened;
    } finally {
      if (!complete) {
        reader.close();
      }
    }
  }
}
