package dev.placemill.evaluation;

import dev.placemill.attribute.Confidence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Probabilities beside what turned out to be true. Holds nine bytes a pair, so that a file of
/// millions can be judged.
public final class ScoredPairs {
  /// From here on a pair counts as the same place, as everywhere in the product.
  public static final double DEFAULT_THRESHOLD = 0.5;

  private static final int BINS = 15;

  private double[] probabilities = new double[1024];
  private boolean[] same = new boolean[1024];
  private int size;

  /// Pairs of about one probability.
  ///
  /// @param mean of their probabilities, 0 when there are none
  /// @param same how many of them are one place
  public record Bin(double from, double to, long pairs, double mean, long same) {
    /// How often they are the same place, 0 when there are none.
    public double share() {
      return pairs == 0 ? 0 : (double) same / pairs;
    }
  }

  public void add(double probability, boolean isSame) {
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException("not a probability: " + probability);
    }
    if (size == probabilities.length) {
      probabilities = Arrays.copyOf(probabilities, 2 * size);
      same = Arrays.copyOf(same, 2 * size);
    }
    probabilities[size] = probability;
    same[size] = isSame;
    size++;
  }

  /// Adds all that another holds, for figures over several files.
  public void addAll(ScoredPairs other) {
    for (int i = 0; i < other.size; i++) {
      add(other.probabilities[i], other.same[i]);
    }
  }

  public long pairs() {
    return size;
  }

  /// How many of the pairs are one place.
  public long samePairs() {
    long count = 0;
    for (int i = 0; i < size; i++) {
      count += same[i] ? 1 : 0;
    }
    return count;
  }

  /// What comes of taking every pair from a probability on.
  public Hits from(double threshold) {
    long right = 0;
    long wrong = 0;
    long missed = 0;
    for (int i = 0; i < size; i++) {
      boolean taken = probabilities[i] >= threshold;
      right += taken && same[i] ? 1 : 0;
      wrong += taken && !same[i] ? 1 : 0;
      missed += !taken && same[i] ? 1 : 0;
    }
    return new Hits(threshold, right, wrong, missed);
  }

  /// The same with the confidence words of the product: precision of `HIGH` and better.
  public Hits from(Confidence word) {
    return from(word.floor());
  }

  /// The threshold with the greatest F1, the highest of several. It is chosen knowing the answers,
  /// so it says how much the default could gain, not what a new list will give.
  public Hits best() {
    Integer[] order = new Integer[size];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Double.compare(probabilities[b], probabilities[a]));
    long all = samePairs();
    long right = 0;
    Hits best = from(DEFAULT_THRESHOLD);
    for (int i = 0; i < size; i++) {
      right += same[order[i]] ? 1 : 0;
      boolean lastOfItsKind =
          i + 1 == size || probabilities[order[i + 1]] < probabilities[order[i]];
      if (lastOfItsKind) {
        Hits here = new Hits(probabilities[order[i]], right, i + 1 - right, all - right);
        best = here.f1() > best.f1() ? here : best;
      }
    }
    return best;
  }

  /// Fifteen bins of equal width.
  public List<Bin> reliability() {
    long[] pairs = new long[BINS];
    long[] ofThemSame = new long[BINS];
    double[] sums = new double[BINS];
    for (int i = 0; i < size; i++) {
      int bin = Math.min(BINS - 1, (int) (probabilities[i] * BINS));
      pairs[bin]++;
      ofThemSame[bin] += same[i] ? 1 : 0;
      sums[bin] += probabilities[i];
    }
    List<Bin> bins = new ArrayList<>(BINS);
    for (int bin = 0; bin < BINS; bin++) {
      double mean = pairs[bin] == 0 ? 0 : sums[bin] / pairs[bin];
      bins.add(new Bin((double) bin / BINS, (bin + 1.0) / BINS, pairs[bin], mean, ofThemSame[bin]));
    }
    return bins;
  }

  /// By how much the probabilities are off in the mean: over the bins, the distance between what
  /// was said and what was true, weighed by the pairs in them.
  public double calibrationError() {
    double error = 0;
    for (Bin bin : reliability()) {
      error += Math.abs(bin.mean() * bin.pairs() - bin.same());
    }
    return size == 0 ? 0 : error / size;
  }
}
