package dev.placemill.bench.quality;

import dev.placemill.attribute.Confidence;
import dev.placemill.evaluation.ScoredPairs;
import dev.placemill.match.Recognition;
import dev.placemill.place.Place;
import java.util.ArrayList;
import java.util.List;

/// How often a place that is not in the index is taken for one that is.
public final class FalseMatches {
  private final ScoredPairs taken = new ScoredPairs();
  private final List<String> errors = new ArrayList<>();
  private long asked;
  private long ofUnseen;

  /// @param number of the place; the odds of "none of them" were chosen on the even ones
  void add(int number, Place place, Recognition recognition) {
    asked++;
    if (recognition instanceof Recognition.Recognised recognised) {
      taken.add(recognised.probability(), false);
      if (recognised.probability() >= Confidence.HIGH.floor()) {
        ofUnseen += number % 2;
        errors.add(described(place, recognised));
      }
    }
  }

  private static String described(Place place, Recognition.Recognised recognised) {
    return "%s taken for %s (%s:%s) with %.3f: %s"
        .formatted(
            place.name(),
            recognised.best().record().name(),
            recognised.best().record().dataset(),
            recognised.best().record().id(),
            recognised.probability(),
            recognised.best().match().reason());
  }

  public long asked() {
    return asked;
  }

  /// Taken with HIGH or better.
  public long confident() {
    return errors.size();
  }

  /// How many of those are among the places that nothing was chosen on.
  public long ofUnseen() {
    return ofUnseen;
  }

  /// The probability of each that was taken at all; none is right.
  public ScoredPairs taken() {
    return taken;
  }

  /// Those taken with HIGH or better, in a line each.
  public List<String> errors() {
    return List.copyOf(errors);
  }

  /// Of those asked for, the part taken with HIGH or better.
  public double share() {
    return asked == 0 ? 0 : (double) confident() / asked;
  }
}
