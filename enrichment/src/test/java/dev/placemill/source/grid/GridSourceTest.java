package dev.placemill.source.grid;

import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.AttributeValue;
import dev.placemill.place.Claims;
import dev.placemill.place.Coordinates;
import dev.placemill.place.Place;
import dev.placemill.place.PostalAddress;
import dev.placemill.source.Evidence;
import dev.placemill.source.Inquiry;
import dev.placemill.source.Observation;
import dev.placemill.source.SourceAnswer;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GridSourceTest {
  private static final Coordinates ZURICH = new Coordinates(47.365590, 8.524997);
  private static final Coordinates SAN_FRANCISCO =
      new Coordinates(37.775938728915946, -122.41795063018799);

  private final GridSource source = new GridSource();

  /// Codes that the makers of Open Location Code publish for these points.
  @ParameterizedTest
  @CsvSource({
    "47.365590, 8.524997, 8FVC9G8F+6X",
    "47.0000625, 8.0000625, 8FVC2222+22",
    "-41.2730625, 174.7859375, 4VCPPQGP+Q9",
    "20.3700625, 2.7821875, 7FG49QCJ+2V",
    "0, 0, 6FG22222+22",
    "90, 1, CFX3X2X2+X2",
    "-90, -180, 22222222+22",
    "1, 180, 62H22222+22",
    "0.000125, 0.000125, 6FG22222+33",
  })
  void thePlusCodeIsThePublishedOne(double latitude, double longitude, String code) {
    assertThat(value(ask(new Coordinates(latitude, longitude)), Attribute.PLUS_CODE))
        .isEqualTo(code);
  }

  /// The cell that H3's documentation has for this point at resolution 9 holds ours.
  @Test
  void theH3CellLiesInThePublishedOneOfTheResolutionAbove() {
    assertThat(value(ask(SAN_FRANCISCO), Attribute.H3_CELL))
        .startsWith("8a28308280")
        .endsWith("7fff")
        .hasSize(15);
  }

  @Test
  void thePointOfTheRecordGoesBeforeTheClientsAndBringsItsEvidence() {
    Observation record = point(ZURICH, 0.9);
    List<Observation> found = ask(SAN_FRANCISCO, record);
    assertThat(value(found, Attribute.PLUS_CODE)).isEqualTo("8FVC9G8F+6X");
    assertThat(found)
        .allSatisfy(one -> {
          assertThat(one.evidence()).isEqualTo(record.evidence());
          assertThat(one.probability()).isEqualTo(0.9);
        });
  }

  @Test
  void aPointMoreLikelyWrongThanRightMakesNoCode() {
    assertThat(source.lookUp(inquiry(null, Set.of(Attribute.PLUS_CODE), point(ZURICH, 0.3))))
        .isInstanceOf(SourceAnswer.NothingKnown.class);
  }

  @Test
  void onlyWhatIsWantedIsAnswered() {
    var answer = (SourceAnswer.Found) source.lookUp(inquiry(ZURICH, Set.of(Attribute.H3_CELL)));
    assertThat(answer.observations())
        .extracting(Observation::attribute)
        .containsExactly(Attribute.H3_CELL);
  }

  private List<Observation> ask(@Nullable Coordinates point, Observation... known) {
    var inquiry = inquiry(point, EnumSet.allOf(Attribute.class), known);
    return ((SourceAnswer.Found) source.lookUp(inquiry)).observations();
  }

  private static Inquiry inquiry(
      @Nullable Coordinates point, Set<Attribute> wanted, Observation... known) {
    var place = new Place("Café", point, PostalAddress.NONE, null, Claims.NONE);
    return new Inquiry(place, wanted, List.of(known), Instant.MAX);
  }

  private static Observation point(Coordinates point, double probability) {
    return new Observation(
        Attribute.COORDINATES,
        new AttributeValue.Point(point),
        probability,
        new Evidence("osm", "node/1", null, null, Evidence.Scope.PLACE),
        "same name");
  }

  private static String value(List<Observation> found, Attribute attribute) {
    return found.stream()
        .filter(one -> one.attribute() == attribute)
        .map(one -> ((AttributeValue.Text) one.value()).text())
        .findFirst()
        .orElse("");
  }
}
