package dev.placemill.source.brand;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.AttributeValue;
import dev.placemill.place.Claims;
import dev.placemill.place.Place;
import dev.placemill.place.PostalAddress;
import dev.placemill.source.Inquiry;
import dev.placemill.source.Observation;
import dev.placemill.source.SourceAnswer;
import dev.placemill.source.SourceAnswer.Found;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One question to the real source, in words.
record Ask(
    String name,
    @Nullable String country,
    @Nullable String city,
    @Nullable String category,
    @Nullable String brand,
    Set<Attribute> wanted) {
  static final BrandSource SOURCE = BrandSource.load();

  static Ask about(String name) {
    return new Ask(name, null, null, null, null, EnumSet.allOf(Attribute.class));
  }

  Ask in(@Nullable String otherCountry) {
    return new Ask(name, otherCountry, city, category, brand, wanted);
  }

  Ask inCity(@Nullable String otherCity) {
    return new Ask(name, country, otherCity, category, brand, wanted);
  }

  Ask being(@Nullable String otherCategory) {
    return new Ask(name, country, city, otherCategory, brand, wanted);
  }

  Ask ofBrand(String otherBrand) {
    return new Ask(name, country, city, category, otherBrand, wanted);
  }

  Ask wanting(Attribute... attributes) {
    return new Ask(name, country, city, category, brand, Set.of(attributes));
  }

  SourceAnswer answer() {
    var address = new PostalAddress(null, null, null, null, city, null, null, null);
    var claims = new Claims(category, brand, null, null, null, null);
    return SOURCE.lookUp(
        new Inquiry(
            new Place(name, null, address, country, claims), wanted, List.of(), Instant.MAX));
  }

  Optional<Observation> find(Attribute attribute) {
    return answer() instanceof Found found
        ? found.observations().stream()
            .filter(observation -> observation.attribute() == attribute)
            .findFirst()
        : Optional.empty();
  }

  String value(Attribute attribute) {
    return find(attribute)
        .map(observation ->
            switch (observation.value()) {
              case AttributeValue.Text text -> text.text();
              case AttributeValue.TextList list -> String.join(",", list.texts());
              default -> throw new AssertionError(observation);
            })
        .orElse("");
  }

  double probability() {
    return answer() instanceof Found(_, var matches) ? matches.getFirst().probability() : 0;
  }
}
