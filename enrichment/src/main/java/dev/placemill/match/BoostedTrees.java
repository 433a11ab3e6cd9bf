package dev.placemill.match;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Many small decision trees whose verdicts add up to a score in log-odds.
///
/// Every node, not only a leaf, holds the score of the pairs that reach it, so each step down a
/// tree says what the feature asked there has changed: the sum of the steps by feature explains the
/// whole score.
@SuppressWarnings("EnumOrdinal") // features are counted by their ordinals; see MatchFeatures
final class BoostedTrees {
  private static final double UNIT = 1e-4;
  private static final int BYTE = 0xff;

  /// A tree takes room for all nodes that one of its depth can have.
  private static final int DEEPEST = 8;

  /// The features asked, by their ordinals, and where each one's range is cut into levels.
  private final int[] features;

  private final float[][] cuts;

  private final double bias;
  private final int trees;

  /// Steps from the root of every tree to each of its leaves. A leaf that stands higher is repeated
  /// down to there, so that each walk takes the same steps: to guess how a walk goes on and be
  /// wrong costs the processor more than the steps.
  private final int depth;

  /// Of each tree the nodes that ask, those of a row from the left: which of the features, and up
  /// to which level the left child is next.
  private final int[] asking;

  /// Of each tree the scores so far of its nodes, row by row, the last row being the leaves.
  private final float[] values;

  /// Of each leaf what its tree adds to the bias, which holds the scores of the roots.
  private final float[] gains;

  private BoostedTrees(int[] features, float[][] cuts, double bias, List<Node> roots) {
    this.features = features;
    this.cuts = cuts;
    this.trees = roots.size();
    this.depth = roots.stream().mapToInt(Node::depth).max().orElse(0);
    if (depth > DEEPEST) {
      throw new IllegalStateException("a tree of the match model is " + depth + " levels deep");
    }
    int leaves = 1 << depth;
    this.asking = new int[trees * (leaves - 1)];
    this.values = new float[trees * (2 * leaves - 1)];
    this.gains = new float[trees * leaves];
    double start = bias;
    for (int tree = 0; tree < trees; tree++) {
      lay(roots.get(tree), tree, 0);
      int root = tree * (2 * leaves - 1);
      start += values[root];
      for (int leaf = 0; leaf < leaves; leaf++) {
        gains[tree * leaves + leaf] = values[root + leaves - 1 + leaf] - values[root];
      }
    }
    this.bias = start;
  }

  private void lay(Node node, int tree, int at) {
    int asks = (1 << depth) - 1;
    values[tree * (2 * asks + 1) + at] = node.value;
    if (at < asks) {
      // Every level is within the last, so of a leaf that is repeated the left one is next.
      asking[tree * asks + at] = node.left == null ? BYTE << 8 : node.level << 8 | node.asked;
      lay(node.left == null ? node : node.left, tree, 2 * at + 1);
      lay(node.right == null ? node : node.right, tree, 2 * at + 2);
    }
  }

  /// @param model `bias`, `cuts` by feature, and `trees`: nodes from the root down, left before
  ///   right, as `feature:level:value` or, for a leaf, `value`
  static BoostedTrees read(JsonNode model, Map<String, MatchFeature> byName) {
    List<Integer> features = new ArrayList<>();
    List<float[]> cuts = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : model.required("cuts").properties()) {
      features.add(MatchModel.feature(entry.getKey(), byName).ordinal());
      float[] row = new float[entry.getValue().size()];
      if (row.length >= BYTE) {
        throw new IllegalStateException("the match model cuts " + entry.getKey() + " too finely");
      }
      for (int i = 0; i < row.length; i++) {
        row[i] = entry.getValue().get(i).floatValue();
      }
      cuts.add(row);
    }
    List<Node> roots = new ArrayList<>();
    for (JsonNode tree : model.required("trees")) {
      roots.add(Node.read(tree.asString()));
    }
    return new BoostedTrees(
        features.stream().mapToInt(Integer::intValue).toArray(),
        cuts.toArray(new float[0][]),
        model.required("bias").asDouble(),
        roots);
  }

  /// A node as it is written; one without children is a leaf.
  private record Node(
      int asked, int level, float value, @Nullable Node left, @Nullable Node right) {
    static Node read(String text) {
      Iterator<String> written = List.of(text.split(" ", -1)).iterator();
      Node root = next(written);
      if (written.hasNext()) {
        throw new IllegalStateException("a tree of the match model has nodes too many: " + text);
      }
      return root;
    }

    private static Node next(Iterator<String> written) {
      String[] parts = written.next().split(":", -1);
      float value = (float) (Integer.parseInt(parts[parts.length - 1]) * UNIT);
      return parts.length == 1
          ? new Node(0, 0, value, null, null)
          : new Node(
              Integer.parseInt(parts[0]),
              Integer.parseInt(parts[1]),
              value,
              next(written),
              next(written));
    }

    int depth() {
      return left == null || right == null ? 0 : 1 + Math.max(left.depth(), right.depth());
    }
  }

  double score(float[] values) {
    int[] levels = levels(values);
    int asks = (1 << depth) - 1;
    double score = bias;
    for (int tree = 0; tree < trees; tree++) {
      int root = tree * asks;
      int at = 0;
      for (int step = 0; step < depth; step++) {
        at = child(at, asking[root + at], levels);
      }
      score += gains[root + tree + at - asks];
    }
    return score;
  }

  /// The left child, or the right one when the level is beyond that of the node, without a branch.
  private static int child(int at, int asking, int[] levels) {
    return 2 * at + 1 + (((asking >>> 8) - levels[asking & BYTE]) >>> (Integer.SIZE - 1));
  }

  /// Adds to each feature, by its ordinal, what it has changed. What no feature has changed is the
  /// score of a pair of which nothing is known.
  void explain(float[] values, double[] terms) {
    int[] levels = levels(values);
    int asks = (1 << depth) - 1;
    for (int tree = 0; tree < trees; tree++) {
      int root = tree * (2 * asks + 1);
      int at = 0;
      for (int step = 0; step < depth; step++) {
        int asking = this.asking[tree * asks + at];
        int child = child(at, asking, levels);
        terms[features[asking & BYTE]] += this.values[root + child] - this.values[root + at];
        at = child;
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
