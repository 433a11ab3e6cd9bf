package dev.placemill.source.geography;

import dev.placemill.source.geography.AddressLine.Segment;
import dev.placemill.source.geography.AddressLine.Word;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds the cities that one address line may name and weighs them: large ones, ones between
/// commas, ones at the right end of the line and ones whose state is named count more; ones that
/// look like a street's name count less.
final class CityFinder {
  private static final int LONGEST_NAME = 5;
  private static final int LONGEST_UNSPACED_NAME = 8;
  private static final int LONGEST_STATE = 4;
  private static final Set<String> STREET_WORDS =
      Set.of(
          "street",
          "st",
          "avenue",
          "ave",
          "av",
          "road",
          "rd",
          "boulevard",
          "blvd",
          "lane",
          "drive",
          "dr",
          "way",
          "rue",
          "via",
          "viale",
          "piazza",
          "corso",
          "calle",
          "plaza",
          "paseo",
          "avenida",
          "rua",
          "praca",
          "strasse",
          "str",
          "allee",
          "platz",
          "weg",
          "straat",
          "laan",
          "ulica",
          "ul",
          "aleja",
          "улица",
          "ул",
          "проспект",
          "пр",
          "вулиця",
          "вул",
          "шоссе",
          "square",
          "place",
          "quai",
          "carrer",
          "calea",
          "strada",
          "utca",
          "caddesi",
          "cad",
          "sokak",
          "jalan",
          "jl",
          "شارع",
          "طريق");

  private record StateMention(String admin, int segment, int from, int to) {}

  private final AddressLine line;
  private final Gazetteer gazetteer;
  private final Map<String, List<StateMention>> statesByCountry = new HashMap<>();

  CityFinder(AddressLine line, Gazetteer gazetteer) {
    this.line = line;
    this.gazetteer = gazetteer;
  }

  /// Every city the line may name if the clue is right.
  List<CityCandidate> find(CountryClue clue) {
    var found = new ArrayList<CityCandidate>();
    for (int number = 0; number < line.segments().size(); number++) {
      Segment segment = line.segments().get(number);
      for (int from = 0; from < segment.words().size(); from++) {
        addCitiesFrom(clue, number, from, found);
        if (segment.words().get(from).isUnspaced()) {
          addCitiesInside(clue, number, from, found);
        }
      }
    }
    return found;
  }

  /// The state that the line names, when the country is taken for granted.
  Optional<String> findState(String country) {
    return states(country).stream().reduce((_, later) -> later).map(StateMention::admin);
  }

  private List<StateMention> states(String country) {
    return statesByCountry.computeIfAbsent(country, this::readStates);
  }

  private List<StateMention> readStates(String country) {
    var mentions = new ArrayList<StateMention>();
    for (int number = 0; number < line.segments().size(); number++) {
      int words = line.segments().get(number).words().size();
      for (int from = 0; from < words; from++) {
        for (int to = from + 1; to <= Math.min(words, from + LONGEST_STATE); to++) {
          Optional<String> admin = readState(country, number, from, to);
          if (admin.isPresent()) {
            mentions.add(new StateMention(admin.get(), number, from, to));
          }
        }
      }
    }
    return mentions;
  }

  private Optional<String> readState(String country, int number, int from, int to) {
    Segment segment = line.segments().get(number);
    Word word = segment.words().get(from);
    boolean isNearTheEnd = number >= line.segments().size() - 3;
    if (to == from + 1 && isNearTheEnd && word.isCode()) {
      Optional<String> byLetters = gazetteer.subdivisions().findByLetters(country, word.written());
      if (byLetters.isPresent()) {
        return byLetters;
      }
    }
    return gazetteer.subdivisions().findByName(country, segment.folded(from, to));
  }

  private void addCitiesFrom(CountryClue clue, int number, int from, List<CityCandidate> found) {
    Segment segment = line.segments().get(number);
    int end = Math.min(segment.words().size(), from + LONGEST_NAME);
    for (int to = from + 1; to <= end && !clue.covers(number, to - 1); to++) {
      if (segment.words().get(to - 1).hasDigit()) {
        break;
      }
      for (int city : gazetteer.cityNames().find(segment.folded(from, to))) {
        add(clue, gazetteer.cities().city(city), number, from, to, 0, found);
      }
    }
  }

