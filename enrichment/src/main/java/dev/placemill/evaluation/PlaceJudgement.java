package dev.placemill.evaluation;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.Confidence;
import dev.placemill.source.RecordMatch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What became of one place, beside what was expected of it.
///
/// @param verdict on the record, or null when none was expected and none ruled out
/// @param match the record the place was recognised as, or null
/// @param values those that were expected
/// @param reasoning why the place was recognised, or why not
public record PlaceJudgement(
    @Nullable Verdict verdict,
    @Nullable RecordMatch match,
    List<ValueJudgement> values,
    String reasoning) {
  public PlaceJudgement {
    values = List.copyOf(values);
  }

  /// Everything that was expected came, and nothing else.
  public boolean isRight() {
    return (verdict == null || verdict.isRight())
        && values.stream().allMatch(value -> value.outcome() == ValueOutcome.RIGHT);
  }

  /// Whether a value says what was expected.
  public enum ValueOutcome {
    RIGHT,
    WRONG,
    MISSING
  }

  /// One value beside the expected one.
  ///
  /// @param got as a person would write it, or null
  /// @param confidence of what was given; `NONE` when nothing was
  public record ValueJudgement(
      Attribute attribute,
      ValueOutcome outcome,
      String expected,
      @Nullable String got,
      Confidence confidence) {}
}
