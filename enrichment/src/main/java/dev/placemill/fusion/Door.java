package dev.placemill.fusion;

import dev.placemill.attribute.FoldedText;
import dev.placemill.match.AddressForm;
import dev.placemill.match.NameForm;
import dev.placemill.match.Postcodes;
import dev.placemill.place.BuildingUnits;
import dev.placemill.place.PostalAddress;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// An address as far as it says behind which door a place is: whether another may be of the same.
///
/// Spellings are no contradiction ("Main St" and "Main Street", "12" and "12a"), nor is what one
/// leaves out. Where an address is one line, its house and street are read from the parts between
/// its commas that hold a number or name a kind of street, without the suites and floors in them.
final class Door {
  private static final Pattern BETWEEN_SEGMENTS = Pattern.compile("[,;()、،，\\n]");

  /// Longer ones are postcodes.
  private static final Pattern NUMBER = Pattern.compile("\\d{1,4}\\p{L}?");

  private static final Pattern LONG_NUMBER = Pattern.compile("\\d{5,}");
  private static final Pattern LEADING_NUMBER = Pattern.compile("0*(\\d+).*");
  private static final double SPELLED_ALIKE = 0.75;
  private static final int SHORTEST_NAME = 3;

  /// Words that may name a street and a house in it, in their short forms.
  private record Segment(List<String> words) {
    static Segment of(String text) {
      return new Segment(
          form(BuildingUnits.without(text)).words().stream()
              .filter(word -> !LONG_NUMBER.matcher(word).matches())
              .toList());
    }

    private static AddressForm form(String text) {
      return AddressForm.of(PostalAddress.NONE.withFull(text));
    }

    List<String> names() {
      return words.stream().filter(word -> !NUMBER.matcher(word).matches()).toList();
    }

    List<String> numbers() {
      return words.stream().filter(word -> NUMBER.matcher(word).matches()).toList();
    }

    boolean isStreet() {
      return !names().isEmpty() && (!numbers().isEmpty() || !form(joined(" ")).streets().isEmpty());
    }

    /// Which of its numbers stand where those of houses do.
    Set<String> houses() {
      return form(joined(" ")).houses();
    }

    Segment without(Set<String> others) {
      return new Segment(words.stream().filter(word -> !others.contains(word)).toList());
    }

    String joined(String separator) {
      return String.join(separator, words);
    }
  }

  private final PostalAddress address;
  private final AddressForm form;
  private final List<Segment> segments;

  Door(PostalAddress address) {
    this.address = address;
    form = AddressForm.of(address);
    String text = address.street() == null ? address.full() : null;
    segments =
        (address.street() != null
                ? Stream.of(address.street())
                : BETWEEN_SEGMENTS.splitAsStream(text == null ? "" : text))
            .map(Segment::of)
            .filter(segment -> !segment.words().isEmpty())
            .toList();
  }

  PostalAddress address() {
    return address;
  }

  /// Whether it says in which street.
  boolean namesStreet() {
    return !streets(Set.of()).isEmpty();
  }

  boolean namesPostcode() {
    return form.postcode() != null;
  }

  /// Both cannot be right.
  boolean contradicts(Door other) {
    Set<String> elsewhere = placeWords(other);
    boolean sameStreet = sharesStreet(other);
    if (!sameStreet && bothNameStreets(other, elsewhere)) {
      return true;
    }
    Set<String> ours = houses(other, elsewhere);
    Set<String> theirs = other.houses(this, elsewhere);
    boolean bothNameHouses = !ours.isEmpty() && !theirs.isEmpty();
    boolean sameHouse = bothNameHouses && !Collections.disjoint(ours, theirs);
    if (bothNameHouses && !sameHouse) {
      return true;
    }
    return postcodesDiffer(other, sameStreet && sameHouse)
        || (!sameStreet && !sharesPostcode(other) && citiesDiffer(other))
        || countriesDiffer(other);
  }

  /// Nothing contradicts, and the most exact part that both have is the same.
  boolean agrees(Door other) {
    return !contradicts(other)
        && (sharesStreet(other)
            || (!bothNameStreets(other, placeWords(other))
                && (sharesPostcode(other) || form.sharesCity(other.form))));
  }

  boolean sharesStreet(Door other) {
    Set<String> elsewhere = placeWords(other);
    return holdsStreetOf(other)
        || other.holdsStreetOf(this)
        || streets(elsewhere).stream()
            .anyMatch(one ->
                other.streets(elsewhere).stream().anyMatch(another -> alike(one, other, another)));
  }

