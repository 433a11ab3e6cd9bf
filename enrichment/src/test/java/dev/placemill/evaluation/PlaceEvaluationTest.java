package dev.placemill.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.AttributeValue;
import dev.placemill.attribute.Confidence;
import dev.placemill.attribute.Normalizer;
import dev.placemill.enricher.EnrichedPlace;
import dev.placemill.evaluation.PlaceJudgement.ValueJudgement;
import dev.placemill.evaluation.PlaceJudgement.ValueOutcome;
import dev.placemill.fusion.AttributeStatus;
import dev.placemill.fusion.FusedAttribute;
import dev.placemill.place.Claims;
import dev.placemill.place.Coordinates;
import dev.placemill.place.Place;
import dev.placemill.place.PostalAddress;
import dev.placemill.source.Evidence;
import dev.placemill.source.Evidence.Scope;
import dev.placemill.source.Observation;
import dev.placemill.source.RecordMatch;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlaceEvaluationTest {
  private static final Place CAFE =
      new Place("Cafe", new Coordinates(48.1, 11.5), PostalAddress.NONE, "DE", Claims.NONE);

  private final PlaceEvaluation evaluation = new PlaceEvaluation();

  @Test
  void aRecordIsRightByItsIdWithOrWithoutItsDataset() {
    EnrichedPlace found = recognised("munich", "node/1", 0.97);

    assertThat(verdict(found, List.of("node/1"))).isEqualTo(Verdict.RIGHT);
    assertThat(verdict(found, List.of("munich:node/1"))).isEqualTo(Verdict.RIGHT);
    assertThat(verdict(found, List.of("monaco:node/1"))).isEqualTo(Verdict.WRONG);
    assertThat(verdict(found, List.of("node/2", "node/1"))).isEqualTo(Verdict.RIGHT);
    assertThat(evaluation.count(Confidence.VERY_HIGH, Verdict.RIGHT)).isEqualTo(3);
    assertThat(evaluation.count(Confidence.VERY_HIGH, Verdict.WRONG)).isEqualTo(1);
  }

  @Test
  void noneExpectedIsAnotherThingThanNothingSaid() {
    EnrichedPlace found = recognised("munich", "node/1", 0.6);
    EnrichedPlace none = enriched(List.of(), Map.of());

    assertThat(verdict(found, List.of())).isEqualTo(Verdict.UNEXPECTED);
    assertThat(verdict(none, List.of())).isEqualTo(Verdict.RIGHTLY_NONE);
    assertThat(verdict(none, List.of("node/1"))).isEqualTo(Verdict.MISSED);
    assertThat(verdict(found, null)).isNull();
    assertThat(evaluation.matches().from(0.5)).isEqualTo(new Hits(0.5, 0, 1, 0));
  }

  @Test
  void aBrandIsNoRecordOfThePlace() {
    RecordMatch brand =
        new RecordMatch(evidence("nsi", "Q1", Scope.BRAND), "Chain", 0.99, null, "same name");

    assertThat(verdict(enriched(List.of(brand), Map.of()), List.of()))
        .isEqualTo(Verdict.RIGHTLY_NONE);
  }

  @Test
  void theSamePlaceInAnotherDatasetIsRightWhereItsValuesWereUsed() {
    Observation other =
        new Observation(
            Attribute.CITY,
            new AttributeValue.Text("München"),
            0.9,
            evidence("overture", "08f", Scope.PLACE),
            "the record says so");
    FusedAttribute city =
        new FusedAttribute(
            Attribute.CITY,
            other.value(),
            AttributeStatus.ADDED,
            0.9,
            "found",
            List.of(other),
            List.of());
    EnrichedPlace found =
        enriched(recognised("munich", "node/1", 0.97).matches(), Map.of(Attribute.CITY, city));

    assertThat(verdict(found, List.of("overture:08f"))).isEqualTo(Verdict.RIGHT);
  }

  @Test
  void valuesAgreeByWhatTheySayNotByHowTheyAreWritten() {
    EnrichedPlace found =
        enriched(
            List.of(),
            Map.of(
                Attribute.PHONE,
                    fused(Attribute.PHONE, Normalizer.phone("+49 89 123456", null).orElseThrow()),
                Attribute.WEBSITE,
                    fused(
                        Attribute.WEBSITE,
                        Normalizer.website("https://www.cafe.de/").orElseThrow()),
                Attribute.OPENING_HOURS,
                    fused(
                        Attribute.OPENING_HOURS,
                        Normalizer.openingHours("Mo-Fr 08:00-18:00").orElseThrow()),
                Attribute.COORDINATES,
                    fused(
                        Attribute.COORDINATES,
                        new AttributeValue.Point(new Coordinates(48.1, 11.5)))));

    PlaceJudgement judged =
        evaluation.add(
            CAFE,
            found,
            new ExpectedPlace(
                null,
                Map.of(
                    Attribute.PHONE, "089 123456",
                    Attribute.WEBSITE, "http://cafe.de",
                    Attribute.OPENING_HOURS, "Mo,Tu,We,Th,Fr 08:00-18:00",
                    Attribute.COORDINATES, "48.10001, 11.50001",
                    Attribute.EMAIL, "info@cafe.de")));

    assertThat(judged.values())
        .extracting(ValueJudgement::attribute, ValueJudgement::outcome)
        .containsExactly(
            tuple(Attribute.WEBSITE, ValueOutcome.RIGHT),
            tuple(Attribute.PHONE, ValueOutcome.RIGHT),
            tuple(Attribute.EMAIL, ValueOutcome.MISSING),
            tuple(Attribute.OPENING_HOURS, ValueOutcome.RIGHT),
            tuple(Attribute.COORDINATES, ValueOutcome.RIGHT));
    assertThat(judged.isRight()).isFalse();
    assertThat(evaluation.filled()).containsEntry(Attribute.PHONE, 1L);
  }

  @Test
  void aValueIsRightWhereTwoSourcesWouldAgree() {
    PlaceJudgement judged =
        evaluation.add(
            CAFE,
            enriched(
                List.of(),
                Map.of(
                    Attribute.NAME,
                    fused(Attribute.NAME, new AttributeValue.Text("Starbucks Coffee")),
                    Attribute.WEBSITE,
                    fused(
                        Attribute.WEBSITE,
                        Normalizer.website("https://cafe.de/filialen/1").orElseThrow()),
                    Attribute.ADDRESS,
                    fused(
                        Attribute.ADDRESS,
                        new AttributeValue.Address(
                            new PostalAddress(
                                null, "1", "Marienplatz", null, "München", null, "80331", "DE"))),
                    Attribute.COORDINATES,
                    fused(
                        Attribute.COORDINATES,
                        new AttributeValue.Point(new Coordinates(48.1, 11.5))),
                    Attribute.CITY,
                    fused(Attribute.CITY, new AttributeValue.Text("Leeds")))),
            new ExpectedPlace(
                null,
                Map.of(
                    Attribute.NAME, "Starbucks",
                    Attribute.WEBSITE, "https://www.cafe.de",
                    Attribute.ADDRESS, "Marienplatz 1, 80331 München",
                    Attribute.COORDINATES, "48.1005, 11.5",
                    Attribute.CITY, "Bradford")));

    assertThat(judged.values())
        .filteredOn(value -> value.outcome() != ValueOutcome.RIGHT)
        .extracting(ValueJudgement::attribute)
        .containsExactly(Attribute.CITY);
  }

  @Test
  void anotherValueIsWrongAndCountedUnderItsWord() {
    EnrichedPlace found =
        enriched(
            List.of(),
            Map.of(
                Attribute.PHONE,
                fused(Attribute.PHONE, Normalizer.phone("+49 89 123456", null).orElseThrow())));

    PlaceJudgement judged =
        evaluation.add(
            CAFE, found, new ExpectedPlace(null, Map.of(Attribute.PHONE, "+49 89 999999")));

    assertThat(judged.values())
        .singleElement()
        .satisfies(value -> assertThat(value.got()).isEqualTo("+4989123456"));
    assertThat(evaluation.values())
        .hasEntrySatisfying(
            Attribute.PHONE,
            counts -> {
              assertThat(counts.wrongByWord()).containsEntry(Confidence.HIGH, 1L);
              assertThat(counts.right()).isZero();
            });
  }

  @Test
  void everyValueIsReadAgainAsItIsWritten() {
    Map<Attribute, AttributeValue> values =
        Map.of(
            Attribute.MULTILINGUAL_NAMES,
            new AttributeValue.TextMap(Map.of("de", "Wien", "en", "Vienna")),
            Attribute.PRICE_TIER,
            new AttributeValue.WholeNumber(2),
            Attribute.HAS_DELIVERY,
            new AttributeValue.Flag(true),
            Attribute.LOCATED_WITHIN,
            new AttributeValue.Host("Central Mall", "shopping_center", "2"),
            Attribute.CHAIN_DOMAINS,
            new AttributeValue.TextList(List.of("cafe.de", "cafe.at")),
            Attribute.COORDINATES,
            new AttributeValue.Point(new Coordinates(48.1, -11.5)));
    values.forEach((attribute, value) ->
        assertThat(ExpectedValue.find(attribute, GivenValue.text(value), null)).contains(value));
  }

  @Test
  void whatCannotBeAValueIsKnownBeforehand() {
    assertThat(ExpectedPlace.isReadable(Attribute.PHONE, "none")).isFalse();
    assertThat(ExpectedPlace.isReadable(Attribute.PHONE, "089 1234")).isTrue();
    assertThat(ExpectedPlace.isReadable(Attribute.OPENING_HOURS, "sometimes")).isFalse();
    assertThat(ExpectedPlace.isReadable(Attribute.COORDINATES, "48.1")).isFalse();
    assertThat(ExpectedPlace.isReadable(Attribute.COORDINATES, "48.1, 11.5")).isTrue();
    assertThat(ExpectedPlace.isReadable(Attribute.HAS_WIFI, "perhaps")).isFalse();
    assertThat(ExpectedPlace.isReadable(Attribute.PRICE_TIER, "$$")).isTrue();
    assertThat(ExpectedPlace.isReadable(Attribute.MULTILINGUAL_NAMES, "Wien")).isFalse();
    assertThat(ExpectedPlace.isReadable(Attribute.CITY, "München")).isTrue();
  }

  private @Nullable Verdict verdict(EnrichedPlace found, @Nullable List<String> records) {
    return evaluation.add(CAFE, found, new ExpectedPlace(records, Map.of())).verdict();
  }

  private static EnrichedPlace recognised(String dataset, String id, double probability) {
    return enriched(
        List.of(
            new RecordMatch(
                evidence(dataset, id, Scope.PLACE), "Cafe", probability, 12.0, "same name")),
        Map.of());
  }

  private static EnrichedPlace enriched(
      List<RecordMatch> matches, Map<Attribute, FusedAttribute> attributes) {
    Map<Attribute, FusedAttribute> all = new EnumMap<>(Attribute.class);
    all.putAll(attributes);
    return new EnrichedPlace(all, matches, "why", null, null);
  }

  private static Evidence evidence(String source, String id, Scope scope) {
    return new Evidence(source, id, null, null, scope);
  }

  private static FusedAttribute fused(Attribute attribute, AttributeValue value) {
    return new FusedAttribute(
        attribute, value, AttributeStatus.ADDED, 0.92, "found", List.of(), List.of());
  }
}
