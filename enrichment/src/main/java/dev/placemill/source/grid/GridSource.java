package dev.placemill.source.grid;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.AttributeValue;
import dev.placemill.place.Coordinates;
import dev.placemill.source.EnrichmentSource;
import dev.placemill.source.Evidence;
import dev.placemill.source.Inquiry;
import dev.placemill.source.Observation;
import dev.placemill.source.SourceAnswer;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Tells in which cells of worldwide grids a place lies: its plus code and its H3 cell.
///
/// It is asked last, so that it takes the point of the place's record rather than the client's.
public final class GridSource implements EnrichmentSource {
  private static final String NAME = "grid";
  private static final Set<Attribute> ATTRIBUTES = Set.of(Attribute.PLUS_CODE, Attribute.H3_CELL);

  /// A point that is more likely wrong than right makes no code.
  private static final double LEAST_PROBABILITY = 0.5;

  /// Nobody checked it; it is what the client goes by.
  private static final double CLIENTS_POINT_IS_RIGHT = 0.6;

  private final H3Cells cells = H3Cells.load();

  /// A point and where it comes from.
  private record Found(Coordinates point, double probability, Evidence evidence, String reason) {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<Attribute> attributes() {
    return ATTRIBUTES;
  }

  @Override
  public SourceAnswer lookUp(Inquiry inquiry) {
    return findRecorded(inquiry)
        .or(() -> findClients(inquiry))
        .<SourceAnswer>map(found -> new SourceAnswer.Found(observations(found, inquiry)))
        .orElseGet(() -> new SourceAnswer.NothingKnown("nobody knows the place's coordinates"));
  }

  private static Optional<Found> findRecorded(Inquiry inquiry) {
    return inquiry.known().stream()
        .filter(known -> known.attribute() == Attribute.COORDINATES)
        .filter(known -> known.probability() >= LEAST_PROBABILITY)
        .sorted(Comparator.comparingDouble(Observation::probability).reversed())
        .flatMap(known ->
            known.value() instanceof AttributeValue.Point(Coordinates point)
                ? Stream.of(new Found(point, known.probability(), known.evidence(), known.reason()))
                : Stream.of())
        .findFirst();
  }

  private static Optional<Found> findClients(Inquiry inquiry) {
    return Optional.ofNullable(inquiry.place().coordinates())
        .map(point ->
            new Found(
                point,
                CLIENTS_POINT_IS_RIGHT,
                new Evidence(NAME, null, null, null, Evidence.Scope.PLACE),
                "the point is your own, which no source checked"));
  }

  private List<Observation> observations(Found found, Inquiry inquiry) {
    return Stream.concat(
            Stream.of(observation(Attribute.PLUS_CODE, PlusCode.of(found.point()), found)),
            cells.find(found.point()).stream()
                .map(cell -> observation(Attribute.H3_CELL, cell, found)))
        .filter(observation -> inquiry.wanted().contains(observation.attribute()))
        .toList();
  }

  private static Observation observation(Attribute attribute, String cell, Found found) {
    return new Observation(
        attribute,
        new AttributeValue.Text(cell),
        found.probability(),
        found.evidence(),
        "the cell of %s, %s; %s"
            .formatted(found.point().latitude(), found.point().longitude(), found.reason()));
  }
}
