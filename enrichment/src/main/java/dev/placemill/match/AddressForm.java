package dev.placemill.match;

import dev.placemill.attribute.FoldedText;
import dev.placemill.place.PostalAddress;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// An address folded for comparison. Where one side has parts and the other only a line, the parts
/// are looked for in the line.
///
/// @param houses e.g. `12a`, or both ends of a range
/// @param street with street words spelled out, e.g. `grimaldi street`
/// @param line every word of the one-line form without spaces between them, empty when unknown
/// @param words every word of the one-line form, in order
public record AddressForm(
    Set<String> houses,
    @Nullable NameForm street,
    @Nullable String postcode,
    @Nullable String city,
    String line,
    List<String> words) {
  private static final Map<String, String> STREET_WORDS =
      Map.ofEntries(
          Map.entry("st", "street"),
          Map.entry("str", "strasse"),
          Map.entry("ave", "avenue"),
          Map.entry("av", "avenue"),
          Map.entry("avda", "avenida"),
          Map.entry("blvd", "boulevard"),
          Map.entry("bd", "boulevard"),
          Map.entry("rd", "road"),
          Map.entry("dr", "drive"),
          Map.entry("ln", "lane"),
          Map.entry("pl", "place"),
          Map.entry("sq", "square"),
          Map.entry("hwy", "highway"),
          Map.entry("c", "calle"),
          Map.entry("pza", "plaza"),
          Map.entry("n", "north"),
          Map.entry("s", "south"),
          Map.entry("e", "east"),
          Map.entry("w", "west"));
  private static final Pattern GERMAN_STREET = Pattern.compile("(\\p{L}{3,})str");

  public static AddressForm of(PostalAddress address) {
    List<String> words = spelledOut(address.oneLine());
    List<String> door =
        address.street() == null && address.full() != null ? door(address.full()) : List.of();
    return new AddressForm(
        address.house() == null
            ? Set.copyOf(door.stream().filter(AddressForm::isNumber).toList())
            : Set.copyOf(FoldedText.of(address.house()).words()),
        street(address, door),
        folded(address.postalCode()),
        folded(address.city()),
        String.join("", words),
        words);
  }

  private static @Nullable NameForm street(PostalAddress address, List<String> door) {
    List<String> words =
        address.street() != null
            ? spelledOut(address.street())
            : door.stream().filter(word -> !isNumber(word)).toList();
    return words.isEmpty() ? null : NameForm.of(String.join(" ", words));
  }

  /// The words of the first part of a line that reads like a street with a house number; empty when
  /// no part does.
  private static List<String> door(String line) {
    for (String part : line.split(",", -1)) {
      List<String> words = spelledOut(part);
      boolean numbered = words.stream().anyMatch(AddressForm::isNumber);
      if (numbered && words.stream().anyMatch(word -> word.length() > 3 && !isNumber(word))) {
        return words;
      }
    }
    return List.of();
  }

  private static boolean isNumber(String word) {
    return word.length() <= 5 && hasDigit(word);
  }

  /// A street or city name as the forms hold it: folded, street words spelled out, without spaces;
  /// null for null or nothing.
  public static @Nullable String folded(@Nullable String text) {
    String joined = text == null ? "" : String.join("", spelledOut(text));
    return joined.isEmpty() ? null : joined;
  }

  /// Everything that may be the name of a street, a city or a postcode in the line: runs of up to
  /// four words, in the same form as the parts.
  public static Set<String> possibleParts(PostalAddress address) {
    List<String> words = spelledOut(address.oneLine());
    Set<String> runs =
        Stream.of(address.street(), address.city(), address.postalCode())
            .map(AddressForm::folded)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    for (int from = 0; from < Math.min(words.size(), 24); from++) {
      for (int to = from + 1; to <= Math.min(words.size(), from + 4); to++) {
        runs.add(String.join("", words.subList(from, to)));
      }
    }
    return runs;
  }

  boolean isEmpty() {
    return line.isEmpty();
  }

  boolean saysANumber() {
    return hasDigit(line);
  }

  private static boolean hasDigit(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= '0' && text.charAt(i) <= '9') {
        return true;
      }
    }
    return false;
  }

  private static List<String> spelledOut(String text) {
    return FoldedText.of(text).words().stream().map(AddressForm::spelledOutWord).toList();
  }

  private static String spelledOutWord(String word) {
    String known = STREET_WORDS.get(word);
    return known != null ? known : GERMAN_STREET.matcher(word).replaceFirst("$1strasse");
  }
}
