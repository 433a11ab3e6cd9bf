package dev.placemill.source.geography;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.AttributeValue;
import dev.placemill.place.Claims;
import dev.placemill.place.Coordinates;
import dev.placemill.place.Place;
import dev.placemill.place.PostalAddress;
import dev.placemill.source.Inquiry;
import dev.placemill.source.Observation;
import dev.placemill.source.SourceAnswer;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Asks one real geography source, loaded once for all tests.
final class Lookup {
  private static final GeographySource SOURCE = GeographySource.load();

  private Lookup() {}

  static SourceAnswer point(double latitude, double longitude) {
    return ask(new Coordinates(latitude, longitude), PostalAddress.NONE, null);
  }

  static SourceAnswer line(String line) {
    return ask(null, address(line), null);
  }

  static SourceAnswer ask(
      @Nullable Coordinates point, PostalAddress address, @Nullable String countryCode) {
    var place = new Place("a place", point, address, countryCode, Claims.NONE);
    return SOURCE.lookUp(
        new Inquiry(place, EnumSet.allOf(Attribute.class), List.of(), Instant.MAX));
  }

  static GeographySource source() {
    return SOURCE;
  }

  static PostalAddress address(String line) {
    return new PostalAddress(line, null, null, null, null, null, null, null);
  }

  static Optional<Observation> find(SourceAnswer answer, Attribute attribute) {
    return answer instanceof SourceAnswer.Found(var observations, _)
        ? observations.stream()
            .filter(observation -> observation.attribute() == attribute)
            .findFirst()
        : Optional.empty();
  }

  static Observation observation(SourceAnswer answer, Attribute attribute) {
    return find(answer, attribute).orElseThrow(() -> new AssertionError(attribute + ": " + answer));
  }

  static String text(SourceAnswer answer, Attribute attribute) {
    return find(answer, attribute)
        .map(found -> ((AttributeValue.Text) found.value()).text())
        .orElse("-");
  }
}
