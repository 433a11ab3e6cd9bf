package dev.placemill.fusion;

import dev.placemill.attribute.AttributeValue;
import dev.placemill.source.Evidence;
import dev.placemill.source.Observation;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
      List<Observation> others) {
    List<Observation> behind = winner.observations();
    String sentence =
        opening(status)
            + named(behind)
            + (winner.isOfBrandOnly() ? ", as a value of the brand" : "")
            + (others.isEmpty() ? "" : ", while " + named(others) + says(others) + " otherwise")
            + ": "
            + unended(winner.first().observation().reason())
            + ".";
    return new FusedAttribute(
        question.attribute(),
        value,
        status,
        probability,
        sentence,
        Stream.concat(behind.stream(), others.stream()).toList());
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
          List.of());
    }
    return without(
        question,
        AttributeStatus.NOT_FOUND,
        isClaimed
            ? "No source speaks of it, so your value could not be checked."
            : "No source that was asked knows it.",
        List.of());
  }

  /// Something was said against the client's value, too little to contradict it.
  static FusedAttribute notConfirmed(Question question, Opinion otherwise) {
    List<Observation> observations = otherwise.observations();
    String sentence =
        "No source confirms your value, and what "
            + named(observations)
            + says(observations)
            + (otherwise.isOfBrandOnly()
                ? shown(otherwise) + " is the brand's, not the branch's own"
                : " is too uncertain to contradict it");
    return without(
        question,
        question.notAsked().isEmpty() ? AttributeStatus.NOT_FOUND : AttributeStatus.ERROR,
        sentence + (question.notAsked().isEmpty() ? "." : "; not every source could be asked."),
        observations);
  }

  private static String shown(Opinion opinion) {
    return opinion.first().observation().value() instanceof AttributeValue.Text(String text)
        ? " (" + text + ")"
        : "";
  }

  private static FusedAttribute without(
      Question question, AttributeStatus status, String sentence, List<Observation> evidence) {
    return new FusedAttribute(question.attribute(), null, status, 0, sentence, evidence);
  }

  private static String named(List<Observation> observations) {
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
