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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.lucene.document.LatLonDocValuesField;
import org.apache.lucene.document.LatLonPoint;
import org.apache.lucene.geo.Rectangle;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexOrDocValuesQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.jspecify.annotations.Nullable;

/// Gathers the records that may be a place from several directions, then ranks them roughly. Every
/// search but those for a phone number or an address is confined to a circle first: ranking a whole
/// country by name costs a hundred times as much, and is done only for a place of which nothing but
/// its name is known.
final class CandidateSearch {
  private static final int MOST = 50;
  private static final double NEARBY_METRES_IF_LARGE = 2_500;
  private static final double AREA_METRES = 25_000;
  private static final double CONTACT_METRES = 50_000;
  private static final int MOST_BY_NAME = 40;
  private static final int MOST_NEAREST = 8;
  private static final int MOST_BY_CONTACT = 20;

  /// Many bear the same common word, so more are asked for than are kept, and the near ones win.
  private static final int MOST_SHARING_WORDS = 160;

  private static final int MOST_SHARING_WORDS_KEPT = 24;
  private static final double CLOSE_METRES = 300;

  /// Distance at which a record has lost most of what being near is worth.
  private static final double NEAR_METRES = 150;

  private final IndexSearcher searcher;
  private final List<Segment> segments;
  private final CandidateQuery query;
  private final Clues clues;
  private final CandidateReader reader;
  private final Map<Integer, Candidate> found = new HashMap<>();

  /// @param segments of the searcher's index
  CandidateSearch(IndexSearcher searcher, List<Segment> segments, CandidateQuery query) {
    this.searcher = searcher;
    this.segments = segments;
    this.query = query;
    this.clues = query.clues();
    this.reader = new CandidateReader(searcher.getIndexReader(), segments);
  }

  List<Candidate> run() throws IOException {
    Coordinates here = clues.coordinates();
    if (here != null) {
      byNameAround(here);
      byContact(new Circle(here, CONTACT_METRES));
      if (found.isEmpty()) {
        nearest(here);
      }
    } else {
      Coordinates area = query.area();
      byNameAndAddress();
      if (area != null) {
        collect(byName(), new Circle(area, AREA_METRES), MOST_BY_NAME);
      } else if (query.address().isEmpty()) {
        collect(byName(), null, MOST_BY_NAME);
      }
      byContact(area == null ? null : new Circle(area, CONTACT_METRES));
    }
    return ranked();
  }

  /// Records that share a part of the name or the brand, those near and alike first.
  private void byNameAround(Coordinates here) throws IOException {
    Circle wide = new Circle(here, Math.max(NEARBY_METRES_IF_LARGE, query.metres()));
    Circle near = isCoarse(here) ? wide : new Circle(here, query.metres());
    long[] nearCells = CellRuns.of(near.bounds());
    long[] wideCells = CellRuns.of(wide.bounds());
    Map<String, Set<String>> terms = byNameOrBrand();
    List<ScoreDoc> hits = new ArrayList<>();
    for (Segment segment : segments) {
      int[] ranges = segment.withLarge(segment.documents(nearCells), segment.documents(wideCells));
      SharedTerms shared = new SharedTerms(segment, ranges);
      for (Map.Entry<String, Set<String>> entry : terms.entrySet()) {
        shared.count(entry.getKey(), entry.getValue());
      }
      int before = hits.size();
      shared.most(ranges, MOST_SHARING_WORDS, hits);
      if (hits.size() - before == MOST_SHARING_WORDS) {
        // Which of many that share as much are left out is chance, and must not hit the near ones.
        long[] closeCells = CellRuns.of(new Circle(here, CLOSE_METRES).bounds());
        shared.most(segment.documents(closeCells), MOST_SHARING_WORDS, hits);
      }
    }
    int sought = terms.values().stream().mapToInt(Set::size).sum();
    add(mostPromising(within(near, wide, distinct(hits)), sought));
  }

  private static ScoreDoc[] distinct(List<ScoreDoc> hits) {
    Map<Integer, ScoreDoc> byDocument = LinkedHashMap.newLinkedHashMap(hits.size());
    hits.forEach(hit -> byDocument.putIfAbsent(hit.doc, hit));
    return byDocument.values().toArray(ScoreDoc[]::new);
  }

  /// A hit and where it is.
  private record Spotted(ScoreDoc hit, Coordinates point) {}

  /// Without those of cells that only touch the box; what is large may lie farther.
  private List<Spotted> within(Circle nearby, Circle ifLarge, ScoreDoc[] hits) throws IOException {
    Rectangle near = nearby.bounds();
    Rectangle wide = ifLarge.bounds();
    @Nullable Coordinates[] points = reader.points(hits);
    List<Spotted> within = new ArrayList<>(hits.length);
    for (int i = 0; i < hits.length; i++) {
      Coordinates point = points[i];
      if (point != null && (holds(near, point) || (holds(wide, point) && isLarge(hits[i].doc)))) {
        within.add(new Spotted(hits[i], point));
      }
    }
    return within;
  }

