package dev.placemill.fusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.AttributeValue;
import dev.placemill.attribute.Confidence;
import dev.placemill.attribute.Normalizer;
import dev.placemill.place.Coordinates;
import dev.placemill.place.PostalAddress;
import dev.placemill.source.Evidence;
import dev.placemill.source.Evidence.Scope;
import dev.placemill.source.Observation;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FusionTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 1);
  private static final AttributeValue PHONE = phone("+12127365000");
  private static final AttributeValue OTHER_PHONE = phone("+12125642000");

  private final Fusion fusion = new Fusion(Trust.DEFAULTS);

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
        .isCloseTo(1 - (1 - 0.94 * 0.9) * (1 - 0.95 * 0.9), within(1e-9));
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
    assertThat(fused.probability()).isLessThan(0.95 * 0.95).isGreaterThan(0.7);
    assertThat(fused.evidence()).extracting(Observation::value).containsExactly(PHONE, OTHER_PHONE);
    assertThat(fused.reasoning()).contains("while osm node/1 of 2026-11-01 says otherwise");
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
  void theFresherOfTwoRivalsWins() {
    FusedAttribute fused =
        fuse(
            Attribute.OPEN_CLOSED_STATUS,
            null,
            saw("osm", text("Open"), 0.95, TODAY.minusYears(3), Scope.PLACE),
            saw("website", text("Closed"), 0.8, TODAY, Scope.PLACE));
    assertThat(fused.value()).isEqualTo(text("Closed"));
  }

  @Test
  void aBrandsValueIsNeverHighForABranchAndSaysSo() {
    FusedAttribute phone = fuse(Attribute.PHONE, null, ofBrand(PHONE, 1), ofBrand(PHONE, 1));
    assertThat(phone.probability()).isLessThanOrEqualTo(0.89);
    assertThat(phone.reasoning()).contains("as a value of the brand");
    FusedAttribute website =
        fuse(
            Attribute.WEBSITE,
            text("https://example.com"),
            ofBrand(text("https://www.example.com"), 1));
    assertThat(website.confidence()).isEqualTo(Confidence.MEDIUM);
    assertThat(website.status()).isEqualTo(AttributeStatus.VERIFIED);
  }

  @ParameterizedTest
  @EnumSource(names = {"BRAND_NAME", "CHAIN_ID", "LOGO_URL"})
  void aFactOfTheBrandIsNotCapped(Attribute fact) {
    FusedAttribute fused = fuse(fact, null, ofBrand(text("Q38076"), 1));
    assertThat(fused.probability()).isGreaterThan(0.89);
  }

  @Test
  void theBranchsOwnValueIsPreferredToItsBrandsAndNotDoubtedByIt() {
    FusedAttribute fused =
        fuse(Attribute.PHONE, null, ofBrand(OTHER_PHONE, 1), saw("osm", PHONE, 0.7));
    assertThat(fused.value()).isEqualTo(PHONE);
    assertThat(fused.probability()).isCloseTo(0.94 * 0.7, within(1e-9));
  }

  @Test
  void theBranchsPageIsPreferredToTheFrontPageOfItsBrand() {
    FusedAttribute fused =
        fuse(
            Attribute.WEBSITE,
            null,
            ofBrand(text("https://www.example.com"), 1),
            saw("osm", text("https://example.com/stores/7"), 0.9));
    assertThat(fused.value()).isEqualTo(text("https://example.com/stores/7"));
    assertThat(fused.probability()).isGreaterThan(0.9);
  }

  @Test
  void aBrandsValueDoesNotContradictTheClient() {
    FusedAttribute fused = fuse(Attribute.PHONE, PHONE, ofBrand(OTHER_PHONE, 1));
    assertThat(fused.status()).isEqualTo(AttributeStatus.NOT_FOUND);
    assertThat(fused.value()).isNull();
    assertThat(fused.reasoning()).contains("the brand's, not the branch's own");
  }

  @Test
  void theClientsValueIsVerifiedAndMakesItSurer() {
    FusedAttribute fused = fuse(Attribute.PHONE, PHONE, saw("osm", PHONE, 0.9));
    assertThat(fused.status()).isEqualTo(AttributeStatus.VERIFIED);
    assertThat(fused.probability()).isGreaterThan(0.9);
    assertThat(fused.reasoning()).startsWith("Your value is confirmed by osm node/1");
  }

  @Test
  void theClientsValueIsCorrectedByBetterEvidence() {
    FusedAttribute fused = fuse(Attribute.PHONE, OTHER_PHONE, saw("osm", PHONE, 0.95));
    assertThat(fused.status()).isEqualTo(AttributeStatus.CORRECTED);
    assertThat(fused.value()).isEqualTo(PHONE);
    assertThat(fused.probability()).isLessThan(0.94 * 0.95);
  }

  @Test
  void theClientsValueIsNotCorrectedByWeakerEvidence() {
    FusedAttribute fused = fuse(Attribute.PHONE, OTHER_PHONE, saw("osm", PHONE, 0.4));
    assertThat(fused.status()).isEqualTo(AttributeStatus.NOT_FOUND);
    assertThat(fused.value()).isNull();
    assertThat(fused.evidence()).hasSize(1);
    assertThat(fused.reasoning()).contains("too uncertain to contradict it");
  }

  @Test
  void aClaimThatCannotBeReadIsCorrectedByWhatIsFound() {
    FusedAttribute fused =
        fusion.fuse(
            new Question(
                Attribute.PHONE,
                new Claim(null),
                List.of(saw("osm", PHONE, 0.9).of(Attribute.PHONE)),
                List.of()),
            TODAY);
    assertThat(fused.status()).isEqualTo(AttributeStatus.CORRECTED);
  }

  @Test
  void aClaimNobodySpeaksOfIsNotGivenBackAsAFinding() {
    FusedAttribute fused = fuse(Attribute.PHONE, PHONE);
    assertThat(fused.status()).isEqualTo(AttributeStatus.NOT_FOUND);
    assertThat(fused.value()).isNull();
    assertThat(fused.probability()).isZero();
  }

  @Test
  void notFoundAndCouldNotAskAreDifferentAnswers() {
    FusedAttribute nobodyKnows = fuse(Attribute.EMAIL, null);
    FusedAttribute notAsked =
        fusion.fuse(
            new Question(Attribute.EMAIL, null, List.of(), List.of("website: forbids robots")),
            TODAY);
    assertThat(nobodyKnows.status()).isEqualTo(AttributeStatus.NOT_FOUND);
    assertThat(notAsked.status()).isEqualTo(AttributeStatus.ERROR);
    assertThat(notAsked.reasoning()).contains("website: forbids robots");
  }

  @Test
  void aSourceThatCouldNotBeAskedDoesNotSpoilWhatAnotherFound() {
    FusedAttribute fused =
        fusion.fuse(
            new Question(
                Attribute.PHONE,
                null,
                List.of(saw("osm", PHONE, 0.9).of(Attribute.PHONE)),
                List.of("website: down")),
            TODAY);
    assertThat(fused.status()).isEqualTo(AttributeStatus.ADDED);
  }

  @Test
  void aNameThatSaysMoreOrLessIsTheClientsNameVerified() {
    FusedAttribute fused =
        fuse(Attribute.NAME, text("Starbucks"), saw("osm", text("Starbucks Coffee"), 0.95));
    assertThat(fused.status()).isEqualTo(AttributeStatus.VERIFIED);
    assertThat(fused.value()).isEqualTo(text("Starbucks"));
    FusedAttribute spelling =
        fuse(Attribute.NAME, text("Mc Donalds"), saw("osm", text("McDonald's"), 0.95));
    assertThat(spelling.value()).isEqualTo(text("McDonald's"));
    FusedAttribute typo =
        fuse(Attribute.NAME, text("Strabucks"), saw("osm", text("Starbucks"), 0.95));
    assertThat(typo.status()).isEqualTo(AttributeStatus.CORRECTED);
  }

  @Test
  void categoriesAgreeWhenTheyOverlap() {
    FusedAttribute fused =
        fuse(
            Attribute.CATEGORIES,
            list("Bakery"),
            saw("osm", list("Cafe", "Bakery"), 0.9),
            ofBrand(list("cafe"), 0.9));
    assertThat(fused.status()).isEqualTo(AttributeStatus.VERIFIED);
    assertThat(fused.value()).isEqualTo(list("Cafe", "Bakery"));
    assertThat(fused.confidence()).isEqualTo(Confidence.VERY_HIGH);
  }

  @Test
  void aCategoryInTheClientsOwnWordsIsNoContradiction() {
    FusedAttribute fused =
        fuse(Attribute.CATEGORIES, list("Coffee place"), saw("osm", list("Cafe"), 0.9));
    assertThat(fused.status()).isEqualTo(AttributeStatus.ADDED);
    assertThat(fused.probability()).isCloseTo(0.96 * 0.9, within(1e-9));
  }

  @Test
  void nearbyPointsAgree() {
    var claimed = new AttributeValue.Point(new Coordinates(43.7400, 7.4270));
    var near = new AttributeValue.Point(new Coordinates(43.7405, 7.4272));
    var far = new AttributeValue.Point(new Coordinates(43.7500, 7.4270));
    assertThat(fuse(Attribute.COORDINATES, claimed, saw("osm", near, 0.95)).status())
        .isEqualTo(AttributeStatus.VERIFIED);
    assertThat(fuse(Attribute.COORDINATES, claimed, saw("osm", far, 0.95)).status())
        .isEqualTo(AttributeStatus.CORRECTED);
  }

  @Test
  void hoursAgreeHoweverTheyAreWritten() {
    AttributeValue claimed = Normalizer.openingHours("Mo-Fr 8-17").orElseThrow();
    AttributeValue found = Normalizer.openingHours("Mo-Fr 08:00-17:00; PH off").orElseThrow();
    FusedAttribute fused = fuse(Attribute.OPENING_HOURS, claimed, saw("website", found, 0.9));
    assertThat(fused.status()).isEqualTo(AttributeStatus.VERIFIED);
    assertThat(fused.value()).isEqualTo(found);
  }

  @Test
  void anAddressIsMergedFromTheRecordTheClientAndTheLocation() {
    var client = address("12", "Rue Grimaldi", null, null, null);
    var record = address(null, "Rue Grimaldi", null, "98000", null);
    var location = address("12", "Rue Grimaldi", "Monaco", null, "Monaco");
    FusedAttribute fused =
        fuse(Attribute.ADDRESS, client, saw("osm", record, 0.9), saw("geography", location, 0.9));
    assertThat(fused.status()).isEqualTo(AttributeStatus.VERIFIED);
    assertThat(fused.value()).isEqualTo(address("12", "Rue Grimaldi", "Monaco", "98000", "Monaco"));
    assertThat(fused.probability()).isGreaterThan(0.94 * 0.9);
  }

  @Test
  void anAddressOnOneLineIsVerifiedByARecordItContains() {
    var client =
        new AttributeValue.Address(
            new PostalAddress(
                "12 rue Grimaldi, 98000 Monaco", null, null, null, null, null, null, null));
    FusedAttribute fused =
        fuse(
            Attribute.ADDRESS,
            client,
            saw("osm", address("12", "Rue Grimaldi", "Monaco", null, null), 0.9));
    assertThat(fused.status()).isEqualTo(AttributeStatus.VERIFIED);
  }

  @Test
  void aDifferentStreetCorrectsTheClientsAddressAndKeepsNothingOfIt() {
    FusedAttribute fused =
        fuse(
            Attribute.ADDRESS,
            address("1", "Main Street", "Leeds", "LS1", null),
            saw("osm", address("9", "High Street", "Leeds", null, null), 0.95));
    assertThat(fused.status()).isEqualTo(AttributeStatus.CORRECTED);
    assertThat(fused.value()).isEqualTo(address("9", "High Street", "Leeds", null, null));
    assertThat(fused.probability()).isLessThan(0.9);
  }

  @Test
  void anAddressOnlyCompletedByItsLocationIsNotCalledVerified() {
    FusedAttribute fused =
        fuse(
            Attribute.ADDRESS,
            address("1", "Main Street", null, null, null),
            saw("geography", address("1", "Main Street", "Leeds", null, "GB"), 0.9));
    assertThat(fused.status()).isEqualTo(AttributeStatus.ADDED);
    assertThat(fused.value()).isEqualTo(address("1", "Main Street", "Leeds", null, "GB"));
    assertThat(fused.confidence()).isEqualTo(Confidence.LOW);
  }

  @ParameterizedTest
  @EnumSource(Attribute.class)
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

  private double probabilityOfPhoneSeen(@Nullable LocalDate date) {
    return fuse(Attribute.PHONE, null, saw("osm", PHONE, 0.9, date, Scope.PLACE)).probability();
  }

  /// What a source saw, to be filed under whichever attribute is asked for.
  private record Seen(
      String source,
      AttributeValue value,
      double probability,
      @Nullable LocalDate date,
      Scope scope) {
    Observation of(Attribute attribute) {
      String record = scope == Scope.BRAND ? "Q1" : "node/1";
      return new Observation(
          attribute,
          value,
          probability,
          new Evidence(source, record, null, date, scope),
          "same phone");
    }
  }

  private static Seen saw(
      String source,
      AttributeValue value,
      double probability,
      @Nullable LocalDate date,
      Scope scope) {
    return new Seen(source, value, probability, date, scope);
  }

  private static Seen saw(String source, AttributeValue value, double probability) {
    return saw(source, value, probability, TODAY, Scope.PLACE);
  }

  private static Seen ofBrand(AttributeValue value, double probability) {
    return saw("name-suggestion-index", value, probability, TODAY, Scope.BRAND);
  }

  private FusedAttribute fuse(Attribute attribute, @Nullable AttributeValue claimed, Seen... seen) {
    return fusion.fuse(
        new Question(
            attribute,
            claimed == null ? null : new Claim(claimed),
            Arrays.stream(seen).map(one -> one.of(attribute)).toList(),
            List.of()),
        TODAY);
  }

  private static AttributeValue phone(String number) {
    return Normalizer.phone(number, null).orElseThrow();
  }

  private static AttributeValue text(String text) {
    return new AttributeValue.Text(text);
  }

  private static AttributeValue list(String... texts) {
    return new AttributeValue.TextList(List.of(texts));
  }

  private static AttributeValue address(
      @Nullable String house,
      @Nullable String street,
      @Nullable String city,
      @Nullable String postalCode,
      @Nullable String country) {
    return new AttributeValue.Address(
        new PostalAddress(null, house, street, null, city, null, postalCode, country));
  }
}
