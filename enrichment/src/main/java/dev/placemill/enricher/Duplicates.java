package dev.placemill.enricher;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.CategoryTaxonomy;
import dev.placemill.attribute.Normalizer;
import dev.placemill.match.AddressForm;
import dev.placemill.match.Clues;
import dev.placemill.match.MatchModel;
import dev.placemill.match.MatchScorer;
import dev.placemill.match.NameForm;
import dev.placemill.match.NameStatistics;
import dev.placemill.place.Coordinates;
import dev.placemill.place.Place;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which of the places sent together are one place.
///
/// A place repeats an earlier one when both are named the same at the same spot, or when the match
/// score is as good as sure of it, and when nothing the client says of the two differs: two phone
/// numbers, sites, house numbers or kinds are two places. A place is compared with those alone that
/// repeat nothing themselves, so that no chain of near likenesses ties strangers together.
final class Duplicates {
  private static final double SAME_SPOT_METRES = 30;
  private static final double AS_GOOD_AS_SURE = 0.95;
  private static final double NAMED_ALIKE = 0.5;

  // Cells that are wider than what is near, up to 79 degrees of latitude.
  private static final double CELLS_PER_DEGREE_OF_LATITUDE = 500;
  private static final double CELLS_PER_DEGREE_OF_LONGITUDE = 200;

  /// So many places of one spot or one address are looked through; of more, as in the middle of a
  /// city, those named the same are.
  private static final int MOST_AT_ONE_SPOT = 300;

  /// What takes long to load and is the same for every batch.
  private static final class Loaded {
    static final MatchModel MODEL = MatchModel.load();
    static final CategoryTaxonomy TAXONOMY = CategoryTaxonomy.load();
  }

  private record Known(SentPlace sent, Clues clues, NameForm name, Set<String> numbers) {
    static Known of(SentPlace sent) {
      String category = sent.place().claims().category();
      List<String> categories =
          category == null ? List.of() : Loaded.TAXONOMY.findByLabel(category).stream().toList();
      NameForm name = NameForm.of(sent.place().name());
      Set<String> numbers = new HashSet<>();
      for (String word : name.words()) {
        if (word.chars().anyMatch(Character::isDigit)) {
          numbers.add(word);
        }
      }
      return new Known(sent, Clues.of(sent.place(), categories, List.of()), name, numbers);
    }

    Place place() {
      return sent.place();
    }
  }

  private record Cell(long latitude, long longitude) {}

  /// What is called so in a cell.
  private record Namesakes(Cell cell, String name) {}

  private final List<Known> all;
  private final MatchScorer scorer;
  private final Map<Cell, List<Known>> byCell = new HashMap<>();
  private final Map<Namesakes, List<Known>> byName = new HashMap<>();
  private final Map<String, List<Known>> byAddress = new HashMap<>();

  Duplicates(List<SentPlace> places) {
    this.all = places.stream().map(Known::of).toList();
    this.scorer =
        new MatchScorer(
            Loaded.MODEL,
            NameStatistics.of(all.stream().map(Known::clues).toList()),
            Loaded.TAXONOMY);
  }

  /// For each place the earlier one that it repeats, or itself, in the order they were sent.
  List<SentPlace> originals() {
    List<SentPlace> originals = new ArrayList<>(all.size());
    for (Known place : all) {
      Known earlier = findEarlier(place).orElse(null);
      originals.add(earlier == null ? place.sent() : earlier.sent());
      if (earlier == null) {
        remember(place);
      }
    }
    return originals;
  }

  private Optional<Known> findEarlier(Known place) {
    List<Known> near = new ArrayList<>();
    Coordinates point = place.place().coordinates();
    if (point != null) {
      Cell cell = cell(point);
      for (long row = cell.latitude - 1; row <= cell.latitude + 1; row++) {
        for (long column = cell.longitude - 1; column <= cell.longitude + 1; column++) {
          var beside = new Cell(row, column);
          near.addAll(byCell.getOrDefault(beside, List.of()));
          near.addAll(byName.getOrDefault(namesakes(beside, place), List.of()));
        }
      }
    }
    near.addAll(byAddress.getOrDefault(door(place), List.of()));
    return near.stream()
        .filter(earlier -> isSame(earlier, place))
        .min((one, other) -> Integer.compare(one.sent().position(), other.sent().position()));
  }

