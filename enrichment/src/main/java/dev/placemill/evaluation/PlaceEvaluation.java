package dev.placemill.evaluation;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.AttributeValue;
import dev.placemill.attribute.Confidence;
import dev.placemill.enricher.EnrichedPlace;
import dev.placemill.evaluation.PlaceJudgement.ValueJudgement;
import dev.placemill.evaluation.PlaceJudgement.ValueOutcome;
import dev.placemill.fusion.Agreement;
import dev.placemill.fusion.FusedAttribute;
import dev.placemill.place.Place;
import dev.placemill.source.Evidence;
import dev.placemill.source.Evidence.Scope;
import dev.placemill.source.Observation;
import dev.placemill.source.RecordMatch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Judges enriched places by what is known of them, and counts. For one thread at a time.
public final class PlaceEvaluation {
  private final Map<Verdict, Long> verdicts = new EnumMap<>(Verdict.class);
  private final Map<Confidence, Map<Verdict, Long>> byWord = new EnumMap<>(Confidence.class);
  private final Map<Attribute, Long> filled = new EnumMap<>(Attribute.class);
  private final Map<Attribute, ValueCounts> values = new EnumMap<>(Attribute.class);
  private final ScoredPairs matches = new ScoredPairs();
  private long places;

  /// How the values of one attribute compare with the expected ones.
  ///
  /// @param rightByWord and `wrongByWord` by the word for how sure each was
  public record ValueCounts(
      Map<Confidence, Long> rightByWord, Map<Confidence, Long> wrongByWord, long missing) {
    public long right() {
      return sum(rightByWord);
    }

    public long wrong() {
      return sum(wrongByWord);
    }

    private static long sum(Map<Confidence, Long> counts) {
      return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private ValueCounts with(ValueJudgement value) {
      return switch (value.outcome()) {
        case RIGHT -> new ValueCounts(more(rightByWord, value), wrongByWord, missing);
        case WRONG -> new ValueCounts(rightByWord, more(wrongByWord, value), missing);
        case MISSING -> new ValueCounts(rightByWord, wrongByWord, missing + 1);
      };
    }

    private static Map<Confidence, Long> more(Map<Confidence, Long> counts, ValueJudgement value) {
      Map<Confidence, Long> more = new EnumMap<>(Confidence.class);
      more.putAll(counts);
      more.merge(value.confidence(), 1L, Long::sum);
      return more;
    }
  }

  /// Judges one place and counts it.
  public PlaceJudgement add(Place place, EnrichedPlace enriched, ExpectedPlace expected) {
    RecordMatch match = recognised(enriched);
    Verdict verdict = verdict(match, enriched, expected.records());
    List<ValueJudgement> judged = new ArrayList<>();
    for (Map.Entry<Attribute, String> value : expected.values().entrySet()) {
      judged.add(judge(place, enriched, value.getKey(), value.getValue()));
    }
    judged.sort(Comparator.comparing(ValueJudgement::attribute));
    places++;
    enriched
        .attributes()
        .forEach((attribute, fused) ->
            filled.merge(attribute, fused.value() == null ? 0L : 1L, Long::sum));
    count(verdict, match);
    judged.forEach(value ->
        values.merge(
            value.attribute(),
            new ValueCounts(Map.of(), Map.of(), 0).with(value),
            (counts, _) -> counts.with(value)));
    return new PlaceJudgement(verdict, match, judged, enriched.matchReasoning());
  }

  private void count(@Nullable Verdict verdict, @Nullable RecordMatch match) {
    if (verdict == null) {
      return;
    }
    verdicts.merge(verdict, 1L, Long::sum);
    if (match != null) {
      byWord
          .computeIfAbsent(Confidence.of(match.probability()), _ -> new EnumMap<>(Verdict.class))
          .merge(verdict, 1L, Long::sum);
      matches.add(match.probability(), verdict.isRight());
    }
  }

  /// The surest record of the place itself; a brand's is none.
  private static @Nullable RecordMatch recognised(EnrichedPlace enriched) {
    return enriched.matches().stream()
        .filter(match -> match.record().scope() == Scope.PLACE)
        .max(Comparator.comparingDouble(RecordMatch::probability))
        .orElse(null);
  }

  private static @Nullable Verdict verdict(
      @Nullable RecordMatch match, EnrichedPlace enriched, @Nullable List<String> records) {
    if (records == null) {
      return null;
    }
    boolean fits = match != null && known(match, enriched).anyMatch(one -> isAnyOf(records, one));
    return Verdict.of(!records.isEmpty(), match != null, fits);
  }

  /// The record, and those of other datasets that were taken for the same place and bore values.
  private static Stream<Evidence> known(RecordMatch match, EnrichedPlace enriched) {
    return Stream.concat(
        Stream.of(match.record()),
        enriched.attributes().values().stream()
            .filter(fused -> fused.value() != null)
            .flatMap(fused -> fused.evidence().stream())
            .map(Observation::evidence)
            .filter(evidence -> evidence.scope() == Scope.PLACE));
  }

  private static boolean isAnyOf(List<String> records, Evidence evidence) {
    String id = evidence.recordId();
    return id != null
        && records.stream()
            .anyMatch(record ->
                record.equals(id)
                    || record.equals(evidence.source() + ":" + id)
                    || record.equals(evidence.source() + " " + id));
  }

  private static ValueJudgement judge(
      Place place, EnrichedPlace enriched, Attribute attribute, String expected) {
    FusedAttribute fused = enriched.attributes().get(attribute);
    AttributeValue got = fused == null ? null : fused.value();
    if (fused == null || got == null) {
      return new ValueJudgement(attribute, ValueOutcome.MISSING, expected, null, Confidence.NONE);
    }
    boolean right =
        ExpectedValue.find(attribute, expected, country(place, enriched))
            .filter(value -> Agreement.between(attribute, value, got))
            .isPresent();
    return new ValueJudgement(
        attribute,
        right ? ValueOutcome.RIGHT : ValueOutcome.WRONG,
        expected,
        GivenValue.text(got),
        fused.confidence());
  }

  private static @Nullable String country(Place place, EnrichedPlace enriched) {
    FusedAttribute found = enriched.attributes().get(Attribute.COUNTRY_CODE);
    return place.countryCode() == null
            && found != null
            && found.value() instanceof AttributeValue.Text(String code)
        ? code
        : place.countryCode();
  }

  public long places() {
    return places;
  }

  public long count(Verdict verdict) {
    return verdicts.getOrDefault(verdict, 0L);
  }

  /// How many places were recognised as a record with this word, and came out so.
  public long count(Confidence word, Verdict verdict) {
    return Objects.requireNonNullElse(byWord.get(word), Map.<Verdict, Long>of())
        .getOrDefault(verdict, 0L);
  }

  /// Whether it was said of any place which record it is.
  public boolean judgesRecords() {
    return !verdicts.isEmpty();
  }

  /// The recognised places: the probability of each match, and whether it is right.
  public ScoredPairs matches() {
    return matches;
  }

  /// How many places got a value, by attribute that was asked for.
  public Map<Attribute, Long> filled() {
    return Map.copyOf(filled);
  }

  /// By attribute of which values were expected.
  public Map<Attribute, ValueCounts> values() {
    return Map.copyOf(values);
  }
}
