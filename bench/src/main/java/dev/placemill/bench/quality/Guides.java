package dev.placemill.bench.quality;

import dev.placemill.attribute.CategoryTaxonomy;
import dev.placemill.evaluation.Hits;
import dev.placemill.evaluation.PairSide;
import dev.placemill.evaluation.ScoredPairs;
import dev.placemill.match.Clues;
import dev.placemill.match.MatchModel;
import dev.placemill.match.MatchScorer;
import dev.placemill.match.NameStatistics;
import dev.placemill.place.PostalAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Two restaurant guides, Fodor's and Zagat's, matched end to end: every restaurant of one beside
/// every one of the other, and a match where both choose each other. There are no coordinates.
public final class Guides {
  private record Entry(String id, Clues clues) {}

  private Guides() {}

  /// @param hits of the links, at the default threshold
  /// @param errors the wrong and the missed links, in a line each
  public record Outcome(Hits hits, List<String> errors) {}

  public static Outcome matched(Path data) throws IOException {
    Path directory = data.resolve("fodors-zagats");
    Map<String, String> truth = new HashMap<>();
    for (String[] link : rows(directory.resolve("matches_fodors_zagats.csv"))) {
      truth.put(link[0], link[1]);
    }
    List<Entry> fodors = entries(directory.resolve("fodors.csv"));
    List<Entry> zagats = entries(directory.resolve("zagats.csv"));
    MatchScorer scorer =
        new MatchScorer(
            MatchModel.load(),
            NameStatistics.of(
                () -> Stream.concat(fodors.stream(), zagats.stream()).map(Entry::clues).iterator()),
            CategoryTaxonomy.load());
    double[][] probabilities = new double[fodors.size()][zagats.size()];
    for (int i = 0; i < fodors.size(); i++) {
      for (int j = 0; j < zagats.size(); j++) {
        probabilities[i][j] = scorer.probability(fodors.get(i).clues(), zagats.get(j).clues());
      }
    }
    return compared(fodors, zagats, probabilities, truth);
  }

  private static Outcome compared(
      List<Entry> fodors, List<Entry> zagats, double[][] probabilities, Map<String, String> truth) {
    long right = 0;
    long wrong = 0;
    List<String> errors = new ArrayList<>();
    for (int i = 0; i < fodors.size(); i++) {
      int best = 0;
      for (int j = 1; j < zagats.size(); j++) {
        best = probabilities[i][j] > probabilities[i][best] ? j : best;
      }
      double probability = probabilities[i][best];
      boolean taken =
          probability >= ScoredPairs.DEFAULT_THRESHOLD && isBestOfColumn(probabilities, i, best);
      String fodor = fodors.get(i).id();
      String link = fodor + " - " + zagats.get(best).id();
      boolean agrees = zagats.get(best).id().equals(truth.get(fodor));
      if (taken && agrees) {
        right++;
      } else if (taken) {
        wrong++;
        errors.add("wrong %s, %.3f".formatted(link, probability));
      } else if (truth.containsKey(fodor)) {
        errors.add(
            "missed %s - %s, the best is %s, %.3f"
                .formatted(fodor, truth.get(fodor), link, probability));
      }
    }
    return new Outcome(
        new Hits(ScoredPairs.DEFAULT_THRESHOLD, right, wrong, truth.size() - right), errors);
  }

  private static boolean isBestOfColumn(double[][] probabilities, int row, int column) {
    for (double[] other : probabilities) {
      if (other[column] > probabilities[row][column]) {
        return false;
      }
    }
    return true;
  }

  private static List<Entry> entries(Path file) throws IOException {
    CategoryTaxonomy taxonomy = CategoryTaxonomy.load();
    List<Entry> entries = new ArrayList<>();
    for (String[] cells : rows(file)) {
      PostalAddress address =
          new PostalAddress(cells[2], null, null, null, cells[3], null, null, null);
      PairSide side = new PairSide(cells[1], null, address, cells[4], null, null, cells[5]);
      entries.add(new Entry(cells[0], side.clues(taxonomy)));
    }
    return entries;
  }

  /// No cell of these files is quoted.
  private static List<String[]> rows(Path file) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.skip(1).map(line -> line.split(",", -1)).toList();
    }
  }
}
