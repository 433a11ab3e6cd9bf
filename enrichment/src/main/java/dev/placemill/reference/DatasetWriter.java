package dev.placemill.reference;

import dev.placemill.match.PlaceRecord;
import dev.placemill.reference.file.Omission;
import dev.placemill.reference.file.PlaceFile;
import dev.placemill.reference.file.PlaceSink;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.store.FSDirectory;

/// Writes one index and counts what goes into it.
///
/// One thread reads the files; folding names and filling the index, which cost far more, are for as
/// many threads as the effort allows.
final class DatasetWriter implements AutoCloseable {
  /// Segments are merged late and many at once, for at the end they all become one.
  private static final int SEGMENTS_PER_TIER = 24;

  private final FSDirectory directory;
  private final IndexWriter writer;
  private final IndexingCrew crew;
  private final Map<Omission, Long> leftOut = new EnumMap<>(Omission.class);
  private long places;
  private long closed;

  DatasetWriter(Path path, Effort effort) throws IOException {
    directory = FSDirectory.open(path);
    writer =
        new IndexWriter(
            directory,
            new IndexWriterConfig()
                .setOpenMode(IndexWriterConfig.OpenMode.CREATE)
                .setRAMBufferSizeMB(effort.bufferMegabytes())
                .setIndexSort(new Sort(new SortField(IndexFields.CELL, SortField.Type.LONG)))
                .setMergePolicy(
                    new TieredMergePolicy()
                        .setSegmentsPerTier(SEGMENTS_PER_TIER)
                        .setMaxMergeAtOnce(SEGMENTS_PER_TIER))
                .setMergeScheduler(
                    effort.helpers() == 0
                        ? new SerialMergeScheduler()
                        : new ConcurrentMergeScheduler())
                .setCommitOnClose(false));
    crew = new IndexingCrew(writer, effort.helpers());
  }

  /// Adds everything that the files hold.
  void read(ImportRequest request, ImportProgress progress) throws IOException {
    long total = request.files().stream().mapToLong(PlaceFile::bytes).sum();
    long before = 0;
    for (PlaceFile file : request.files()) {
      file.read(request.dataset(), new Sink(before, file.bytes(), total, progress));
      before += file.bytes();
    }
    crew.finish();
    progress.report(places, total, total);
  }

  private final class Sink implements PlaceSink {
    private final long before;
    private final long bytes;
    private final long total;
    private final ImportProgress progress;

    Sink(long before, long bytes, long total, ImportProgress progress) {
      this.before = before;
      this.bytes = bytes;
      this.total = total;
      this.progress = progress;
    }

    @Override
    public void place(PlaceRecord place) {
      crew.add(place);
      places++;
      closed += place.isClosed() ? 1 : 0;
    }

    @Override
    public void leftOut(Omission why) {
      leftOut.merge(why, 1L, Long::sum);
    }

    @Override
    public void progress(double share) {
      progress.report(places, before + (long) (share * bytes), total);
    }
  }

  long places() {
    return places;
  }

  long closed() {
    return closed;
  }

  Map<Omission, Long> leftOut() {
    return Map.copyOf(leftOut);
  }

  /// Makes one segment of it and forces it to disk.
  void commit() throws IOException {
    writer.forceMerge(1);
    writer.setLiveCommitData(
        Map.of(IndexFields.FORMAT_KEY, Integer.toString(IndexFields.FORMAT)).entrySet());
    writer.commit();
  }

  @Override
  public void close() throws IOException {
    crew.close();
    writer.close();
    directory.close();
  }
}
