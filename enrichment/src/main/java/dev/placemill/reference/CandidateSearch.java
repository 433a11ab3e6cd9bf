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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.lucene.document.LatLonDocValuesField;
import org.apache.lucene.document.LatLonPoint;
import org.apache.lucene.geo.Rectangle;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexOrDocValuesQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
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
  private final CandidateReader reader;
  private final Map<Integer, Candidate> found = new HashMap<>();

  CandidateSearch(IndexSearcher searcher, CandidateQuery query) {
    this.searcher = searcher;
    this.query = query;
    this.clues = query.clues();
    this.reader = new CandidateReader(searcher.getIndexReader());
  }

  List<Candidate> run() throws IOException {
    Coordinates here = clues.coordinates();
    if (here != null) {
      byNameAround(here);
      nearest(here);
      byBrandAround(here);
      byContact(new Circle(here, CONTACT_METRES));
    } else {
      Coordinates area = query.area();
      byNameAndAddress();
      if (area != null) {
        collect(byName(), new Circle(area, AREA_METRES), MOST_BY_NAME);
      }
      byContact(area == null ? null : new Circle(area, CONTACT_METRES));
    }
    return ranked();
  }

  private void byNameAround(Coordinates here) throws IOException {
    Circle near = new Circle(here, isCoarse(here) ? NEARBY_METRES_IF_LARGE : NEARBY_METRES);
    Circle wide = new Circle(here, NEARBY_METRES_IF_LARGE);
    BooleanQuery large =
        new BooleanQuery.Builder()
            .add(new TermQuery(new Term(IndexFields.LARGE, "1")), Occur.FILTER)
            .add(wide.box(), Occur.FILTER)
            .build();
    BooleanQuery around =
        new BooleanQuery.Builder().add(near.box(), Occur.SHOULD).add(large, Occur.SHOULD).build();
    add(
        searcher.search(confined(anyOf(byName(), wide), around), inBox(MOST_BY_NAME)),
        read -> near.contains(read) || (read.isLarge() && wide.contains(read)),
        MOST_BY_NAME);
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
            searcher, IndexFields.POINT, here.latitude(), here.longitude(), MOST_NEAREST),
        _ -> true,
        MOST_NEAREST);
  }

  private void byBrandAround(Coordinates here) throws IOException {
    List<Term> terms = new ArrayList<>(terms(IndexFields.BRAND, clues.brands()));
    clues.names().forEach(name -> terms.add(new Term(IndexFields.BRAND, name.joined())));
    collect(terms, new Circle(here, BRAND_METRES), MOST_BY_BRAND);
  }

  private void byContact(@Nullable Circle circle) throws IOException {
    List<Term> terms = new ArrayList<>(terms(IndexFields.PHONE, clues.phones()));
    if (clues.domain() != null) {
      terms.add(new Term(IndexFields.DOMAIN, clues.domain()));
    }
    if (!terms.isEmpty()) {
      collect(terms, circle, MOST_BY_CONTACT);
    }
  }

  /// Records that share a part of the address, those of a similar name first.
  private void byNameAndAddress() throws IOException {
    Set<String> parts = AddressForm.possibleParts(query.address());
    List<Term> terms = new ArrayList<>(terms(IndexFields.POSTCODE, parts));
    terms.addAll(terms(IndexFields.CITY, parts));
    terms.addAll(terms(IndexFields.STREET, parts));
    if (!terms.isEmpty()) {
      Query named = anyOf(byName(), null);
      add(
          searcher.search(confined(named, anyOf(terms, null)), MOST_BY_NAME),
          _ -> true,
          MOST_BY_NAME);
    }
  }

  private Set<Term> byName() {
    Set<Term> terms = new HashSet<>();
    for (NameForm name : clues.names()) {
      terms.addAll(terms(IndexFields.TRIGRAM, name.trigrams()));
      terms.addAll(terms(IndexFields.WORD, name.words()));
    }
    return terms;
  }

  private static List<Term> terms(String field, Collection<String> texts) {
    return texts.stream().map(text -> new Term(field, text)).toList();
  }

  private static Query confined(Query wanted, Query to) {
    return new BooleanQuery.Builder().add(wanted, Occur.MUST).add(to, Occur.FILTER).build();
  }

  /// A circle is searched as the box around it, because telling Lucene of a circle costs more than
  /// the search; what lies in the corners is left out afterwards.
  private record Circle(Coordinates middle, double metres) {
    Rectangle bounds() {
      return Rectangle.fromPointDistance(middle.latitude(), middle.longitude(), metres);
    }

    Query box() {
      Rectangle box = bounds();
      return new IndexOrDocValuesQuery(
          LatLonPoint.newBoxQuery(
              IndexFields.POINT, box.minLat, box.maxLat, box.minLon, box.maxLon),
          LatLonDocValuesField.newSlowBoxQuery(
              IndexFields.POINT, box.minLat, box.maxLat, box.minLon, box.maxLon));
    }

    boolean contains(CandidateCodec.Read read) {
      Coordinates there = read.candidate().clues().coordinates();
      return there != null && middle.metresTo(there) <= metres;
    }
  }

  private Query anyOf(Collection<Term> terms, @Nullable Circle circle) throws IOException {
    return new TermLookup(searcher, circle == null ? null : circle.bounds()).anyOf(terms);
  }

  private void collect(Collection<Term> terms, @Nullable Circle circle, int most)
      throws IOException {
    Query query = anyOf(terms, circle);
    if (circle == null) {
      add(searcher.search(query, most), _ -> true, most);
    } else {
      add(searcher.search(confined(query, circle.box()), inBox(most)), circle::contains, most);
    }
  }

  /// As many hits in a box as make so many in its circle: it is a quarter larger.
  private static int inBox(int most) {
    return most + most / 3;
  }

  private void add(TopDocs hits, Predicate<CandidateCodec.Read> fits, int most) throws IOException {
    Map<Integer, CandidateCodec.Read> read = reader.read(hits);
    int left = most;
    for (ScoreDoc hit : hits.scoreDocs) {
      CandidateCodec.Read one = read.get(hit.doc);
      if (one != null && left > 0 && fits.test(one)) {
        found.put(hit.doc, one.candidate());
        left--;
      }
    }
  }

  private List<Candidate> ranked() {
    return found.values().stream()
        .map(candidate -> new Ranked(candidate, promise(candidate.clues())))
        .sorted(
            Comparator.comparingDouble(Ranked::promise)
                .reversed()
                .thenComparing(one -> one.candidate().id()))
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
