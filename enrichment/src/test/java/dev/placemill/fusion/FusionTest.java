package dev.placemill.fusion;

import static dev.placemill.fusion.Fused.FUSION;
import static dev.placemill.fusion.Fused.OTHER_PHONE;
import static dev.placemill.fusion.Fused.PHONE;
import static dev.placemill.fusion.Fused.TODAY;
import static dev.placemill.fusion.Fused.address;
import static dev.placemill.fusion.Fused.fuse;
import static dev.placemill.fusion.Fused.list;
import static dev.placemill.fusion.Fused.phone;
import static dev.placemill.fusion.Fused.saw;
import static dev.placemill.fusion.Fused.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.AttributeValue;
import dev.placemill.attribute.Confidence;
import dev.placemill.attribute.Normalizer;
import dev.placemill.place.Coordinates;
import dev.placemill.source.Evidence.Scope;
import dev.placemill.source.Observation;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Which value wins, and how sure that is.
class FusionTest {
  @Test
  void oneSourceIsBelievedAsFarAsItIsTrusted() {
    FusedAttribute fused = fuse(Attribute.PHONE, null, saw("osm", PHONE, 0.9));
    assertThat(fused.value()).isEqualTo(PHONE);
    assertThat(fused.status()).isEqualTo(AttributeStatus.ADDED);
    assertThat(fused.probability()).isCloseTo(0.94 * 0.9, within(1e-9));
    assertThat(fused.reasoning()).isEqualTo("Found by osm node/1 of 2026-11-01: same phone.");
  }

  @Test
  void sourcesThatAgreeMakeEachOtherSurer() {
    FusedAttribute alone = fuse(Attribute.PHONE, null, saw("osm", PHONE, 0.9));
    FusedAttribute both =
        fuse(Attribute.PHONE, null, saw("osm", PHONE, 0.9), saw("website", PHONE, 0.9));
    assertThat(both.probability())
        .isGreaterThan(alone.probability())
        .isCloseTo(1 - (1 - 0.94 * 0.9) * (1 - 0.97 * 0.9), within(1e-9));
    assertThat(both.confidence()).isEqualTo(Confidence.VERY_HIGH);
    assertThat(both.evidence()).hasSize(2);
  }

  @Test
  void twoRecordsOfOneSourceCountOnce() {
    FusedAttribute twice =
        fuse(Attribute.PHONE, null, saw("osm", PHONE, 0.9), saw("osm", PHONE, 0.8));
    assertThat(twice.probability()).isCloseTo(0.94 * 0.9, within(1e-9));
  }

  @Test
  void aRivalTakesSurenessAwayAndIsShown() {
    FusedAttribute fused =
        fuse(Attribute.PHONE, null, saw("website", PHONE, 0.95), saw("osm", OTHER_PHONE, 0.6));
    assertThat(fused.value()).isEqualTo(PHONE);
    assertThat(fused.probability()).isLessThan(0.97 * 0.95).isGreaterThan(0.7);
    assertThat(fused.evidence()).extracting(Observation::value).containsExactly(PHONE);
    assertThat(fused.conflicts()).extracting(Observation::value).containsExactly(OTHER_PHONE);
    assertThat(fused.reasoning()).contains("while osm node/1 of 2026-11-01 says +12125642000");
  }

  @Test
  void manyRivalsLeaveAProbability() {
    FusedAttribute fused =
        fuse(
            Attribute.PHONE,
            null,
            saw("a", PHONE, 1),
            saw("b", OTHER_PHONE, 1),
            saw("c", phone("+12125642001"), 1));
    assertThat(fused.probability()).isBetween(0.2, 0.5);
    assertThat(fused.confidence()).isEqualTo(Confidence.NONE);
  }

  @Test
  void whatWasSeenLongAgoIsBelievedLess() {
    double fresh = probabilityOfPhoneSeen(TODAY);
    double fourYears = probabilityOfPhoneSeen(TODAY.minusYears(4));
    assertThat(fourYears).isCloseTo(fresh * 0.75, within(0.001));
    assertThat(probabilityOfPhoneSeen(TODAY.minusYears(40))).isCloseTo(fresh * 0.5, within(0.01));
    assertThat(probabilityOfPhoneSeen(TODAY.plusDays(1))).isEqualTo(fresh);
    assertThat(probabilityOfPhoneSeen(null)).isEqualTo(fresh);
  }

