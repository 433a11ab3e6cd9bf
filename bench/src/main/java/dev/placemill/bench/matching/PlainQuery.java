package dev.placemill.bench.matching;

import dev.placemill.match.NameForm;
import dev.placemill.place.Coordinates;
import dev.placemill.place.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.lucene.document.LatLonPoint;
import org.apache.lucene.geo.Rectangle;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.MultiReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.similarities.BooleanSimilarity;
import org.apache.lucene.store.FSDirectory;

/// What one would write who had nothing but Lucene and wanted the same candidates: any word or
/// trigram of the name within a box, the best 50. It opens the same index by itself.
final class PlainQuery implements AutoCloseable {
  private static final double METRES = 1_200;
  private static final int MOST = 50;

  private final List<IndexReader> readers;
  private final IndexSearcher searcher;

  private PlainQuery(List<IndexReader> readers, IndexSearcher searcher) {
    this.readers = readers;
    this.searcher = searcher;
  }

  static PlainQuery of(Path referenceDirectory) throws IOException {
    List<IndexReader> readers = new ArrayList<>();
    try (Stream<Path> directories = Files.list(referenceDirectory)) {
      for (Path directory : directories.filter(Files::isDirectory).sorted().toList()) {
        readers.add(DirectoryReader.open(FSDirectory.open(directory)));
      }
    }
    IndexSearcher searcher =
        new IndexSearcher(new MultiReader(readers.toArray(IndexReader[]::new), false));
    searcher.setSimilarity(new BooleanSimilarity());
    searcher.setQueryCache(null);
    return new PlainQuery(readers, searcher);
  }

  /// How many it found.
  int run(Place place) throws IOException {
    Coordinates here = Objects.requireNonNull(place.coordinates());
    NameForm name = NameForm.of(place.name());
    BooleanQuery.Builder named = new BooleanQuery.Builder();
    name.trigrams()
        .forEach(one -> named.add(new TermQuery(new Term("trigram", one)), Occur.SHOULD));
    name.words().stream()
        .distinct()
        .forEach(one -> named.add(new TermQuery(new Term("word", one)), Occur.SHOULD));
    Rectangle box = Rectangle.fromPointDistance(here.latitude(), here.longitude(), METRES);
    BooleanQuery query =
        new BooleanQuery.Builder()
            .add(named.build(), Occur.MUST)
            .add(
                LatLonPoint.newBoxQuery("point", box.minLat, box.maxLat, box.minLon, box.maxLon),
                Occur.FILTER)
            .build();
    return searcher.search(query, MOST).scoreDocs.length;
  }

  @Override
  public void close() throws IOException {
    for (IndexReader reader : readers) {
      reader.close();
    }
  }
}
