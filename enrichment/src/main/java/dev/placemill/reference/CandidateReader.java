package dev.placemill.reference;

import dev.placemill.match.PlaceRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.util.BytesRef;

/// Reads what is compared of the records that searches hit, each once.
final class CandidateReader {
  private final IndexReader reader;
  private final Map<Integer, CandidateCodec.Read> known = new HashMap<>();

  CandidateReader(IndexReader reader) {
    this.reader = reader;
  }

  /// The candidates behind the hits, by document.
  Map<Integer, CandidateCodec.Read> read(TopDocs hits) throws IOException {
    int[] documents = Arrays.stream(hits.scoreDocs).mapToInt((ScoreDoc hit) -> hit.doc).toArray();
    // Values can only be read forwards.
    Arrays.sort(documents);
    List<LeafReaderContext> leaves = reader.leaves();
    LeafReaderContext leaf = null;
    BinaryDocValues values = null;
    for (int document : documents) {
      if (known.containsKey(document)) {
        continue;
      }
      if (leaf == null || values == null || document >= leaf.docBase + leaf.reader().maxDoc()) {
        leaf = leaves.get(ReaderUtil.subIndex(document, leaves));
        values = DocValues.getBinary(leaf.reader(), IndexFields.CLUES);
      }
      if (values.advanceExact(document - leaf.docBase)) {
        known.put(
            document, CandidateCodec.decode(values.binaryValue(), () -> record(reader, document)));
      }
    }
    return known;
  }

  static PlaceRecord record(IndexReader reader, int document) {
    try {
      BytesRef bytes = reader.storedFields().document(document).getBinaryValue(IndexFields.RECORD);
      return RecordCodec.decode(bytes.bytes, bytes.offset, bytes.length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
