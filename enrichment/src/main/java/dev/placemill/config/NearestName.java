package dev.placemill.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// What somebody meant who mistyped a name: the known name with the fewest letters to change.
final class NearestName {
  private NearestName() {}

  /// The nearest of the known names, unless even that one differs in more than a third of it.
  static Optional<String> find(String typed, Collection<String> known) {
    return known.stream()
        .min(Comparator.comparingInt((String name) -> distance(typed, name)).thenComparing(n -> n))
        .filter(name -> distance(typed, name) <= Math.max(2, name.length() / 3));
  }

  /// Letters to insert, delete, replace or swap with their neighbour to turn one into the other.
  static int distance(String from, String to) {
    int[][] cost = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      for (int j = 0; j <= to.length(); j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
          continue;
        }
        int change = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
        int best = Math.min(cost[i - 1][j] + 1, cost[i][j - 1] + 1);
        best = Math.min(best, cost[i - 1][j - 1] + change);
        if (swapped(from, i, to, j)) {
          best = Math.min(best, cost[i - 2][j - 2] + 1);
        }
        cost[i][j] = best;
      }
    }
    return cost[from.length()][to.length()];
  }

  private static boolean swapped(String from, int i, String to, int j) {
    return i > 1
        && j > 1
        && from.charAt(i - 1) == to.charAt(j - 2)
        && from.charAt(i - 2) == to.charAt(j - 1);
  }
}
