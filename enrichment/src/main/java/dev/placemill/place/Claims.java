package dev.placemill.place;

import org.jspecify.annotations.Nullable;

/// What the client believes of a place, in the client's own spelling: to be verified, corrected or
/// used as a hint. Whatever it did not say is null.
///
/// @param openingHours in OpenStreetMap's notation, e.g. `Mo-Fr 08:00-18:00`
public record Claims(
    @Nullable String category,
    @Nullable String brand,
    @Nullable String website,
    @Nullable String phone,
    @Nullable String email,
    @Nullable String openingHours) {
  public static final Claims NONE = new Claims(null, null, null, null, null, null);
}
