package dev.placemill.reference;

import dev.placemill.match.Candidate;
import dev.placemill.match.PlaceRecord;
import dev.placemill.place.Coordinates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.geo.GeoEncodingUtils;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.SortedNumericDocValues;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/// Reads what is compared of the records that searches hit.
final class CandidateReader {
  private final IndexReader reader;
  private final List<Segment> segments;

  /// @param segments of the reader
  CandidateReader(IndexReader reader, List<Segment> segments) {
    this.reader = reader;
    this.segments = segments;
  }

  /// Adds the candidates behind the hits by document, each read once.
  void read(ScoreDoc[] hits, Map<Integer, Candidate> into) throws IOException {
    List<LeafReaderContext> leaves = reader.leaves();
    LeafReaderContext leaf = null;
    Segment segment = null;
    BinaryDocValues values = null;
    for (int document : documents(hits)) {
      if (into.containsKey(document)) {
        continue;
      }
      if (leaf == null || segment == null || values == null || document >= end(leaf)) {
        leaf = leaves.get(ReaderUtil.subIndex(document, leaves));
        segment = segments.get(leaf.ord);
        values = DocValues.getBinary(leaf.reader(), IndexFields.CLUES);
      }
      if (values.advanceExact(document - leaf.docBase)) {
        Segment holding = segment;
        into.put(
            document,
            CandidateCodec.decode(values.binaryValue(), () -> holding.record(document))
                .candidate());
      }
    }
  }

  /// Where the hits are, in their order; null for those that are nowhere.
  @Nullable Coordinates[] points(ScoreDoc[] hits) throws IOException {
    Map<Integer, Coordinates> byDocument = HashMap.newHashMap(hits.length);
    List<LeafReaderContext> leaves = reader.leaves();
    LeafReaderContext leaf = null;
    SortedNumericDocValues points = null;
    for (int document : documents(hits)) {
      if (leaf == null || points == null || document >= end(leaf)) {
        leaf = leaves.get(ReaderUtil.subIndex(document, leaves));
        points = DocValues.getSortedNumeric(leaf.reader(), IndexFields.POINT);
      }
      if (points.advanceExact(document - leaf.docBase)) {
        long point = points.nextValue();
        // Latitude and longitude as Lucene packs them into one number.
        byDocument.put(
            document,
            new Coordinates(
                GeoEncodingUtils.decodeLatitude((int) (point >>> 32)),
                GeoEncodingUtils.decodeLongitude((int) point)));
      }
    }
    @Nullable Coordinates[] inOrder = new Coordinates[hits.length];
    Arrays.setAll(inOrder, i -> byDocument.get(hits[i].doc));
    return inOrder;
  }

  /// Values can only be read forwards.
  private static int[] documents(ScoreDoc[] hits) {
    return Arrays.stream(hits).mapToInt(hit -> hit.doc).sorted().toArray();
  }

  private static int end(LeafReaderContext leaf) {
    return leaf.docBase + leaf.reader().maxDoc();
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
