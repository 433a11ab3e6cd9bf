package dev.placemill.place;

import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// An address, in one line, in parts, or both; whatever is unknown is null.
///
/// @param full the whole address as one line, as the client or the record wrote it
/// @param country the country's name or code as written, not checked
public record PostalAddress(
    @Nullable String full,
    @Nullable String house,
    @Nullable String street,
    @Nullable String unit,
    @Nullable String city,
    @Nullable String state,
    @Nullable String postalCode,
    @Nullable String country) {
  public static final PostalAddress NONE =
      new PostalAddress(null, null, null, null, null, null, null, null);

  /// Nothing is known, in one line or in parts.
  public boolean isEmpty() {
    return equals(NONE);
  }

  public PostalAddress withFull(@Nullable String line) {
    return new PostalAddress(line, house, street, unit, city, state, postalCode, country);
  }

  /// The address as one line: as it was written, else its parts from the house to the country.
  /// Empty when nothing is known.
  public String oneLine() {
    if (full != null) {
      return full;
    }
    String door = joined(" ", house, street);
    // Of a city that is a state of its own, one is enough.
    String beyondCity = state == null || state.equals(city) ? null : state;
    return joined(", ", door.isEmpty() ? null : door, unit, city, beyondCity, postalCode, country);
  }

  private static String joined(String separator, @Nullable String... parts) {
    return String.join(separator, Stream.of(parts).filter(Objects::nonNull).toList());
  }
}
