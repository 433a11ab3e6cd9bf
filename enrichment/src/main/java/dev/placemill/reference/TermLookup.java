package dev.placemill.reference;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.lucene.document.LatLonPoint;
import org.apache.lucene.geo.GeoEncodingUtils;
import org.apache.lucene.geo.Rectangle;
import org.apache.lucene.index.IndexReaderContext;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PointValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TermStates;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.TermQuery;
import org.jspecify.annotations.Nullable;

/// Queries for any of many terms. Lucene looks up each term in each segment with a new cursor,
/// which costs more than the search; here one cursor serves all terms of a field, and a segment
/// that holds nothing in the area is not asked.
final class TermLookup {
  private static final int MOST_TERMS = IndexSearcher.getMaxClauseCount() / 2;

  private final IndexReaderContext top;
  private final List<LeafReaderContext> leaves;

  /// @param area where hits may lie, or null for anywhere
  TermLookup(IndexSearcher searcher, @Nullable Rectangle area) throws IOException {
    top = searcher.getTopReaderContext();
    leaves = new ArrayList<>();
    for (LeafReaderContext leaf : searcher.getLeafContexts()) {
      if (area == null || mayHold(leaf, area)) {
        leaves.add(leaf);
      }
    }
  }

  private static boolean mayHold(LeafReaderContext leaf, Rectangle area) throws IOException {
    PointValues points = leaf.reader().getPointValues(IndexFields.POINT);
    if (points == null) {
      return false;
    }
    byte[] least = points.getMinPackedValue();
    byte[] most = points.getMaxPackedValue();
    boolean beside =
        !area.crossesDateline()
            && (longitude(most) < area.minLon || longitude(least) > area.maxLon);
    return !beside
        && GeoEncodingUtils.decodeLatitude(most, 0) >= area.minLat
        && GeoEncodingUtils.decodeLatitude(least, 0) <= area.maxLat;
  }

  private static double longitude(byte[] packed) {
    return GeoEncodingUtils.decodeLongitude(packed, LatLonPoint.BYTES);
  }

  /// Matches what has any of the terms; one hit counts as much as another.
  BooleanQuery anyOf(Collection<Term> terms) throws IOException {
    Term[] sorted = terms.stream().distinct().limit(MOST_TERMS).sorted().toArray(Term[]::new);
    TermStates[] states = new TermStates[sorted.length];
    for (LeafReaderContext leaf : leaves) {
      register(leaf, sorted, states);
    }
    BooleanQuery.Builder any = new BooleanQuery.Builder();
    for (int i = 0; i < sorted.length; i++) {
      if (states[i] != null) {
        any.add(new TermQuery(sorted[i], states[i]), Occur.SHOULD);
      }
    }
    return any.build();
  }

  private void register(LeafReaderContext leaf, Term[] sorted, @Nullable TermStates[] states)
      throws IOException {
    String field = "";
    TermsEnum cursor = null;
    for (int i = 0; i < sorted.length; i++) {
      if (!sorted[i].field().equals(field)) {
        field = sorted[i].field();
        Terms all = leaf.reader().terms(field);
        cursor = all == null ? null : all.iterator();
      }
      if (cursor != null && cursor.seekExact(sorted[i].bytes())) {
        TermStates state = states[i] == null ? new TermStates(top) : states[i];
        state.register(cursor.termState(), leaf.ord, cursor.docFreq(), cursor.totalTermFreq());
        states[i] = state;
      }
    }
  }
}