  private void remember(Known place) {
    Coordinates point = place.place().coordinates();
    if (point != null) {
      List<Known> spot = byCell.computeIfAbsent(cell(point), _ -> new ArrayList<>());
      add(
          spot.size() < MOST_AT_ONE_SPOT
              ? spot
              : byName.computeIfAbsent(namesakes(cell(point), place), _ -> new ArrayList<>()),
          place);
    }
    String door = door(place);
    if (!door.isEmpty()) {
      add(byAddress.computeIfAbsent(door, _ -> new ArrayList<>()), place);
    }
  }

  /// The address as one word, or empty when it names no house: a chain has many branches in a town.
  private static String door(Known place) {
    AddressForm address = place.clues().address();
    return address.houses().isEmpty() ? "" : address.line();
  }

  private static void add(List<Known> places, Known place) {
    if (places.size() < MOST_AT_ONE_SPOT) {
      places.add(place);
    }
  }

  private static Namesakes namesakes(Cell cell, Known place) {
    return new Namesakes(cell, place.name().joined());
  }

  private static Cell cell(Coordinates point) {
    return new Cell(
        (long) Math.floor(point.latitude() * CELLS_PER_DEGREE_OF_LATITUDE),
        (long) Math.floor(point.longitude() * CELLS_PER_DEGREE_OF_LONGITUDE));
  }

  private boolean isSame(Known one, Known other) {
    boolean sameName = one.name().joined().equals(other.name().joined());
    if (!sameName && one.name().trigramsShared(other.name()) < NAMED_ALIKE) {
      return false;
    }
    if (!one.numbers().equals(other.numbers()) || isContradicted(one, other)) {
      return false;
    }
    Coordinates point = one.place().coordinates();
    Coordinates otherPoint = other.place().coordinates();
    if (point == null || otherPoint == null) {
      return sameName || isSure(one, other);
    }
    double metres = point.metresTo(otherPoint);
    return (sameName && metres <= SAME_SPOT_METRES)
        || (metres <= SentPlace.NEAR_METRES && isSure(one, other));
  }

  private boolean isSure(Known one, Known other) {
    return scorer.score(one.clues(), other.clues()).probability() >= AS_GOOD_AS_SURE;
  }

  /// Something the client says of both differs.
  private static boolean isContradicted(Known one, Known other) {
    Clues clues = one.clues();
    Clues others = other.clues();
    return differ(clues.phones(), others.phones())
        || differ(clues.brands(), others.brands())
        || differ(clues.address().houses(), others.address().houses())
        || differ(clues.address().postcode(), others.address().postcode())
        || differ(one.place().address().unit(), other.place().address().unit())
        || differ(one.place().countryCode(), other.place().countryCode())
        || arePagesApart(page(one.place()), page(other.place()))
        || areOfOtherKinds(clues.categories(), others.categories());
  }

  private static boolean differ(Set<String> some, Set<String> others) {
    return !some.isEmpty() && !others.isEmpty() && Collections.disjoint(some, others);
  }

  private static boolean differ(@Nullable String one, @Nullable String other) {
    return one != null && other != null && !one.equals(other);
  }

  /// Pages differ where neither is the front of the other.
  private static boolean arePagesApart(@Nullable String one, @Nullable String other) {
    return one != null && other != null && !one.startsWith(other) && !other.startsWith(one);
  }

  private static @Nullable String page(Place place) {
    String website = place.claims().website();
    return website == null
        ? null
        : Normalizer.website(website)
            .map(page -> Normalizer.agreementKey(Attribute.WEBSITE, page))
            .orElse(null);
  }

  private static boolean areOfOtherKinds(List<String> some, List<String> others) {
    return !some.isEmpty()
        && !others.isEmpty()
        && some.stream()
            .noneMatch(
                one -> others.stream().anyMatch(other -> Loaded.TAXONOMY.compatible(one, other)));
  }
}
