package dev.placemill.reference;

import dev.placemill.match.Candidate;
import dev.placemill.match.NameStatistics;
import dev.placemill.match.PlaceRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.search.IndexSearcher;

/// All imported datasets as they were when this was taken from the [ReferenceCatalog]. It stays
/// readable until closed, whatever is imported meanwhile. For one thread at a time; each look-up
/// takes its own.
public final class ReferenceIndex implements AutoCloseable {
  private final List<ReferenceDataset> datasets;
  private final IndexSearcher searcher;
  private final List<Segment> segments;
  private final NameStatistics statistics;

  /// @param searcher over a reader that was retained for this index
  /// @param segments of that reader
  ReferenceIndex(
      List<ReferenceDataset> datasets,
      IndexSearcher searcher,
      List<Segment> segments,
      NameStatistics statistics) {
    this.datasets = datasets;
    this.searcher = searcher;
    this.segments = segments;
    this.statistics = statistics;
  }

  public List<ReferenceDataset> datasets() {
    return datasets;
  }

  /// The kind of file a dataset was imported from, e.g. `osm`; empty when nobody wrote it down.
  public Optional<String> findFormat(String dataset) {
    return datasets.stream()
        .filter(one -> one.name().equals(dataset))
        .map(ReferenceDataset::format)
        .filter(Objects::nonNull)
        .findFirst();
  }

  /// At most 50 records that may be the place, the most promising first.
  public List<Candidate> findCandidates(CandidateQuery query) {
    try {
      return new CandidateSearch(searcher, segments, query).run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Every record of every dataset, in no order worth relying on.
  public void forEachRecord(Consumer<PlaceRecord> consumer) {
    IndexReader reader = searcher.getIndexReader();
    for (int document = 0; document < reader.maxDoc(); document++) {
      consumer.accept(CandidateReader.record(reader, document));
    }
  }

  /// How common words and names are among all records of all datasets.
  public NameStatistics statistics() {
    return statistics;
  }

  @Override
  public void close() {
    try {
      searcher.getIndexReader().decRef();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