  private void addCitiesInside(CountryClue clue, int number, int word, List<CityCandidate> found) {
    String text = line.segments().get(number).words().get(word).folded();
    for (int from = 0; from < text.length(); from++) {
      int end = Math.min(text.length(), from + LONGEST_UNSPACED_NAME);
      for (int to = from + 2; to <= end; to++) {
        if (to - from < text.length()) {
          double bonus = (from == 0 ? 1.5 : 1 - 0.1 * from) + 0.3 * (to - from);
          for (int city : gazetteer.cityNames().find(text.substring(from, to))) {
            add(clue, gazetteer.cities().city(city), number, word, word + 1, bonus, found);
          }
        }
      }
    }
  }

  private void add(
      CountryClue clue,
      City city,
      int number,
      int from,
      int to,
      double bonus,
      List<CityCandidate> found) {
    if (!clue.isAny() && !clue.country().equals(city.country())) {
      return;
    }
    Set<String> states = statesBeside(city.country(), number, from, to);
    boolean isStateNamed = states.contains(city.admin());
    boolean isWhole = isWhole(clue, number, from, to, city.country());
    double score =
        Math.log10(city.countedPopulation())
            + (isWhole ? 2 : 0)
            + 0.7 * (to - from - 1)
            + position(clue, number, to)
            + (isStateNamed ? 3 : states.isEmpty() ? 0 : -2)
            + surroundings(line.segments().get(number), from, to, number == 0 && !isWhole)
            + bonus;
    found.add(new CityCandidate(city, line, clue, number, from, to, isStateNamed, isWhole, score));
  }

  /// The states of the country that the line names elsewhere than in the city's own words.
  private Set<String> statesBeside(String country, int number, int from, int to) {
    var admins = new HashSet<String>();
    for (StateMention state : states(country)) {
      boolean overlaps = state.segment == number && state.from < to && state.to > from;
      if (!overlaps) {
        admins.add(state.admin);
      }
    }
    return admins;
  }

  private boolean isWhole(CountryClue clue, int number, int from, int to, String country) {
    Segment segment = line.segments().get(number);
    for (int i = 0; i < segment.words().size(); i++) {
      int position = i;
      Word word = segment.words().get(i);
      boolean isOwn = i >= from && i < to;
      boolean isIgnorable = word.hasDigit() || word.folded().length() == 1;
      boolean isState =
          states(country).stream()
              .anyMatch(state ->
                  state.segment == number && state.from <= position && position < state.to);
      if (!isOwn && !isIgnorable && !isState && !clue.covers(number, i)) {
        return false;
      }
    }
    return true;
  }

  /// Up to 1.5 for the end of the line that the city usually stands at.
  private double position(CountryClue clue, int number, int to) {
    int segments = line.segments().size();
    double along =
        segments == 1
            ? (double) to / line.segments().getFirst().words().size()
            : (double) number / (segments - 1);
    return 1.5 * (clue.isLargeFirst() ? 1 - along : along);
  }

  private static double surroundings(Segment segment, int from, int to, boolean isFirst) {
    Word before = from > 0 ? segment.words().get(from - 1) : null;
    Word after = to < segment.words().size() ? segment.words().get(to) : null;
    boolean isBesideStreet = isStreet(before) || isStreet(after) || isAfterStreet(segment, from);
    boolean isBesidePostalCode = isPostalCode(before) || isPostalCode(after);
    boolean isStreetLine = isFirst && segment.words().getFirst().hasDigit();
    return (isBesideStreet ? -2 : 0) + (isBesidePostalCode ? 0.5 : 0) + (isStreetLine ? -1 : 0);
  }

  /// As in "Rue de Paris".
  private static boolean isAfterStreet(Segment segment, int from) {
    return from > 1
        && segment.words().get(from - 1).folded().length() <= 3
        && isStreet(segment.words().get(from - 2));
  }

  private static boolean isStreet(@Nullable Word word) {
    return word != null && STREET_WORDS.contains(word.folded());
  }

  private static boolean isPostalCode(@Nullable Word word) {
    return word != null
        && word.folded().length() >= 4
        && word.folded().chars().filter(Character::isDigit).count() >= 3;
  }
}
