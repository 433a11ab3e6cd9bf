package dev.placemill.source.website;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.AttributeValue;
import org.jspecify.annotations.Nullable;

/// A value that a page gives.
///
/// @param sureness that the value is right, given that the page speaks of the place
/// @param how where on the page it stands, in words for people, e.g. `schema.org Restaurant`
/// @param quote the sentence that says it, or null where it does not stand in one
record Fact(
    Attribute attribute,
    AttributeValue value,
    double sureness,
    String how,
    @Nullable String quote) {
  Fact(Attribute attribute, AttributeValue value, double sureness, String how) {
    this(attribute, value, sureness, how, null);
  }
}
