package dev.placemill.reference;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.ScoreDoc;

/// How many of the terms sought each document of some ranges of a segment has. The documents around
/// a point stand together in the index, so a counter for each of them and one pass over the lists
/// of the terms is far less work than a search that knows nothing of where they stand.
final class SharedTerms {
  private static final int MOST_COUNTED = 127;

  private final Segment segment;
  private final int[] ranges;

  /// What to add to a document of a range for its counter.
  private final int[] shifts;

  private final short[] counts;

  SharedTerms(Segment segment, int[] ranges) {
    this.segment = segment;
    this.ranges = ranges;
    this.shifts = new int[ranges.length / 2];
    int documents = 0;
    for (int i = 0; i < shifts.length; i++) {
      shifts[i] = documents - ranges[2 * i];
      documents += ranges[2 * i + 1] - ranges[2 * i];
    }
    this.counts = new short[documents];
  }

  void count(String field, Collection<String> terms) throws IOException {
    if (counts.length == 0 || terms.isEmpty()) {
      return;
    }
    Segment.Lists lists = segment.new Lists(field);
    for (String term : terms) {
      count(lists.of(term));
    }
  }

  private void count(DocIdSetIterator documents) throws IOException {
    int document = documents.advance(ranges[0]);
    for (int i = 0; i < shifts.length; i++) {
      int end = ranges[2 * i + 1];
      if (document >= end) {
        continue;
      }
      if (document < ranges[2 * i]) {
        document = documents.advance(ranges[2 * i]);
      }
      int shift = shifts[i];
      while (document < end) {
        counts[document + shift]++;
        document = documents.nextDoc();
      }
    }
  }

  /// Those of some ranges, which are parts of the ranges counted, that have most terms, at least
  /// one; of equals the first. Their scores are the numbers of their terms.
  void most(int[] within, int atMost, List<ScoreDoc> into) {
    int[] bearers = new int[MOST_COUNTED + 1];
    forEach(within, (_, count) -> bearers[count]++);
    int least = MOST_COUNTED;
    int room = atMost;
    while (least > 1 && bearers[least] < room) {
      room -= bearers[least--];
    }
    int[] left = {room};
    int fewest = least;
    int base = segment.context().docBase;
    forEach(
        within,
        (document, count) -> {
          if (count > fewest || (count == fewest && left[0]-- > 0)) {
            into.add(new ScoreDoc(base + document, count));
          }
        });
  }

  private interface Counted {
    void see(int document, int count);
  }

  private void forEach(int[] within, Counted counted) {
    int range = 0;
    for (int i = 0; i < within.length; i += 2) {
      while (ranges[2 * range + 1] < within[i + 1]) {
        range++;
      }
      int shift = shifts[range];
      for (int document = within[i]; document < within[i + 1]; document++) {
        int count = counts[document + shift];
        if (count > 0) {
          counted.see(document, Math.min(count, MOST_COUNTED));
        }
      }
    }
  }
}
