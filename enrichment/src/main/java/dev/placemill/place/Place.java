package dev.placemill.place;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One place as the client described it.
///
/// @param name never blank, in whatever script the client wrote it
/// @param countryCode ISO 3166-1 alpha-2 in capitals, or null when the client did not say
public record Place(
    String name,
    @Nullable Coordinates coordinates,
    PostalAddress address,
    @Nullable String countryCode,
    Claims claims) {
  public Place {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a place needs a name");
    }
    Objects.requireNonNull(address);
    Objects.requireNonNull(claims);
  }
}
