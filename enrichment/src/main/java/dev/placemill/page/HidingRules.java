package dev.placemill.page;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Finds in a style sheet what it hides. Only plain selectors are understood, a few of them, and in
/// one pass: whoever writes the sheet must not decide how long that takes.
final class HidingRules {
  private static final Pattern PLAIN =
      Pattern.compile("[\\w.#*-]{1,80}(?:\\s+(?:>\\s+)?[\\w.#*-]{1,80}){0,2}");
  private static final Pattern COMMA = Pattern.compile(",");
  private static final int MOST = 200;
  private static final int LONGEST_SELECTOR = 2_000;

  private final String sheet;
  private final Predicate<String> hides;
  private final List<String> selectors = new ArrayList<>();

  private HidingRules(String sheet, Predicate<String> hides) {
    this.sheet = sheet;
    this.hides = hides;
  }

  /// The selectors of rules that hide, as far as they hold on any screen.
  ///
  /// @param hides whether the declarations of a rule do
  static List<String> selectors(String sheet, Predicate<String> hides) {
    var rules = new HidingRules(withoutComments(sheet), hides);
    rules.read();
    return rules.selectors;
  }

  private static String withoutComments(String sheet) {
    StringBuilder kept = new StringBuilder(sheet.length());
    int at = 0;
    for (int start = sheet.indexOf("/*"); start >= 0; start = sheet.indexOf("/*", at)) {
      kept.append(sheet, at, start);
      int end = sheet.indexOf("*/", start + 2);
      if (end < 0) {
        return kept.toString();
      }
      at = end + 2;
    }
    return kept.append(sheet, at, sheet.length()).toString();
  }

  private void read() {
    int at = 0;
    for (int open = sheet.indexOf('{'); open >= 0; open = sheet.indexOf('{', at)) {
      String before = sheet.substring(at, open);
      // Statements such as "@import" end with a semicolon.
      String selector = before.substring(before.lastIndexOf(';') + 1);
      int close = end(open);
      // What holds for print or small screens only hides nothing from everybody.
      if (!selector.contains("@") && hides.test(sheet.substring(open + 1, close))) {
        add(selector);
      }
      at = Math.min(close + 1, sheet.length());
    }
  }

  /// Where the block ends that begins here.
  private int end(int open) {
    int depth = 0;
    for (int i = open; i < sheet.length(); i++) {
      if (sheet.charAt(i) == '{') {
        depth++;
      } else if (sheet.charAt(i) == '}' && --depth == 0) {
        return i;
      }
    }
    return sheet.length();
  }

  private void add(String selector) {
    if (selector.length() > LONGEST_SELECTOR) {
      return;
    }
    for (String one : COMMA.split(selector, -1)) {
      String plain = one.strip();
      if (selectors.size() < MOST && PLAIN.matcher(plain).matches()) {
        selectors.add(plain);
      }
    }
  }
}
