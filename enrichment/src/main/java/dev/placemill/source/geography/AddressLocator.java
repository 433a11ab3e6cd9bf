package dev.placemill.source.geography;

import dev.placemill.place.Place;
import dev.placemill.place.PostalAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Locates an address by the names in it. Every opinion on the country is tried with every city
/// that words of the line may name, and the pair with the highest score wins; how far it is ahead
/// of the next city makes the probability.
final class AddressLocator {
  /// A city that scores less is not believed.
  private static final double LEAST_SCORE = 4;

  private static final double SAME_CITY_METRES = 30_000;
  private static final double WEIGHT_OF_CLIENT = 3;
  private static final double DOUBT_AFTER_CONTRADICTION = 0.6;

  private static final int LARGE_CITY = 300_000;

  private final Gazetteer gazetteer;

  AddressLocator(Gazetteer gazetteer) {
    this.gazetteer = gazetteer;
  }

  /// Where the address, and the country the client gave beside it, say the place is.
  Optional<LocatedAddress> locate(Place place) {
    PostalAddress address = place.address();
    String country = countryOf(place).orElse(null);
    if (address.city() != null) {
      String parts = joined(address.city(), address.state(), address.postalCode());
      Optional<LocatedAddress> found = read(parts, country);
      if (found.isPresent() && found.get().city() != null) {
        return found;
      }
    }
    return read(address.isEmpty() ? "" : address.oneLine(), country);
  }

  private Optional<String> countryOf(Place place) {
    return Optional.ofNullable(place.countryCode())
        .or(() ->
            Optional.ofNullable(place.address().country()).flatMap(gazetteer.countryNames()::find));
  }

  private static String joined(@Nullable String... parts) {
    return String.join(", ", Stream.of(parts).filter(Objects::nonNull).toList());
  }

  private Optional<LocatedAddress> read(String text, @Nullable String country) {
    AddressLine line = AddressLine.of(text);
    List<CountryClue> clues = clues(line, text, country);
    var finder = new CityFinder(line, gazetteer);
    List<CityCandidate> cities =
        clues.stream()
            .flatMap(clue -> finder.find(clue).stream())
            .filter(candidate -> candidate.score() >= LEAST_SCORE)
            .sorted(Comparator.comparingDouble(AddressLocator::total).reversed())
            .toList();
    CountryClue strongest = clues.getFirst();
    double least = strongest.isAny() ? Double.NEGATIVE_INFINITY : strongest.weight() + LEAST_SCORE;
    if (!cities.isEmpty() && total(cities.getFirst()) >= least) {
      return Optional.of(located(cities, clues));
    }
    return strongest.isAny()
        ? Optional.empty()
        : Optional.of(countryAlone(strongest, clues, finder));
  }

  /// The weightiest first. What the client said of the country stands beside what the line says.
  private List<CountryClue> clues(AddressLine line, String text, @Nullable String country) {
    var clues = new ArrayList<CountryClue>();
    for (CountryClue clue : CountryClue.in(line, text, gazetteer.countryNames())) {
      if (country == null) {
        clues.add(clue);
      } else if (clue.country().equals(country)) {
        clues.add(clue.heavier(WEIGHT_OF_CLIENT));
      } else if (!clue.isAny() && !isStateOf(country, clue, line)) {
        clues.add(clue);
      }
    }
    if (country != null) {
      clues.add(
          CountryClue.unwritten(country, WEIGHT_OF_CLIENT, 0.9, "the client gave this country"));
    }
    clues.sort(Comparator.comparingDouble(CountryClue::weight).reversed());
    return clues;
  }

  /// As in "Atlanta, Georgia" with the country US.
  private boolean isStateOf(String country, CountryClue clue, AddressLine line) {
    return clue.segment() >= 0
        && clue.to() > clue.from()
        && gazetteer
            .subdivisions()
            .findByName(country, line.segments().get(clue.segment()).folded(clue.from(), clue.to()))
            .isPresent();
  }

  private static double total(CityCandidate candidate) {
    return candidate.score() + candidate.clue().weight();
  }

  private static LocatedAddress countryAlone(
      CountryClue clue, List<CountryClue> clues, CityFinder finder) {
    String doubt =
        isContradicted(clue.country(), clues)
            ? ", though another country is mentioned too"
            : largeCityElsewhere(clue, finder)
                .map(city -> ", though the address names %s".formatted(city.name()))
                .orElse("");
    return new LocatedAddress(
        clue.country(),
        clue.probability() * (doubt.isEmpty() ? 1 : DOUBT_AFTER_CONTRADICTION),
        clue.reason() + doubt,
        null,
        0,
        finder.findState(clue.country()).orElse(null));
  }

  /// A city hardly anybody can mean another place by.
  private static Optional<City> largeCityElsewhere(CountryClue clue, CityFinder finder) {
    return finder.find(CountryClue.any(0)).stream()
        .filter(
            candidate -> candidate.isWhole() && !candidate.city().country().equals(clue.country()))
        .map(CityCandidate::city)
        .filter(city -> city.population() >= LARGE_CITY)
        .max(Comparator.comparingInt(City::population));
  }

  private static LocatedAddress located(List<CityCandidate> cities, List<CountryClue> clues) {
    CityCandidate best = ownNamed(cities);
    boolean isContradicted = isContradicted(best.city().country(), clues);
    double doubt = isContradicted ? DOUBT_AFTER_CONTRADICTION : 1;
    double city = probability(best, cities);
    double country = Math.max(best.clue().probability(), city);
    String reason =
        best.clue().isAny()
            ? "%s is a city there".formatted(best.city().name())
            : best.clue().reason();
    return new LocatedAddress(
        best.city().country(),
        country * doubt,
        reason + (isContradicted ? ", though another country is mentioned too" : ""),
        best,
        city * doubt,
        best.city().admin().isEmpty() ? null : best.city().admin());
  }

  /// The best one; but where another city near it bears the very name, that one, as New Delhi
  /// beside Delhi.
  private static CityCandidate ownNamed(List<CityCandidate> cities) {
    CityCandidate best = cities.getFirst();
    return cities.stream()
        .filter(other -> other.segment() == best.segment() && other.to() == best.to())
        .filter(other -> other.city().country().equals(best.city().country()))
        .filter(CityCandidate::isOwnName)
        .filter(other -> other.city().centre().metresTo(best.city().centre()) <= SAME_CITY_METRES)
        .findFirst()
        .orElse(best);
  }

  private static double probability(CityCandidate best, List<CityCandidate> cities) {
    double margin =
        cities.stream()
            .filter(
                other -> other.city().centre().metresTo(best.city().centre()) > SAME_CITY_METRES)
            .filter(other -> !other.isOfSameUnspacedWord(best))
            .mapToDouble(other -> total(best) - total(other))
            .findFirst()
            .orElse(Double.MAX_VALUE);
    double byMargin = margin >= 2 ? 0.93 : margin >= 1 ? 0.88 : margin >= 0.5 ? 0.75 : 0.6;
    boolean isCountryGuessed = best.clue().isAny() && !best.isStateNamed();
    return byMargin * (isCountryGuessed ? 0.9 : 1) * (best.isWhole() ? 1 : 0.95);
  }

  /// The client gave one country and the line names another in so many words.
  private static boolean isContradicted(String country, List<CountryClue> clues) {
    boolean isClientHeard = clues.stream().anyMatch(clue -> clue.weight() >= WEIGHT_OF_CLIENT);
    return isClientHeard
        && clues.stream().anyMatch(clue -> clue.weight() > 2 && !clue.country().equals(country));
  }
}
