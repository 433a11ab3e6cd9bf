package dev.placemill.source.geography;

import dev.placemill.attribute.CountryNames;
import dev.placemill.source.geography.AddressLine.Segment;
import dev.placemill.source.geography.AddressLine.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// One opinion on which country an address line lies in.
///
/// @param country ISO code, or empty when the line is read without assuming any
/// @param segment where the country is written, or -1 when it is not
/// @param from the first of the words that name it
/// @param to the one after the last of them
/// @param weight how much it counts beside the scores of cities
/// @param isLargeFirst the line goes from the country down to the door
record CountryClue(
    String country,
    int segment,
    int from,
    int to,
    double weight,
    boolean isLargeFirst,
    double probability,
    String reason) {
  private static final String ANY = "";

  private static final int LONGEST_NAME = 6;
  private static final int LONGEST_UNSPACED_NAME = 7;
  private static final Map<String, Pattern> POSTAL_CODES =
      Map.of(
          "GB", Pattern.compile("\\b[A-Z]{1,2}\\d[A-Z\\d]? ?\\d[ABD-HJLNP-UW-Z]{2}\\b"),
          "CA", Pattern.compile("\\b[ABCEGHJ-NPRSTVXY]\\d[A-Z] ?\\d[A-Z]\\d\\b"),
          "JP", Pattern.compile("〒 ?\\d{3}-?\\d{4}"),
          "BR", Pattern.compile("\\b\\d{5}-\\d{3}\\b"),
          "NL", Pattern.compile("\\b[1-9]\\d{3} [A-Z]{2}\\b"),
          "US", Pattern.compile("\\b[A-Z]{2},? \\d{5}(-\\d{4})?$"));

  /// Every opinion the line gives rise to, and at last the one that assumes nothing.
  static List<CountryClue> in(AddressLine line, String text, CountryNames names) {
    var clues = new ArrayList<CountryClue>();
    int last = line.segments().size() - 1;
    if (last >= 0) {
      atTheEnd(line.segments().get(last), last, names, clues);
      atTheStart(line.segments().getFirst(), names, clues);
    }
    boolean isNamed = !clues.isEmpty() && clues.getFirst().weight > 2;
    POSTAL_CODES.forEach((country, pattern) -> {
      if (pattern.matcher(text.strip()).find()) {
        clues.add(unwritten(country, 2, 0.85, "the postal code is of the form used there"));
      }
    });
    clues.add(any(isNamed ? -2 : 0));
    return clues;
  }

  static CountryClue any(double weight) {
    return unwritten(ANY, weight, 0, "");
  }

  static CountryClue unwritten(String country, double weight, double probability, String reason) {
    return new CountryClue(country, -1, 0, 0, weight, false, probability, reason);
  }

  private static void atTheEnd(
      Segment segment, int number, CountryNames names, List<CountryClue> clues) {
    int end = segment.words().size();
    for (int from = Math.max(0, end - LONGEST_NAME); from < end; from++) {
      Optional<String> country = names.findName(segment.folded(from, end));
      if (country.isPresent()) {
        double weight = from == 0 ? 2.5 : 2.2;
        clues.add(written(country.get(), number, from, end, weight, false));
        break;
      }
    }
    Word last = segment.words().getLast();
    if (last.isCode()) {
      names
          .findCode(last.written())
          .ifPresent(code -> clues.add(written(code, number, end - 1, end, 1.2, false)));
    }
  }

  private static void atTheStart(Segment segment, CountryNames names, List<CountryClue> clues) {
    int end = segment.words().size();
    for (int to = Math.min(LONGEST_NAME, end); to > 0; to--) {
      Optional<String> country = names.findName(segment.folded(0, to));
      if (country.isPresent()) {
        clues.add(written(country.get(), 0, 0, to, to == end ? 2.5 : 1.5, true));
        return;
      }
    }
    Word first = segment.words().getFirst();
    int longest = first.isUnspaced() ? Math.min(LONGEST_UNSPACED_NAME, first.folded().length()) : 0;
    for (int length = longest; length > 1; length--) {
      Optional<String> country = names.findName(first.folded().substring(0, length));
      if (country.isPresent()) {
        clues.add(written(country.get(), 0, 0, 0, 2.5, true));
        return;
      }
    }
  }

  private static CountryClue written(
      String country, int segment, int from, int to, double weight, boolean isLargeFirst) {
    return new CountryClue(
        country,
        segment,
        from,
        to,
        weight,
        isLargeFirst,
        weight > 2 ? 0.97 : 0.9,
        "the address names the country");
  }

  /// The line is read without assuming a country.
  boolean isAny() {
    return country.equals(ANY);
  }

  CountryClue heavier(double added) {
    return new CountryClue(
        country, segment, from, to, weight + added, isLargeFirst, probability, reason);
  }

  boolean covers(int segmentNumber, int word) {
    return segment == segmentNumber && word >= from && word < to;
  }
}
