package dev.placemill.fusion;

import dev.placemill.attribute.AttributeValue;
import org.jspecify.annotations.Nullable;

/// A value the client already had.
///
/// @param value in its normal form, or null when what the client wrote has none, such as a phone
///   number with a digit missing
public record Claim(@Nullable AttributeValue value) {}
