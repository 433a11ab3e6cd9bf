package dev.placemill.reference;

import dev.placemill.attribute.Remembered;
import dev.placemill.match.PlaceRecord;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TermState;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.ArrayUtil;
import org.apache.lucene.util.BitSet;
import org.apache.lucene.util.SparseFixedBitSet;
import org.jspecify.annotations.Nullable;

/// A segment of the index with what searches around a point would otherwise look up again and
/// again: where on the map its documents lie, which places are large, and where the documents of
/// common terms are listed. Safe for many threads.
final class Segment {
  /// So many documents share one entry of the table of cells.
  private static final int STRIDE = 32;

  /// Of each field; a few megabytes at most, and enough for the trigrams of a language.
  private static final int MOST_REMEMBERED = 1 << 14;

  private final LeafReaderContext context;
  private final long[] cells;
  private final BitSet large;
  private final Map<String, ConcurrentMap<String, Where>> remembered =
      Map.of(
          IndexFields.TRIGRAM, new ConcurrentHashMap<>(),
          IndexFields.WORD, new ConcurrentHashMap<>(),
          IndexFields.BRAND, new ConcurrentHashMap<>());

  /// Of places sent together, many are neighbours that the same records are compared with.
  private final Remembered<Integer, PlaceRecord> records =
      new Remembered<>(1 << 10, this::readRecord);

  /// Where a term's documents are listed; null for a term that no document has.
  private record Where(@Nullable TermState state) {}

  private Segment(LeafReaderContext context, long[] cells, BitSet large) {
    this.context = context;
    this.cells = cells;
    this.large = large;
  }

  static Segment of(LeafReaderContext context) throws IOException {
    LeafReader reader = context.reader();
    long[] cells = new long[(reader.maxDoc() + STRIDE - 1) / STRIDE];
    NumericDocValues cell = DocValues.getNumeric(reader, IndexFields.CELL);
    for (int i = 0; i < cells.length; i++) {
      cells[i] = cell.advanceExact(i * STRIDE) ? cell.longValue() : 0;
    }
    BitSet large = new SparseFixedBitSet(Math.max(1, reader.maxDoc()));
    PostingsEnum postings = reader.postings(new Term(IndexFields.LARGE, "1"), PostingsEnum.NONE);
    if (postings != null) {
      large.or(postings);
    }
    return new Segment(context, cells, large);
  }

  LeafReaderContext context() {
    return context;
  }

  /// @param document as the whole index counts
  boolean isLarge(int document) {
    return large.get(document - context.docBase);
  }

  /// @param document as the whole index counts
  PlaceRecord record(int document) {
    return records.of(document);
  }

  private PlaceRecord readRecord(int document) {
    return CandidateReader.record(context.reader(), document - context.docBase);
  }

  /// Ranges of documents, and large places of wider ranges as ranges of their own.
  int[] withLarge(int[] ranges, int[] wider) {
    int[] all = ranges;
    int size = ranges.length;
    for (int i = 0; i < wider.length; i += 2) {
      int end = wider[i + 1];
      int document = nextLarge(wider[i], end);
      for (; document < end; document = nextLarge(document + 1, end)) {
        if (!isWithin(document, ranges)) {
          all = ArrayUtil.grow(all, size + 2);
          all[size++] = document;
          all[size++] = document + 1;
        }
      }
    }
    int[] ordered = Arrays.copyOf(all, size);
    if (size > ranges.length) {
      Arrays.sort(ordered);
    }
    return ordered;
  }

  private int nextLarge(int from, int end) {
    return from < end ? large.nextSetBit(from, end) : end;
  }

  private static boolean isWithin(int document, int[] ranges) {
    int at = Arrays.binarySearch(ranges, document);
    // An even number is the beginning of a range, an odd one lies in the range that it would end.
    return at >= 0 ? at % 2 == 0 : (-at - 1) % 2 == 1;
  }

  /// Where the documents of runs of cells are: from and to, the latter excluded, of each range in
  /// ascending order, with a few neighbours at the ends.
  int[] documents(long[] runs) {
    int[] ranges = new int[runs.length];
    int size = 0;
    for (int i = 0; i < runs.length; i += 2) {
      int from = Math.max(0, entry(runs[i]) - 1) * STRIDE;
      int to = Math.min(entry(runs[i + 1]) * STRIDE, context.reader().maxDoc());
      if (from >= to) {
        continue;
      }
      if (size > 0 && from <= ranges[size - 1]) {
        ranges[size - 1] = Math.max(to, ranges[size - 1]);
      } else {
        ranges[size++] = from;
        ranges[size++] = to;
      }
    }
    return Arrays.copyOf(ranges, size);
  }

  /// The first entry of the table that is not less.
  private int entry(long cell) {
    int from = 0;
    int to = cells.length;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (cells[middle] < cell) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }

  /// Reads the documents of one term after the other, for one thread.
  final class Lists {
    private final String field;
    private final ConcurrentMap<String, Where> known;
    private final @Nullable TermsEnum terms;
    private @Nullable PostingsEnum postings;

    Lists(String field) throws IOException {
      this.field = field;
      this.known = Objects.requireNonNull(remembered.get(field));
      var all = context.reader().terms(field);
      this.terms = all == null ? null : all.iterator();
    }

    /// The documents that have the term, valid until the next is asked for.
    DocIdSetIterator of(String text) throws IOException {
      if (terms == null) {
        return DocIdSetIterator.empty();
      }
      Term term = new Term(field, text);
      Where where = known.get(text);
      if (where == null) {
        where = new Where(terms.seekExact(term.bytes()) ? terms.termState() : null);
        if (known.size() >= MOST_REMEMBERED) {
          known.clear();
        }
        known.put(text, where);
      } else if (where.state != null) {
        terms.seekExact(term.bytes(), where.state);
      }
      if (where.state == null) {
        return DocIdSetIterator.empty();
      }
      postings = terms.postings(postings, PostingsEnum.NONE);
      return postings;
    }
  }
}
