package dev.placemill.source.llm;

import dev.placemill.attribute.FoldedText;
import dev.placemill.page.PlaceClues;
import dev.placemill.page.PlaceOnPage;
import dev.placemill.page.WhiteSpace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which address a quote stands beside. A page may list several branches, and a phone number
/// belongs to the address above it.
final class Neighbourhood {
  /// A number that is a postcode by what stands beside it: `80802 München`, `New York, NY 10001`,
  /// `SW1A 1AA`, `1012 AB Amsterdam`.
  private static final Pattern POSTCODE =
      Pattern.compile(
          "(?<![\\d/.+-])(?<![\\d)] )(\\d{3} \\d{2}|\\d{2}-\\d{3}|\\d{4,6})(?![\\d/.:-]| \\d)"
              + "(?: [A-Z]{2})?(?=,? \\p{Lu})"
              + "|\\b[A-Z]{2},? (\\d{5})(?:-\\d{4})?\\b"
              + "|\\b([A-Z]{1,2}\\d[A-Z\\d]? ?\\d[A-Z]{2})\\b");

  private static final Pattern YEAR = Pattern.compile("(?:19|20)\\d\\d");
  private static final int FAR = 500;
  private static final int BESIDE = 50;

  private record Sign(int start, int end, boolean isOwn) {}

  private final String text;
  private final List<Sign> signs = new ArrayList<>();

  /// @param lines the text of a page; a postcode that begins a line is told from the end of a
  ///   number
  Neighbourhood(String lines, PlaceClues place) {
    text = lines.replace('\n', ' ');
    String own = place.postcode() == null ? "" : key(place.postcode());
    Matcher codes = POSTCODE.matcher(lines);
    Set<String> all = new HashSet<>();
    while (codes.find()) {
      String code = key(code(codes));
      if (mayBePostcode(code, own)) {
        all.add(code);
        signs.add(
            new Sign(
                codes.start(),
                codes.end(),
                own.isEmpty() ? isBesideOwn(codes, place) : code.equals(own)));
      }
    }
    if (own.isEmpty() && all.size() == 1) {
      // The only address of a page that shows the place.
      signs.clear();
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

  private static boolean mayBePostcode(String code, String own) {
    return code.equals(own)
        || ((own.isEmpty() || own.length() == code.length()) && !YEAR.matcher(code).matches());
  }

  /// Without a postcode of its own, an address is the place's if its street or city is beside it.
  private boolean isBesideOwn(Matcher code, PlaceClues place) {
    String beside =
        text.substring(
            Math.max(0, code.start() - BESIDE), Math.min(text.length(), code.end() + BESIDE));
    PlaceOnPage shown = PlaceOnPage.of(place, beside);
    return shown.street() || shown.city();
  }

  private static String key(String code) {
    return FoldedText.of(code).joined();
  }

  /// Whether a quote stands somewhere on the page, and not beside the address of another place.
  boolean isOfThePlace(String quote) {
    String sought = WhiteSpace.folded(quote).strip();
    for (int at = text.indexOf(sought); at >= 0; at = text.indexOf(sought, at + 1)) {
      if (isOfThePlace(at, at + sought.length())) {
        return true;
      }
    }
    return false;
  }

  private boolean isOfThePlace(int start, int end) {
    Sign nearest = null;
    for (Sign sign : signs) {
      boolean isBefore = sign.start() < end;
      if (isBefore && start - sign.end() < FAR) {
        nearest = sign;
      } else if (!isBefore && nearest == null && sign.start() - end < FAR) {
        nearest = sign;
      }
    }
    return nearest == null || nearest.isOwn();
  }
}