  boolean sharesPostcode(Door other) {
    return form.postcode() == null
        ? other.form.postcode() != null && form.line().contains(other.form.postcode())
        : other.form.postcode() == null
            ? other.form.line().contains(form.postcode())
            : form.postcode().equals(other.form.postcode());
  }

  private boolean bothNameStreets(Door other, Set<String> elsewhere) {
    return !streets(elsewhere).isEmpty() && !other.streets(elsewhere).isEmpty();
  }

  /// The street among the words of a line that has no commas where we would expect them.
  private boolean holdsStreetOf(Door other) {
    List<String> street = other.wordsOfStreet();
    return !street.isEmpty() && form.line().contains(String.join("", street));
  }

  /// Of the street that is given as one; empty where none is.
  private List<String> wordsOfStreet() {
    return address.street() == null || segments.isEmpty() ? List.of() : segments.getFirst().words();
  }

  /// What may name the street; the parts of a line that only name city or country do not.
  private List<Segment> streets(Set<String> elsewhere) {
    return address.street() != null
        ? segments
        : segments.stream().filter(segment -> segment.without(elsewhere).isStreet()).toList();
  }

  private boolean alike(Segment ours, Door other, Segment theirs) {
    String one = ours.joined("");
    String another = theirs.joined("");
    if (Math.min(one.length(), another.length()) >= SHORTEST_NAME
        && (one.contains(another) || another.contains(one))) {
      return true;
    }
    // "Calle 100" is not "Calle 93".
    if ((hasHouse() && !theirs.words().containsAll(ours.numbers()))
        || (other.hasHouse() && !ours.words().containsAll(theirs.numbers()))) {
      return false;
    }
    List<String> names = ours.names();
    List<String> others = theirs.names();
    return !names.isEmpty()
        && !others.isEmpty()
        && (names.containsAll(others)
            || others.containsAll(names)
            || NameForm.ofWords(names).trigramsShared(NameForm.ofWords(others)) >= SPELLED_ALIKE);
  }

  private boolean hasHouse() {
    return address.street() != null && address.house() != null;
  }

  /// The numbers of its houses; a number that is part of the other's street is none.
  private Set<String> houses(Door other, Set<String> elsewhere) {
    Stream<String> numbers =
        address.house() != null
            ? form.houses().stream()
            : streets(elsewhere).stream()
                .flatMap(street -> street.numbers().stream())
                .filter(number -> !other.hasHouse() || !other.wordsOfStreet().contains(number));
    return numbers
        .map(LEADING_NUMBER::matcher)
        .filter(Matcher::matches)
        .map(number -> number.group(1))
        .collect(Collectors.toSet());
  }

  /// The house that a line names in a street: the only number there that is not of the street's
  /// name, where it stands as houses do. `Highway 61` and `Straße des 17. Juni` name none.
  Optional<String> findHouseOfLine(@Nullable String street) {
    if (address.street() != null) {
      return Optional.empty();
    }
    List<String> ofStreet = street == null ? List.of() : Segment.of(street).words();
    List<Segment> streets = streets(placeWords(this));
    List<String> numbers =
        streets.stream()
            .flatMap(segment -> segment.numbers().stream())
            .filter(number -> !ofStreet.contains(number))
            .toList();
    boolean isHouse =
        numbers.size() == 1
            && streets.stream().anyMatch(segment -> segment.houses().contains(numbers.getFirst()));
    return isHouse ? Optional.of(numbers.getFirst()) : Optional.empty();
  }

  /// Postcodes of one district do not set two addresses apart that share house and street: records
  /// hold those of post boxes, too.
  private boolean postcodesDiffer(Door other, boolean sameDoor) {
    String one = form.postcode();
    String another = other.form.postcode();
    if (one == null || another == null || one.equals(another)) {
      return false;
    }
    var both = new Postcodes(one, another);
    boolean sameDistrict = 2 * both.same() >= both.longer();
    return !both.isOneWithin() && !(sameDoor && sameDistrict);
  }

  private boolean citiesDiffer(Door other) {
    return form.city() != null && other.form.city() != null && !form.sharesCity(other.form);
  }

  private boolean countriesDiffer(Door other) {
    String one = form.countryCode();
    String another = other.form.countryCode();
    return one != null && another != null && !one.equals(another);
  }

  private Set<String> placeWords(Door other) {
    Set<String> words = new HashSet<>();
    Stream.of(address, other.address)
        .flatMap(one -> Stream.of(one.city(), one.state(), one.postalCode(), one.country()))
        .filter(Objects::nonNull)
        .forEach(part -> words.addAll(words(part)));
    return words;
  }

  private static List<String> words(@Nullable String text) {
    return text == null ? List.of() : FoldedText.of(text).words();
  }
}
