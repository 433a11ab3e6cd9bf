package dev.placemill.reference;

import dev.placemill.match.Candidate;
import dev.placemill.match.NameStatistics;
import dev.placemill.match.PlaceRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.util.BytesRef;

/// All imported datasets as they were when this was taken from the [ReferenceCatalog]. It stays
/// readable until closed, whatever is imported meanwhile. For one thread at a time; each look-up
/// takes its own.
public final class ReferenceIndex implements AutoCloseable {
  private final List<ReferenceDataset> datasets;
  private final IndexSearcher searcher;

  /// @param searcher over a reader that was retained for this index
  ReferenceIndex(List<ReferenceDataset> datasets, IndexSearcher searcher) {
    this.datasets = datasets;
    this.searcher = searcher;
  }

  public List<ReferenceDataset> datasets() {
    return datasets;
  }

  /// At most 50 records that may be the place, the most promising first.
  public List<Candidate> findCandidates(CandidateQuery query) {
    try {
      return new CandidateSearch(searcher, query).run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Every record of every dataset, in no order worth relying on.
  public void forEachRecord(Consumer<PlaceRecord> consumer) {
    try {
      var stored = searcher.storedFields();
      for (int document = 0; document < searcher.getIndexReader().maxDoc(); document++) {
        BytesRef bytes = stored.document(document).getBinaryValue(IndexFields.RECORD);
        consumer.accept(RecordCodec.decode(bytes.bytes, bytes.offset, bytes.length));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// How common words and names are among all records of all datasets.
  public NameStatistics statistics() {
    return new IndexStatistics(searcher.getIndexReader());
  }

  @Override
  public void close() {
    try {
      searcher.getIndexReader().decRef();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Remembers what it was asked: candidates of one place share most of their words.
  private record IndexStatistics(IndexReader reader, Map<Term, Integer> counted)
      implements NameStatistics {
    IndexStatistics(IndexReader reader) {
      this(reader, new HashMap<>());
    }

    @Override
    public int records() {
      return reader.numDocs();
    }

    @Override
    public int recordsWithWord(String word) {
      return count(new Term(IndexFields.WORD, word));
    }

    @Override
    public int recordsNamed(String joinedName) {
      return count(new Term(IndexFields.NAME, joinedName));
    }

    private int count(Term term) {
      return counted.computeIfAbsent(
          term,
          wanted -> {
            try {
              return reader.docFreq(wanted);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
  }
}
