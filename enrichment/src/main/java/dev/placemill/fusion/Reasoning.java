package dev.placemill.fusion;

import dev.placemill.attribute.AttributeValue;
import dev.placemill.source.Evidence;
import dev.placemill.source.Observation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Puts a decision into one sentence for people, and the decision together.
final class Reasoning {
  private static final int MOST_NAMED = 3;

  private Reasoning() {}

  static FusedAttribute found(
      Question question,
      AttributeValue value,
      AttributeStatus status,
      double probability,
      Opinion winner,
      List<Observation> conflicts) {
    return found(question, value, status, probability, winner, conflicts, null);
  }

  /// @param note a further sentence, without its full stop, or null
  static FusedAttribute found(
      Question question,
      AttributeValue value,
      AttributeStatus status,
      double probability,
      Opinion winner,
      List<Observation> conflicts,
      @Nullable String note) {
    List<Observation> behind = winner.observations();
    String sentence =
        opening(status)
            + named(behind)
            + (winner.isOfBrandOnly() ? ", as a value of the brand" : "")
            + (conflicts.isEmpty() ? "" : ", while " + said(conflicts))
            + ": "
            + unended(winner.first().observation().reason())
            + (note == null ? "." : ". " + note + ".");
    return new FusedAttribute(
        question.attribute(), value, status, probability, sentence, behind, conflicts);
  }

  private static String opening(AttributeStatus status) {
    return switch (status) {
      case ADDED -> "Found by ";
      case VERIFIED -> "Your value is confirmed by ";
      case CORRECTED -> "Your value is contradicted by ";
      case NOT_FOUND, ERROR -> "Looked for in ";
    };
  }

  /// Nobody said anything.
  static FusedAttribute nothingFound(Question question) {
    boolean isClaimed = question.claim() != null;
    if (!question.notAsked().isEmpty()) {
      return without(
          question,
          AttributeStatus.ERROR,
          "Not found, and not every source could be asked: "
              + unended(String.join("; ", question.notAsked()))
              + ".",
          List.of(),
          List.of());
    }
    return without(
        question,
        AttributeStatus.NOT_FOUND,
        isClaimed
            ? "No source speaks of it, so your value could not be checked."
            : "No source that was asked knows it.",
        List.of(),
        List.of());
  }

  /// Nobody knows the place, and the web was searched for it.
  static FusedAttribute inVain(Question question, AttributeValue value, double probability) {
    return new FusedAttribute(
        question.attribute(),
        value,
        AttributeStatus.ADDED,
        probability,
        "Nobody knows this place, and the web was searched in vain: "
            + unended(Objects.requireNonNullElse(question.inVain(), "nothing was found"))
            + ".",
        List.of(),
        List.of());
  }

  /// Something was said, too little to give it as a value.
  ///
  /// @param why follows what was said, after a comma
  static FusedAttribute tooLittle(
      Question question, List<Observation> said, List<Observation> conflicts, String why) {
    return without(
        question,
        question.notAsked().isEmpty() ? AttributeStatus.NOT_FOUND : AttributeStatus.ERROR,
        "Not known: "
            + said(said)
            + ", "
            + why
            + (question.notAsked().isEmpty() ? "." : "; not every source could be asked."),
        said,
        conflicts);
  }

  /// Something was said against the client's value, too little to contradict it.
  ///
  /// @param others said otherwise still, with less behind it
  static FusedAttribute notConfirmed(
      Question question, Opinion otherwise, List<Observation> others) {
    List<Observation> observations = otherwise.observations();
    String sentence =
        "No source confirms your value, and what "
            + named(observations)
            + says(observations)
            + " ("
            + ValueText.of(observations.getFirst().value())
            + ")"
            + (otherwise.isOfBrandOnly()
                ? " is the brand's, not the branch's own"
                : " is too uncertain to contradict it");
    return without(
        question,
        question.notAsked().isEmpty() ? AttributeStatus.NOT_FOUND : AttributeStatus.ERROR,
        sentence + (question.notAsked().isEmpty() ? "." : "; not every source could be asked."),
        List.of(),
        Stream.concat(observations.stream(), others.stream()).toList());
  }

  private static FusedAttribute without(
      Question question,
      AttributeStatus status,
      String sentence,
      List<Observation> evidence,
      List<Observation> conflicts) {
    return new FusedAttribute(question.attribute(), null, status, 0, sentence, evidence, conflicts);
  }

  /// Who says what, those that say the same together.
  private static String said(List<Observation> observations) {
    Map<String, List<Observation>> byValue = new LinkedHashMap<>();
    for (Observation observation : observations) {
      byValue
          .computeIfAbsent(ValueText.of(observation.value()), _ -> new ArrayList<>())
          .add(observation);
    }
    String first =
        byValue.entrySet().stream()
            .limit(MOST_NAMED)
            .map(same -> named(same.getValue()) + says(same.getValue()) + " " + same.getKey())
            .collect(Collectors.joining(" and "));
    return byValue.size() <= MOST_NAMED ? first : first + " and others say otherwise";
  }

  private static String named(List<Observation> observations) {
    if (observations.size() == 1) {
      return named(observations.getFirst().evidence());
    }
    List<String> names =
        observations.stream().map(observation -> named(observation.evidence())).distinct().toList();
    String first = names.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
    return names.size() <= MOST_NAMED
        ? first
        : first + " and " + (names.size() - MOST_NAMED) + " more";
  }

  private static String named(Evidence evidence) {
    String record = evidence.recordId() == null ? "" : " " + evidence.recordId();
    String date = evidence.observedOn() == null ? "" : " of " + evidence.observedOn();
    return evidence.source() + record + date;
  }

  private static String says(List<Observation> observations) {
    return observations.size() == 1 ? " says" : " say";
  }

  private static String unended(String sentence) {
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }
}
