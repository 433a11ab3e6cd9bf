package dev.placemill.source;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.AttributeValue;
import dev.placemill.place.Place;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One question to one source.
///
/// Sources are asked in a fixed order, and a later one is told what the earlier ones found: the
/// brand source knows the country that the geography source derived.
///
/// @param known what earlier sources observed, in the order they were asked
/// @param companions the places sent together with this one
public record Inquiry(
    Place place,
    Set<Attribute> wanted,
    List<Observation> known,
    Instant deadline,
    Companions companions) {
  public Inquiry {
    known = List.copyOf(known);
  }

  /// A question about a place that was sent alone.
  public Inquiry(Place place, Set<Attribute> wanted, List<Observation> known, Instant deadline) {
    this(place, wanted, known, deadline, Companions.NONE);
  }

  /// The name of the batch the place is of, by which budgets are counted; empty for a place sent
  /// alone.
  public Optional<String> findBatch() {
    return companions.findBatch();
  }

  /// The most probable text that earlier sources observed of an attribute.
  public Optional<String> findKnownText(Attribute attribute) {
    return known.stream()
        .filter(observation -> observation.attribute() == attribute)
        .filter(observation -> observation.value() instanceof AttributeValue.Text)
        .max((a, b) -> Double.compare(a.probability(), b.probability()))
        .map(observation -> ((AttributeValue.Text) observation.value()).text());
  }

  /// ISO 3166-1 alpha-2 code of the place's country: as the client said, else as earlier sources
  /// found.
  public Optional<String> findCountryCode() {
    return Optional.ofNullable(place.countryCode()).or(() -> findKnownText(Attribute.COUNTRY_CODE));
  }
}
