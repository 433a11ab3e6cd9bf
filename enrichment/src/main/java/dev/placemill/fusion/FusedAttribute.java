package dev.placemill.fusion;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.AttributeValue;
import dev.placemill.attribute.Confidence;
import dev.placemill.source.Observation;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What all sources together say of one attribute.
///
/// @param value the winner, or null when the status is `not_found` or `error`
/// @param probability that the value is right, 0 without a value
/// @param reasoning one sentence for people
/// @param evidence the observations behind the value, best first; without a value, those that were
///   too little
/// @param conflicts the observations that hold another value
public record FusedAttribute(
    Attribute attribute,
    @Nullable AttributeValue value,
    AttributeStatus status,
    double probability,
    String reasoning,
    List<Observation> evidence,
    List<Observation> conflicts) {
  public FusedAttribute {
    evidence = List.copyOf(evidence);
    conflicts = List.copyOf(conflicts);
  }

  /// The same with those behind parts of the value who are no witnesses for it.
  FusedAttribute withMoreEvidence(List<Observation> more) {
    return new FusedAttribute(
        attribute,
        value,
        status,
        probability,
        reasoning,
        Stream.concat(evidence.stream(), more.stream()).toList(),
        conflicts);
  }

  public Confidence confidence() {
    return Confidence.of(probability);
  }
}
