package dev.placemill.source;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.AttributeValue;
import org.jspecify.annotations.Nullable;

/// One value one source holds for one attribute of the place.
///
/// @param probability how likely the value belongs to this place and was right when observed, as
///   far as the source alone can tell: above 0, at most 1
/// @param reason one sentence for people on how the value came about
public record Observation(
    Attribute attribute,
    AttributeValue value,
    double probability,
    Evidence evidence,
    String reason) {
  public Observation {
    if (!(probability > 0 && probability <= 1)) {
      throw new IllegalArgumentException("not a probability: " + probability);
    }
  }

  /// The same, from a source of a kind, or of none that is known.
  public Observation ofKind(@Nullable String kind) {
    return new Observation(attribute, value, probability, evidence.ofKind(kind), reason);
  }
}