  private static boolean holds(Rectangle box, Coordinates point) {
    double longitude = point.longitude();
    boolean between =
        box.crossesDateline()
            ? longitude >= box.minLon || longitude <= box.maxLon
            : longitude >= box.minLon && longitude <= box.maxLon;
    return between && point.latitude() >= box.minLat && point.latitude() <= box.maxLat;
  }

  private boolean isLarge(int document) {
    return segments
        .get(ReaderUtil.subIndex(document, searcher.getLeafContexts()))
        .isLarge(document);
  }

  /// Told by how many of the terms a record has and how near it is, which needs no look into it.
  /// The first half are those that have most, wherever they are.
  private ScoreDoc[] mostPromising(List<Spotted> hits, int terms) {
    if (hits.size() <= MOST_SHARING_WORDS_KEPT) {
      return hits.stream().map(Spotted::hit).toArray(ScoreDoc[]::new);
    }
    int half = MOST_SHARING_WORDS_KEPT / 2;
    Coordinates here = Objects.requireNonNull(clues.coordinates());
    hits.sort(Comparator.comparingDouble(one -> -one.hit.score));
    Stream<ScoreDoc> most = hits.stream().limit(half).map(Spotted::hit);
    Stream<ScoreDoc> near =
        hits.stream()
            .skip(half)
            .map(one ->
                new Promising(
                    one.hit, one.hit.score / terms + nearness(here.metresTo(one.point)) / 2))
            .sorted(Comparator.comparingDouble(one -> -one.promise))
            .limit(MOST_SHARING_WORDS_KEPT - half)
            .map(Promising::hit);
    return Stream.concat(most, near).toArray(ScoreDoc[]::new);
  }

  private record Promising(ScoreDoc hit, double promise) {}

  private static double nearness(double metres) {
    return Math.exp(-metres / NEAR_METRES);
  }

  /// Two decimals of a degree are a kilometre, so such coordinates need a wider look.
  private static boolean isCoarse(Coordinates here) {
    return isCoarse(here.latitude()) && isCoarse(here.longitude());
  }

  private static boolean isCoarse(double degrees) {
    return Math.abs(degrees * 100 - Math.rint(degrees * 100)) < 1e-9;
  }

  /// What stands there, whatever it is called, where nothing of that name does.
  private void nearest(Coordinates here) throws IOException {
    add(
        LatLonPoint.nearest(
                searcher, IndexFields.POINT, here.latitude(), here.longitude(), MOST_NEAREST)
            .scoreDocs);
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
      add(searcher.search(confined(named, anyOf(terms, null)), MOST_BY_NAME).scoreDocs);
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

  private Map<String, Set<String>> byNameOrBrand() {
    Map<String, Set<String>> terms = new LinkedHashMap<>();
    Set<String> trigrams = new HashSet<>();
    Set<String> words = new HashSet<>();
    Set<String> brands = new HashSet<>(clues.brands());
    for (NameForm name : clues.names()) {
      trigrams.addAll(name.trigrams());
      words.addAll(name.words());
      brands.add(name.joined());
    }
    terms.put(IndexFields.TRIGRAM, trigrams);
    terms.put(IndexFields.WORD, words);
    terms.put(IndexFields.BRAND, brands);
    return terms;
  }

  private static List<Term> terms(String field, Collection<String> texts) {
    return texts.stream().map(text -> new Term(field, text)).toList();
  }

  private static Query confined(Query wanted, Query to) {
    return new BooleanQuery.Builder().add(wanted, Occur.MUST).add(to, Occur.FILTER).build();
  }

  /// A circle is searched as the box around it, because telling Lucene of a circle costs more than
  /// the search, and what lies in the corners does no harm.
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
  }

  private BooleanQuery anyOf(Collection<Term> terms, @Nullable Circle circle) throws IOException {
    return new TermLookup(searcher, circle == null ? null : circle.bounds()).anyOf(terms);
  }

  private void collect(Collection<Term> terms, @Nullable Circle circle, int most)
      throws IOException {
    BooleanQuery any = anyOf(terms, circle);
    if (any.clauses().isEmpty()) {
      return;
    }
    add(searcher.search(circle == null ? any : confined(any, circle.box()), most).scoreDocs);
  }

  private void add(ScoreDoc[] hits) throws IOException {
    reader.read(hits, found);
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
    return alike + (here == null || there == null ? 0 : nearness(here.metresTo(there)) / 2);
  }
}
