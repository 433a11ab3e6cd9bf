package dev.placemill.reference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.FSDirectory;

/// Writes one index and counts what goes into it.
final class DatasetWriter implements AutoCloseable {
  private static final double BUFFER_MEGABYTES = 64;

  private final FSDirectory directory;
  private final IndexWriter writer;
  private final Map<OsmElement.Type, Long> added = new EnumMap<>(OsmElement.Type.class);
  private long closed;
  private long withoutCoordinates;

  DatasetWriter(Path path) throws IOException {
    directory = FSDirectory.open(path);
    writer =
        new IndexWriter(
            directory,
            new IndexWriterConfig()
                .setOpenMode(IndexWriterConfig.OpenMode.CREATE)
                .setRAMBufferSizeMB(BUFFER_MEGABYTES)
                .setCommitOnClose(false));
  }

  void add(OsmElement element, OsmRecords records) {
    if (element.coordinates() == null) {
      withoutCoordinates++;
      return;
    }
    try {
      var record = records.of(element);
      writer.addDocument(IndexFields.document(record));
      added.merge(element.type(), 1L, Long::sum);
      closed += record.isClosed() ? 1 : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  long places() {
    return added.values().stream().mapToLong(Long::longValue).sum();
  }

  /// Makes one segment of it and forces it to disk.
  void commit() throws IOException {
    writer.forceMerge(1);
    writer.setLiveCommitData(
        Map.of(IndexFields.FORMAT_KEY, Integer.toString(IndexFields.FORMAT)).entrySet());
    writer.commit();
  }

  ImportResult result(String dataset, Duration elapsed, long bytesRead, long indexBytes) {
    return new ImportResult(
        dataset,
        places(),
        added.getOrDefault(OsmElement.Type.NODE, 0L),
        added.getOrDefault(OsmElement.Type.WAY, 0L),
        added.getOrDefault(OsmElement.Type.RELATION, 0L),
        closed,
        withoutCoordinates,
        elapsed,
        bytesRead,
        indexBytes);
  }

  @Override
  public void close() throws IOException {
    writer.close();
    directory.close();
  }
}
