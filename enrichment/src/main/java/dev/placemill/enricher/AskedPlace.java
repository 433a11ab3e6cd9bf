package dev.placemill.enricher;

import dev.placemill.attribute.Attribute;
import dev.placemill.place.Place;
import java.util.Set;

/// A place and what is wanted of it.
public record AskedPlace(SentPlace sent, Set<Attribute> wanted) {
  public AskedPlace {
    wanted = Set.copyOf(wanted);
  }

  Place place() {
    return sent.place();
  }
}
