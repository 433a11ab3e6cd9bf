package dev.placemill.fusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.AttributeValue;
import dev.placemill.place.Coordinates;
import dev.placemill.source.Evidence;
import dev.placemill.source.Evidence.Scope;
import dev.placemill.source.Observation;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What becomes of the client's value beside one that is the brand's, and beside one that only
/// follows from what the client said.
class ClientsValueTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 1);

  private final Fusion fusion = new Fusion(Trust.DEFAULTS);

  @ParameterizedTest
  @CsvSource({
    "https://www.mcdonalds.de/restaurants/berlin, https://www.mcdonalds.com",
    "https://tesco.ie, https://www.tesco.co.uk/groceries",
  })
  void aPageOfTheBrandInAnotherCountryIsTheClientsPageVerified(String clients, String brands) {
    FusedAttribute fused =
        fuse(Attribute.WEBSITE, text(clients), ofBrand(Attribute.WEBSITE, text(brands)));

    assertThat(fused.status()).isEqualTo(AttributeStatus.VERIFIED);
    assertThat(fused.value()).isEqualTo(text(clients));
  }

  @Test
  void aSiteThatIsNotTheBrandsStaysTheClientsAndTheBrandsIsNamedBesideIt() {
    FusedAttribute fused =
        fuse(
            Attribute.WEBSITE,
            text("https://burgers-by-joe.com"),
            ofBrand(Attribute.WEBSITE, text("https://www.mcdonalds.com")));

    assertThat(fused.status()).isEqualTo(AttributeStatus.NOT_FOUND);
    assertThat(fused.value()).isNull();
    assertThat(fused.reasoning())
        .contains("(https://www.mcdonalds.com) is the brand's, not the branch's own");
  }

  @Test
  void anotherSiteOfTheSameNameIsAnotherSiteWhereNoBrandIsMeant() {
    FusedAttribute fused =
        fuse(
            Attribute.WEBSITE,
            text("https://sunrise.ch"),
            saw("osm", Attribute.WEBSITE, text("https://sunrise.com"), 0.97, TODAY, Scope.PLACE));

    assertThat(fused.status()).isEqualTo(AttributeStatus.CORRECTED);
  }

  @Test
  void theNameOfTheBrandConfirmsTheClientsAndMendsItsSpelling() {
    FusedAttribute fused =
        fuse(Attribute.NAME, text("Mc Donalds"), ofBrand(Attribute.NAME, text("McDonald's")));

    assertThat(fused.status()).isEqualTo(AttributeStatus.VERIFIED);
    assertThat(fused.value()).isEqualTo(text("McDonald's"));
    assertThat(fused.probability()).isLessThanOrEqualTo(0.89);
    assertThat(fused.reasoning()).contains("as a value of the brand");
  }

  @Test
  void whatHasClosedForGoodIsBelievedAsMuchYearsLater() {
    LocalDate longAgo = TODAY.minusYears(6);
    FusedAttribute closed =
        fuse(
            Attribute.OPEN_CLOSED_STATUS,
            null,
            saw("osm", Attribute.OPEN_CLOSED_STATUS, text("Closed"), 0.9, longAgo, Scope.PLACE));
    FusedAttribute open =
        fuse(
            Attribute.OPEN_CLOSED_STATUS,
            null,
            saw("osm", Attribute.OPEN_CLOSED_STATUS, text("Open"), 0.9, longAgo, Scope.PLACE));

    assertThat(closed.probability()).isCloseTo(0.94 * 0.9, within(1e-9));
    assertThat(open.value()).isNull();
  }

  @Test
  void aPointThatFollowsFromTheAddressSaysNothingBesideARecordedOne() {
    var claimed = new AttributeValue.Point(new Coordinates(43.75, 7.42));
    var recorded = new AttributeValue.Point(new Coordinates(43.74, 7.42));
    Observation record = saw("osm", Attribute.COORDINATES, recorded, 0.95, TODAY, Scope.PLACE);
    Observation derived = saw("geography", Attribute.COORDINATES, claimed, 0.5, null, Scope.PLACE);

    assertThat(fuse(Attribute.COORDINATES, claimed, record, derived))
        .isEqualTo(fuse(Attribute.COORDINATES, claimed, record));
    assertThat(fuse(Attribute.COORDINATES, claimed, derived).status())
        .isEqualTo(AttributeStatus.VERIFIED);
  }

  private FusedAttribute fuse(
      Attribute attribute, @Nullable AttributeValue claimed, Observation... seen) {
    return fusion.fuse(
        new Question(
            attribute, claimed == null ? null : new Claim(claimed), List.of(seen), List.of()),
        TODAY);
  }

  private static Observation ofBrand(Attribute attribute, AttributeValue value) {
    return saw("name-suggestion-index", attribute, value, 0.97, TODAY, Scope.BRAND);
  }

  private static Observation saw(
      String source,
      Attribute attribute,
      AttributeValue value,
      double probability,
      @Nullable LocalDate date,
      Scope scope) {
    return new Observation(
        attribute, value, probability, new Evidence(source, "1", null, date, scope), "seen");
  }

  private static AttributeValue text(String text) {
    return new AttributeValue.Text(text);
  }
}
