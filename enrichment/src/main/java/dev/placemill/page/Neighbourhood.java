package dev.placemill.page;

import dev.placemill.attribute.FoldedText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Which address a part of a text stands beside. A page may list several branches, and a phone
/// number belongs to the address above it.
public final class Neighbourhood {
  /// A number that is a postcode by what stands beside it: `80802 München`, `New York, NY 10001`,
  /// `SW1A 1AA`, `1012 AB Amsterdam`.
  private static final Pattern POSTCODE =
      Pattern.compile(
          "(?<![\\d/.+-])(?<![\\d)] )(\\d{3} \\d{2}|\\d{2}-\\d{3}|\\d{4,6})(?![\\d/.:-]| \\d)"
              + "(?: [A-Z]{2})?(?=,? \\p{Lu})"
              + "|\\b[A-Z]{2},? (\\d{5})(?:-\\d{4})?\\b"
              + "|\\b([A-Z]{1,2}\\d[A-Z\\d]? ?\\d[A-Z]{2})\\b");

  /// A street by its kind and its house: `99 Hill Road`, `Leopoldstraße 7`, `7, rue de la Paix`,
  /// `Via Roma 3`.
  private static final Pattern STREET =
      Pattern.compile(
          "\\b\\d{1,5}\\p{L}? (?:\\p{Lu}[\\p{L}.'’]{0,30} ){1,3}(?:Street|St|Road|Rd|Avenue|Ave"
              + "|Boulevard|Blvd|Lane|Ln|Drive|Dr|Square|Sq|Court|Ct|Way|Highway|Hwy)\\b"
              + "|\\b\\p{Lu}[\\p{L}-]{0,40}(?:straße|strasse|str\\.|gasse|weg|platz|allee|damm"
              + "|straat|laan|plein) \\d{1,4}\\b"
              + "|\\b\\d{1,4},? (?:rue|avenue|boulevard|place|quai) \\p{L}[\\p{L}'’ -]{2,40}"
              + "|\\b(?i:via|viale|piazza|corso|calle|avenida|plaza|paseo|carrer|rua|ulica)"
              + " \\p{Lu}[\\p{L}'’ ]{2,40},? \\d{1,4}\\b");

  private static final Pattern YEAR = Pattern.compile("(?:19|20)\\d\\d");
  private static final int FAR = 500;
  private static final int BESIDE = 50;

  private record Sign(int start, int end, boolean isOwn) {}

  private final String text;
  private final List<Sign> signs = new ArrayList<>();

  /// @param lines the text of a page; a postcode that begins a line is told from the end of a
  ///   number
  public Neighbourhood(String lines, PlaceClues place) {
    text = lines.replace('\n', ' ');
    addPostcodes(lines, place);
    addStreets(lines, place);
    signs.sort(Comparator.comparingInt(Sign::start));
  }

  private void addPostcodes(String lines, PlaceClues place) {
    Set<String> own =
        place.postcodes().stream().map(Neighbourhood::key).collect(Collectors.toSet());
    Matcher codes = POSTCODE.matcher(lines);
    Set<String> all = new HashSet<>();
    List<Sign> found = new ArrayList<>();
    while (codes.find()) {
      String code = key(code(codes));
      if (mayBePostcode(code, own)) {
        all.add(code);
        boolean isOwn = own.isEmpty() ? isBesideOwn(codes, place) : own.contains(code);
        found.add(new Sign(codes.start(), codes.end(), isOwn));
      }
    }
    // Of a place without a known postcode, the only address of a page that shows it is its own.
    if (!own.isEmpty() || all.size() > 1) {
      signs.addAll(found);
    }
  }

  private static String code(Matcher codes) {
    for (int group = 1; group < codes.groupCount(); group++) {
      String code = codes.group(group);
      if (code != null) {
        return code;
      }
    }
    return codes.group();
  }

  private static boolean mayBePostcode(String code, Set<String> own) {
    boolean isAsLong =
        own.isEmpty() || own.stream().anyMatch(known -> known.length() == code.length());
    return own.contains(code) || (isAsLong && !YEAR.matcher(code).matches());
  }

  /// Without a postcode of its own, an address is the place's if its street or city is beside it.
  private boolean isBesideOwn(Matcher code, PlaceClues place) {
    String beside =
        text.substring(
            Math.max(0, code.start() - BESIDE), Math.min(text.length(), code.end() + BESIDE));
    PlaceOnPage shown = PlaceOnPage.of(place, beside);
    return shown.street() || shown.city();
  }

  private void addStreets(String lines, PlaceClues place) {
    if (place.streets().isEmpty()) {
      return;
    }
    Matcher streets = STREET.matcher(lines);
    while (streets.find()) {
      signs.add(
          new Sign(
              streets.start(), streets.end(), PlaceOnPage.of(place, streets.group()).street()));
    }
  }

  private static String key(String code) {
    return FoldedText.of(code).joined();
  }

  /// Whether no address but the place's own is in the text.
  public boolean isOfOnePlace() {
    return signs.stream().allMatch(Sign::isOwn);
  }

  /// Whether the last address before is the place's own.
  public boolean isUnderOwn(int start) {
    return signs.stream()
        .takeWhile(sign -> sign.start() < start)
        .reduce((_, last) -> last)
        .filter(last -> last.isOwn() && start - last.end() < FAR)
        .isPresent();
  }

  /// Whether a quote stands somewhere on the page, and not beside the address of another place.
  public boolean isOfThePlace(String quote) {
    String sought = WhiteSpace.folded(quote).strip();
    for (int at = text.indexOf(sought); at >= 0; at = text.indexOf(sought, at + 1)) {
      if (findNearest(at, at + sought.length()).map(Sign::isOwn).orElse(true)) {
        return true;
      }
    }
    return false;
  }

  private Optional<Sign> findNearest(int start, int end) {
    Sign nearest = null;
    for (Sign sign : signs) {
      boolean isBefore = sign.start() < end;
      if (isBefore && start - sign.end() < FAR) {
        nearest = sign;
      } else if (!isBefore && nearest == null && sign.start() - end < FAR) {
        nearest = sign;
      }
    }
    return Optional.ofNullable(nearest);
  }
}
