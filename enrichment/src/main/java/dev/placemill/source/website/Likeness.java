package dev.placemill.source.website;

import dev.placemill.attribute.FoldedText;
import dev.placemill.page.PlaceClues;
import dev.placemill.page.PlaceOnPage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// How surely something on a page is this place, and by what one can see it.
///
/// @param probability 0 when nothing shows it, or something speaks against it
/// @param signs in words for people, e.g. `the phone`
record Likeness(double probability, List<String> signs) {
  static final Likeness NONE = new Likeness(0, List.of());

  /// Below this a page does not speak of this place.
  static final double SHOWN = 0.6;

  private static final double PHONE = 0.9;
  private static final double HOUSE = 0.9;
  private static final double POINT = 0.85;
  private static final double POSTCODE = 0.65;
  private static final double NAME = 0.5;
  private static final double CITY = 0.35;
  private static final double HOUSE_OF_ANOTHER_NAME = 0.75;
  private static final double NEAR_METRES = 150;
  private static final double FAR_METRES = 2_000;

  boolean isShown() {
    return probability >= SHOWN;
  }

  String inWords() {
    return String.join(", ", signs);
  }

  /// Whether a text, such as that of a page, shows the place.
  static Likeness ofText(PlaceOnPage shown) {
    return new Gathering()
        .add(shown.phone(), PHONE, "the phone")
        .add(shown.house(), HOUSE, "the street and house")
        .add(shown.postcode(), POSTCODE, "the postcode")
        .add(shown.name(), NAME, "the name")
        .add(shown.city(), CITY, "the city")
        .conclude();
  }

  /// Whether a place that a page describes is this one. An address or a point elsewhere speaks
  /// against it whatever else agrees: a chain gives one phone for all its branches.
  static Likeness ofThing(PlaceThing thing, PlaceClues clues) {
    PlaceOnPage where =
        PlaceOnPage.of(clues, thing.whereabouts(), thing.phones(clues.countryCode()));
    double metres = metres(thing, clues);
    boolean isNear = metres <= NEAR_METRES;
    String postcode =
        thing
            .findAddress()
            .map(address -> address.postalCode())
            .map(FoldedText::of)
            .map(FoldedText::joined)
            .orElse("");
    boolean isElsewhere =
        !where.house()
            && !isNear
            && ((!postcode.isEmpty() && !clues.postcodes().isEmpty() && !where.postcode())
                || metres > FAR_METRES
                || hasOtherHouse(thing, clues));
    if (isElsewhere || metres > 5 * FAR_METRES) {
      return NONE;
    }
    boolean hasName = bearsNameOf(thing, clues);
    boolean hasAnotherName =
        thing.findName().isPresent() && !hasName && sharesNothing(thing, clues);
    return new Gathering()
        .add(where.phone(), PHONE, "the phone")
        .add(
            where.house(),
            hasAnotherName ? HOUSE_OF_ANOTHER_NAME / 2 : HOUSE,
            "the street and house")
        .add(isNear, hasAnotherName ? 0.3 : POINT, "a point %.0f m away".formatted(metres))
        .add(where.postcode(), hasAnotherName ? 0.3 : POSTCODE, "the postcode")
        .add(hasName, NAME, "the name")
        .add(where.city(), CITY, "the city")
        .conclude();
  }

  /// Whether the thing's name has all the words of the place's, or the other way round.
  static boolean bearsNameOf(PlaceThing thing, PlaceClues clues) {
    List<String> own = FoldedText.of(clues.name()).words();
    return thing.findName().map(name -> alike(name.words(), own)).orElse(false);
  }

  private static boolean hasOtherHouse(PlaceThing thing, PlaceClues clues) {
    boolean knowsHouse = clues.streets().stream().anyMatch(street -> street.house() != null);
    return knowsHouse
        && thing
            .findAddress()
            .map(address -> address.house() != null && address.street() != null)
            .orElse(false);
  }

  private static double metres(PlaceThing thing, PlaceClues clues) {
    return thing.findPoint().stream()
        .flatMapToDouble(point -> clues.points().stream().mapToDouble(point::metresTo))
        .min()
        .orElse(Double.NaN);
  }

  private static boolean alike(List<String> a, List<String> b) {
    Set<String> one = new HashSet<>(a);
    Set<String> other = new HashSet<>(b);
    return one.containsAll(other)
        || other.containsAll(one)
        || String.join("", a).equals(String.join("", b));
  }

  private static boolean sharesNothing(PlaceThing thing, PlaceClues clues) {
    List<String> own = FoldedText.of(clues.name()).words();
    return thing.findName().stream()
        .flatMap(name -> name.words().stream())
        .noneMatch(own::contains);
  }

  private static final class Gathering {
    private double doubt = 1;
    private final List<String> signs = new ArrayList<>();

    Gathering add(boolean seen, double weight, String sign) {
      if (seen) {
        doubt *= 1 - weight;
        signs.add(sign);
      }
      return this;
    }

    Likeness conclude() {
      return signs.isEmpty() ? NONE : new Likeness(Math.min(0.99, 1 - doubt), signs);
    }
  }
}
