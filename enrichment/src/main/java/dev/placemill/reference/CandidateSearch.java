package dev.placemill.reference;

import dev.placemill.match.AddressForm;
import dev.placemill.match.Candidate;
import dev.placemill.match.Clues;
import dev.placemill.match.NameForm;
import dev.placemill.place.Coordinates;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.lucene.document.LatLonPoint;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/// Gathers the records that may be a place from several directions, then ranks them roughly. Every
/// search but those for a phone number or an address is confined to a circle first: ranking a whole
/// country by name costs a hundred times as much.
final class CandidateSearch {
  private static final int MOST = 50;
  private static final double NEARBY_METRES = 1_200;
  private static final double NEARBY_METRES_IF_LARGE = 2_500;
  private static final double AREA_METRES = 25_000;
  private static final double BRAND_METRES = 3_000;
  private static final double CONTACT_METRES = 50_000;
  private static final int MOST_BY_NAME = 40;
  private static final int MOST_NEAREST = 8;
  private static final int MOST_BY_CONTACT = 20;
  private static final int MOST_BY_BRAND = 20;

  private final IndexSearcher searcher;
  private final CandidateQuery query;
  private final Clues clues;
  private final Set<Integer> found = new HashSet<>();

  CandidateSearch(IndexSearcher searcher, CandidateQuery query) {
    this.searcher = searcher;
    this.query = query;
    this.clues = query.clues();
  }

  List<Candidate> run() throws IOException {
    Coordinates here = clues.coordinates();
    if (here != null) {
      byNameAround(here);
      nearest(here);
      byBrandAround(here);
      byContact(circle(here, CONTACT_METRES));
    } else {
      Coordinates area = query.area();
      byNameAndAddress();
      if (area != null) {
        collect(confined(byName(), circle(area, AREA_METRES)), MOST_BY_NAME);
      }
      byContact(area == null ? null : circle(area, CONTACT_METRES));
    }
    return ranked();
  }

  private void byNameAround(Coordinates here) throws IOException {
    double near = isCoarse(here) ? NEARBY_METRES_IF_LARGE : NEARBY_METRES;
    BooleanQuery large =
        new BooleanQuery.Builder()
            .add(new TermQuery(new Term(IndexFields.LARGE, "1")), Occur.FILTER)
            .add(circle(here, NEARBY_METRES_IF_LARGE), Occur.FILTER)
            .build();
    BooleanQuery around =
        new BooleanQuery.Builder()
            .add(circle(here, near), Occur.SHOULD)
            .add(large, Occur.SHOULD)
            .build();
    collect(confined(byName(), around), MOST_BY_NAME);
  }

  /// Two decimals of a degree are a kilometre, so such coordinates need a wider look.
  private static boolean isCoarse(Coordinates here) {
    return isCoarse(here.latitude()) && isCoarse(here.longitude());
  }

  private static boolean isCoarse(double degrees) {
    return Math.abs(degrees * 100 - Math.rint(degrees * 100)) < 1e-9;
  }

  private void nearest(Coordinates here) throws IOException {
    add(
        LatLonPoint.nearest(
            searcher, IndexFields.POINT, here.latitude(), here.longitude(), MOST_NEAREST));
  }

  private void byBrandAround(Coordinates here) throws IOException {
    List<Term> terms = new ArrayList<>(terms(IndexFields.BRAND, clues.brands()));
    clues.names().forEach(name -> terms.add(new Term(IndexFields.BRAND, name.joined())));
    collect(confined(anyOf(terms), circle(here, BRAND_METRES)), MOST_BY_BRAND);
  }

  private void byContact(@Nullable Query circle) throws IOException {
    List<Term> terms = new ArrayList<>(terms(IndexFields.PHONE, clues.phones()));
    if (clues.domain() != null) {
      terms.add(new Term(IndexFields.DOMAIN, clues.domain()));
    }
    if (!terms.isEmpty()) {
      collect(circle == null ? anyOf(terms) : confined(anyOf(terms), circle), MOST_BY_CONTACT);
    }
  }

  /// Records that share a part of the address, those of a similar name first.
  private void byNameAndAddress() throws IOException {
    Set<String> parts = AddressForm.possibleParts(query.address());
    List<Term> terms = new ArrayList<>(terms(IndexFields.POSTCODE, parts));
    terms.addAll(terms(IndexFields.CITY, parts));
    terms.addAll(terms(IndexFields.STREET, parts));
    if (!terms.isEmpty()) {
      collect(confined(byName(), anyOf(terms)), MOST_BY_NAME);
    }
  }

  private BooleanQuery byName() {
    Set<Term> terms = new HashSet<>();
    for (NameForm name : clues.names()) {
      terms.addAll(terms(IndexFields.TRIGRAM, name.trigrams()));
      terms.addAll(terms(IndexFields.WORD, name.words()));
    }
    return anyOf(terms);
  }

  private static List<Term> terms(String field, Collection<String> texts) {
    return texts.stream().map(text -> new Term(field, text)).toList();
  }

  private static BooleanQuery anyOf(Collection<Term> terms) {
    BooleanQuery.Builder any = new BooleanQuery.Builder();
    terms.stream()
        .limit(IndexSearcher.getMaxClauseCount() / 2)
        .forEach(term -> any.add(new TermQuery(term), Occur.SHOULD));
    return any.build();
  }

  private static Query confined(Query wanted, Query to) {
    return new BooleanQuery.Builder().add(wanted, Occur.MUST).add(to, Occur.FILTER).build();
  }

  private static Query circle(Coordinates middle, double metres) {
    return LatLonPoint.newDistanceQuery(
        IndexFields.POINT, middle.latitude(), middle.longitude(), metres);
  }

  private void collect(Query query, int most) throws IOException {
    add(searcher.search(query, most));
  }

  private void add(TopDocs hits) {
    for (ScoreDoc hit : hits.scoreDocs) {
      found.add(hit.doc);
    }
  }

  private List<Candidate> ranked() throws IOException {
    StoredFields stored = searcher.storedFields();
    List<Ranked> all = new ArrayList<>(found.size());
    for (int document : found) {
      BytesRef bytes = stored.document(document).getBinaryValue(IndexFields.RECORD);
      Candidate candidate =
          Candidate.of(RecordCodec.decode(bytes.bytes, bytes.offset, bytes.length));
      all.add(new Ranked(candidate, promise(candidate.clues())));
    }
    return all.stream()
        .sorted(
            Comparator.comparingDouble(Ranked::promise)
                .reversed()
                .thenComparing(one -> one.candidate().record().id()))
        .limit(MOST)
        .map(Ranked::candidate)
        .toList();
  }

  private record Ranked(Candidate candidate, double promise) {}

  /// A rough guess that only orders candidates; what they are worth, `match` decides.
  private double promise(Clues record) {
    double alike = 0;
    for (NameForm name : record.names()) {
      for (NameForm wanted : clues.names()) {
        alike = Math.max(alike, wanted.trigramsShared(name));
      }
    }
    Coordinates here = clues.coordinates();
    Coordinates there = record.coordinates();
    double near = here == null || there == null ? 0 : Math.exp(-here.metresTo(there) / 150);
    return alike + near / 2;
  }
}
