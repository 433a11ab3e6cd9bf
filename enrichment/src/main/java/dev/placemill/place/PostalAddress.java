package dev.placemill.place;

import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// An address, in one line, in parts, or both; whatever is unknown is null.
///
/// @param full the whole address as one line, as the client or the record wrote it
/// @param country the country's name or code as written, not checked
/// @param finer parts that few addresses have
public record PostalAddress(
    @Nullable String full,
    @Nullable String house,
    @Nullable String street,
    @Nullable String unit,
    @Nullable String city,
    @Nullable String state,
    @Nullable String postalCode,
    @Nullable String country,
    FinerParts finer) {
  public static final PostalAddress NONE =
      new PostalAddress(null, null, null, null, null, null, null, null);

  /// What lies between the unit and the street, or between the street and the city. Nothing is told
  /// apart by it, and no line shows it.
  public record FinerParts(
      @Nullable String floor,
      @Nullable String building,
      @Nullable String block,
      @Nullable String neighborhood,
      @Nullable String suburb) {
    public static final FinerParts NONE = new FinerParts(null, null, null, null, null);

    /// The same, what is unknown filled in from another address.
    public FinerParts orElse(FinerParts other) {
      return new FinerParts(
          either(floor, other.floor),
          either(building, other.building),
          either(block, other.block),
          either(neighborhood, other.neighborhood),
          either(suburb, other.suburb));
    }

    private static @Nullable String either(@Nullable String one, @Nullable String other) {
      return one == null ? other : one;
    }
  }

  /// An address without finer parts.
  public PostalAddress(
      @Nullable String full,
      @Nullable String house,
      @Nullable String street,
      @Nullable String unit,
      @Nullable String city,
      @Nullable String state,
      @Nullable String postalCode,
      @Nullable String country) {
    this(full, house, street, unit, city, state, postalCode, country, FinerParts.NONE);
  }

  /// Nothing is known, in one line or in parts.
  public boolean isEmpty() {
    return equals(NONE);
  }

  public PostalAddress withFull(@Nullable String line) {
    return new PostalAddress(line, house, street, unit, city, state, postalCode, country, finer);
  }

  public PostalAddress withFiner(FinerParts parts) {
    return new PostalAddress(full, house, street, unit, city, state, postalCode, country, parts);
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