  @Test
  void notFoundAndCouldNotAskAreDifferentAnswers() {
    FusedAttribute nobodyKnows = fuse(Attribute.EMAIL, null);
    FusedAttribute notAsked =
        FUSION.fuse(
            new Question(Attribute.EMAIL, null, List.of(), List.of("website: forbids robots")),
            TODAY);
    assertThat(nobodyKnows.status()).isEqualTo(AttributeStatus.NOT_FOUND);
    assertThat(notAsked.status()).isEqualTo(AttributeStatus.ERROR);
    assertThat(notAsked.reasoning()).contains("website: forbids robots");
  }

  @Test
  void aSourceThatCouldNotBeAskedDoesNotSpoilWhatAnotherFound() {
    FusedAttribute fused =
        FUSION.fuse(
            new Question(
                Attribute.PHONE,
                null,
                List.of(saw("osm", PHONE, 0.9).of(Attribute.PHONE)),
                List.of("website: down")),
            TODAY);
    assertThat(fused.status()).isEqualTo(AttributeStatus.ADDED);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "OPEN_CLOSED_STATUS")
  void everyAttributeCanBeFused(Attribute attribute) {
    AttributeValue value =
        switch (attribute.kind()) {
          case TEXT -> text("x");
          case TEXT_LIST -> list("x");
          case TEXT_MAP -> new AttributeValue.TextMap(Map.of("en", "x"));
          case NUMBER -> new AttributeValue.WholeNumber(2);
          case FLAG -> new AttributeValue.Flag(true);
          case HOST -> new AttributeValue.Host("x", null, "1");
          case PHONE -> PHONE;
          case OPENING_HOURS -> Normalizer.openingHours("24/7").orElseThrow();
          case ADDRESS -> address("1", "Main Street", null, null, null);
          case COORDINATES -> new AttributeValue.Point(new Coordinates(1, 2));
        };
    FusedAttribute fused = fuse(attribute, value, saw("osm", value, 1));
    assertThat(fused.value()).isEqualTo(value);
    assertThat(fused.status()).isEqualTo(AttributeStatus.VERIFIED);
    assertThat(fused.probability()).isBetween(0.9, 1.0);
  }

  @Test
  void onePlaceInTwoExtractsOfOneCollectionIsOneWitness() {
    Observation here = phoneIn("monaco", "osm");
    Observation there = phoneIn("riviera", "osm");
    double alone = probability(here);

    assertThat(probability(here, there)).isEqualTo(alone);
    assertThat(probability(here, phoneIn("places", "overture"))).isGreaterThan(alone);
  }

  @Test
  void twoListsOfOnesOwnAreTwoWitnesses() {
    assertThat(probability(phoneIn("stores", "csv"), phoneIn("dealers", "csv")))
        .isGreaterThan(probability(phoneIn("stores", "csv")));
  }

  private static Observation phoneIn(String dataset, String kind) {
    return saw(dataset, PHONE, 0.8).of(Attribute.PHONE).ofKind(kind);
  }

  private static double probability(Observation... said) {
    return Fused.FUSION
        .fuse(new Question(Attribute.PHONE, null, List.of(said), List.of()), TODAY)
        .probability();
  }

  @Test
  void whatIsOldIsSaidToBe() {
    assertThat(reasoningOfPhoneSeen(TODAY.minusYears(7)))
        .endsWith("same phone. Last seen 7 years ago, it may have changed since.");
    assertThat(reasoningOfPhoneSeen(TODAY.minusMonths(17)))
        .endsWith("same phone. Last seen 17 months ago, it may have changed since.");
    assertThat(reasoningOfPhoneSeen(TODAY.minusMonths(3))).endsWith(": same phone.");
    assertThat(
            fuse(
                    Attribute.PHONE,
                    null,
                    saw("website", PHONE, 0.9),
                    saw("osm", PHONE, 0.9, TODAY.minusYears(7), Scope.PLACE))
                .reasoning())
        .endsWith(": same phone.");
  }

  private String reasoningOfPhoneSeen(LocalDate date) {
    return fuse(Attribute.PHONE, null, saw("osm", PHONE, 0.9, date, Scope.PLACE)).reasoning();
  }

  private double probabilityOfPhoneSeen(@Nullable LocalDate date) {
    return fuse(Attribute.PHONE, null, saw("osm", PHONE, 0.9, date, Scope.PLACE)).probability();
  }
}
