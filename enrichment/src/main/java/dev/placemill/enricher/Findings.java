package dev.placemill.enricher;

import dev.placemill.attribute.Attribute;
import dev.placemill.source.EnrichmentSource;
import dev.placemill.source.Evidence;
import dev.placemill.source.Evidence.Scope;
import dev.placemill.source.Observation;
import dev.placemill.source.RecordMatch;
import dev.placemill.source.SourceAnswer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What the sources answered about one place so far.
final class Findings {
  /// A source that did not answer.
  private record Silence(EnrichmentSource source, String reason) {}

  private final List<Observation> observations = new ArrayList<>();
  private final Map<Attribute, List<Observation>> byAttribute = new EnumMap<>(Attribute.class);
  private final List<RecordMatch> matches = new ArrayList<>();
  private final List<String> nothingKnown = new ArrayList<>();
  private final List<String> searchedInVain = new ArrayList<>();
  private final List<Silence> silences = new ArrayList<>();
  private final List<SourceAnswer.Unavailable> unavailable = new ArrayList<>();
  private final List<String> whyUnavailable = new ArrayList<>();

  void add(EnrichmentSource source, SourceAnswer answer) {
    switch (answer) {
      case SourceAnswer.Found(var observed, var recognised) -> {
        observed.forEach(this::add);
        matches.addAll(recognised);
      }
      case SourceAnswer.NothingKnown(String reason) -> nothingKnown.add(reason);
      case SourceAnswer.FoundNowhere(String reason) -> {
        nothingKnown.add(reason);
        searchedInVain.add(source.name() + ": " + reason);
      }
      case SourceAnswer.Unavailable later -> {
        unavailable.add(later);
        whyUnavailable.add(source.name() + ": " + later.reason());
        silences.add(new Silence(source, later.reason()));
      }
      case SourceAnswer.Refused(String reason) -> silences.add(new Silence(source, reason));
    }
  }

  private void add(Observation observation) {
    observations.add(observation);
    byAttribute.computeIfAbsent(observation.attribute(), _ -> new ArrayList<>()).add(observation);
  }

  List<Observation> observations() {
    return observations;
  }

  List<Observation> observations(Attribute attribute) {
    return byAttribute.getOrDefault(attribute, List.of());
  }

  List<RecordMatch> matches() {
    return matches;
  }

  boolean isComplete() {
    return unavailable.isEmpty();
  }

  /// Why sources that may know the attribute did not answer.
  List<String> whyNotAsked(Attribute attribute) {
    // Asked of every attribute, and most often every source has answered.
    return silences.isEmpty()
        ? List.of()
        : silences.stream()
            .filter(silence -> silence.source().attributes().contains(attribute))
            .map(silence -> silence.source().name() + ": " + silence.reason())
            .toList();
  }

  /// What those said who searched the web and found nothing, where nobody else knows this very
  /// place or a site of it either.
  Optional<String> findWhySearchedInVain() {
    if (searchedInVain.isEmpty()) {
      return Optional.empty();
    }
    boolean isKnown =
        matches.stream().anyMatch(match -> match.record().scope() == Scope.PLACE)
            || !observations(Attribute.WEBSITE).isEmpty();
    return isKnown ? Optional.empty() : Optional.of(String.join("; ", searchedInVain));
  }

  /// Which sources could not be asked, and why.
  String whyIncomplete() {
    return String.join("; ", whyUnavailable);
  }

  /// When all that could not be asked may answer again.
  Duration retryAfter() {
    return unavailable.stream()
        .map(SourceAnswer.Unavailable::retryAfter)
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  /// One sentence for people on whether anybody knows this place.
  String matchReasoning() {
    return matches.stream()
        .filter(match -> match.record().scope() == Scope.PLACE)
        .max(Comparator.comparingDouble(RecordMatch::probability))
        .map(match -> "Recognised as " + described(match))
        .or(() ->
            matches.stream()
                .max(Comparator.comparingDouble(RecordMatch::probability))
                .map(match ->
                    "No source knows this very place, but its brand is %s (%s). %s"
                        .formatted(match.name(), record(match), match.reason())))
        .orElseGet(this::whyUnknown);
  }

  private static String described(RecordMatch match) {
    return "%s (%s): %s".formatted(match.name(), record(match), match.reason());
  }

  private static String record(RecordMatch match) {
    Evidence record = match.record();
    return record.recordId() == null ? record.source() : record.source() + " " + record.recordId();
  }

  private String whyUnknown() {
    List<String> reasons = new ArrayList<>(nothingKnown);
    silences.forEach(silence ->
        reasons.add(silence.source().name() + " could not be asked: " + silence.reason()));
    return reasons.isEmpty()
        ? "No source knows this place."
        : "No source knows this place: "
            + reasons.stream().map(Findings::inASentence).collect(Collectors.joining("; "));
  }

  private static String inASentence(String reason) {
    boolean isSentence = reason.endsWith(".");
    return isSentence
        ? reason.substring(0, 1).toLowerCase(Locale.ROOT) + reason.substring(1, reason.length() - 1)
        : reason;
  }
}
