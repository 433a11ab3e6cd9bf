/// The vocabulary: what can be filled of a place, which shape each value has, and its normal form.
///
/// Start at [dev.placemill.attribute.Attribute]; every value is an
/// [dev.placemill.attribute.AttributeValue].
@NullMarked
package dev.placemill.attribute;

import org.jspecify.annotations.NullMarked;
