package dev.placemill.source;

import dev.placemill.attribute.Attribute;
import dev.placemill.place.Place;
import java.util.Optional;
import java.util.Set;

/// One source of place knowledge. Safe for use by many threads at once.
public interface EnrichmentSource {
  /// What helps to recognise a place, and to read what is said of it.
  Set<Attribute> RECOGNISABLE_BY =
      Set.of(
          Attribute.NAME,
          Attribute.BRAND_NAME,
          Attribute.CHAIN_ID,
          Attribute.CATEGORIES,
          Attribute.WEBSITE,
          Attribute.PHONE,
          Attribute.ADDRESS,
          Attribute.CITY,
          Attribute.STATE,
          Attribute.COUNTRY,
          Attribute.COUNTRY_CODE,
          Attribute.COORDINATES);

  /// The name shown in the evidence of every value; stable once released.
  String name();

  /// The attributes this source can speak about. It is never asked when nobody wants any of them.
  Set<Attribute> attributes();

  /// What it wants to be told of the place by the sources before it, which are asked for that even
  /// where nobody else wants it. By default all that helps to recognise a place.
  default Set<Attribute> needs() {
    return RECOGNISABLE_BY;
  }

  /// Whether it may find a place nowhere, which bears on whether the place is open: it is then
  /// asked where only that is wanted.
  default boolean searchesTheWeb() {
    return false;
  }

  /// What looking a place up takes at most, by what the client says of it, without asking anybody;
  /// empty for a source that uses no network.
  default Optional<Expense> findExpense(Place place, Set<Attribute> asked) {
    return Optional.empty();
  }

  /// Looks the place up and returns before the inquiry's deadline. Trouble it can expect is an
  /// answer, not an exception.
  SourceAnswer lookUp(Inquiry inquiry);
}
