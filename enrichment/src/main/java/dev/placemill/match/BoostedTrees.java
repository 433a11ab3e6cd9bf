package dev.placemill.match;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/// Many small decision trees whose verdicts add up to a score in log-odds.
///
/// Every node, not only a leaf, holds the score of the pairs that reach it, so each step down a
/// tree says what the feature asked there has changed: the sum of the steps by feature explains the
/// whole score.
@SuppressWarnings("EnumOrdinal") // features are counted by their ordinals; see MatchFeatures
final class BoostedTrees {
  private static final double UNIT = 1e-4;
  private static final int LEAF = -1;

  /// The features asked, by their ordinals, and where each one's range is cut into levels.
  private final int[] features;

  private final float[][] cuts;

  private final double bias;
  private final int[] roots;

  // Of each node of all trees: which of the features it asks, or LEAF; up to which level the left
  // child is next; the right child; the score so far. The left child is the node that follows.
  private final int[] asked;
  private final int[] level;
  private final int[] right;
  private final float[] value;

  private BoostedTrees(int[] features, float[][] cuts, double bias, Nodes nodes) {
    this.features = features;
    this.cuts = cuts;
    this.roots = nodes.roots.stream().mapToInt(Integer::intValue).toArray();
    this.asked = nodes.asked.stream().mapToInt(Integer::intValue).toArray();
    this.level = nodes.level.stream().mapToInt(Integer::intValue).toArray();
    this.right = nodes.right.stream().mapToInt(Integer::intValue).toArray();
    this.value = new float[asked.length];
    IntStream.range(0, value.length).forEach(node -> value[node] = nodes.value.get(node));
    double start = bias;
    for (int root : roots) {
      start += value[root];
    }
    this.bias = start;
  }

  /// @param model `bias`, `cuts` by feature, and `trees`: nodes from the root down, left before
  ///   right, as `feature:level:value` or, for a leaf, `value`
  static BoostedTrees read(JsonNode model, Map<String, MatchFeature> byName) {
    List<Integer> features = new ArrayList<>();
    List<float[]> cuts = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : model.required("cuts").properties()) {
      features.add(MatchModel.feature(entry.getKey(), byName).ordinal());
      float[] row = new float[entry.getValue().size()];
      for (int i = 0; i < row.length; i++) {
        row[i] = entry.getValue().get(i).floatValue();
      }
      cuts.add(row);
    }
    Nodes nodes = new Nodes();
    for (JsonNode tree : model.required("trees")) {
      nodes.addTree(tree.asString());
    }
    return new BoostedTrees(
        features.stream().mapToInt(Integer::intValue).toArray(),
        cuts.toArray(new float[0][]),
        model.required("bias").asDouble(),
        nodes);
  }

  /// The nodes of trees as they are read.
  private static final class Nodes {
    private final List<Integer> roots = new ArrayList<>();
    private final List<Integer> asked = new ArrayList<>();
    private final List<Integer> level = new ArrayList<>();
    private final List<Integer> right = new ArrayList<>();
    private final List<Float> value = new ArrayList<>();

    void addTree(String text) {
      roots.add(asked.size());
      String[] written = text.split(" ", -1);
      int end = addNode(written, 0);
      if (end != written.length) {
        throw new IllegalStateException("a tree of the match model has nodes too many: " + text);
      }
    }

    /// Returns where the next node is written.
    private int addNode(String[] written, int at) {
      String[] parts = written[at].split(":", -1);
      int node = asked.size();
      boolean leaf = parts.length == 1;
      asked.add(leaf ? LEAF : Integer.parseInt(parts[0]));
      level.add(leaf ? 0 : Integer.parseInt(parts[1]));
      right.add(0);
      value.add((float) (Integer.parseInt(parts[parts.length - 1]) * UNIT));
      if (leaf) {
        return at + 1;
      }
      int next = addNode(written, at + 1);
      right.set(node, asked.size());
      return addNode(written, next);
    }
  }

  double score(float[] values) {
    int[] levels = levels(values);
    double score = bias;
    for (int root : roots) {
      int node = root;
      while (asked[node] != LEAF) {
        node = levels[asked[node]] <= level[node] ? node + 1 : right[node];
      }
      score += value[node] - value[root];
    }
    return score;
  }

  /// Adds to each feature, by its ordinal, what it has changed. What no feature has changed is the
  /// score of a pair of which nothing is known.
  void explain(float[] values, double[] terms) {
    int[] levels = levels(values);
    for (int root : roots) {
      int node = root;
      while (asked[node] != LEAF) {
        int feature = features[asked[node]];
        int child = levels[asked[node]] <= level[node] ? node + 1 : right[node];
        terms[feature] += value[child] - value[node];
        node = child;
      }
    }
  }

  private int[] levels(float[] values) {
    int[] levels = new int[features.length];
    for (int i = 0; i < levels.length; i++) {
      float sought = values[features[i]];
      float[] row = cuts[i];
      int low = 0;
      int high = row.length;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (sought > row[middle]) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      levels[i] = low;
    }
    return levels;
  }
}
