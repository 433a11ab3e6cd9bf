package dev.placemill.reference;

import dev.placemill.match.NameStatistics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;

/// How common words and names are among all records of all datasets. What was asked is remembered,
/// for neighbours share their words, but never more than a few megabytes of it.
final class TermCounts implements NameStatistics {
  private static final int MOST_REMEMBERED = 1 << 15;

  private final IndexReader reader;
  private final ConcurrentMap<String, Integer> byWord = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, Integer> byName = new ConcurrentHashMap<>();

  TermCounts(IndexReader reader) {
    this.reader = reader;
  }

  @Override
  public int records() {
    return reader.numDocs();
  }

  @Override
  public int recordsWithWord(String word) {
    return count(byWord, IndexFields.WORD, word);
  }

  @Override
  public int recordsNamed(String joinedName) {
    return count(byName, IndexFields.NAME, joinedName);
  }

  private int count(ConcurrentMap<String, Integer> remembered, String field, String text) {
    Integer known = remembered.get(text);
    if (known != null) {
      return known;
    }
    try {
      int count = reader.docFreq(new Term(field, text));
      if (remembered.size() >= MOST_REMEMBERED) {
        remembered.clear();
      }
      remembered.put(text, count);
      return count;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
