package dev.placemill.place;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Text from a spreadsheet, without what nobody meant to type.
final class TidyText {
  /// White space of every script, control characters, zero-width space and byte order mark; not the
  /// zero-width joiners, which Persian and Indic spelling needs.
  private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}\\p{Cc}\\u200B\\uFEFF]+");

  private TidyText() {}

  /// The text with single spaces and none at its ends; null when nothing is left.
  static @Nullable String of(String text) {
    if (isTidy(text)) {
      return text;
    }
    String tidy = BLANKS.matcher(text).replaceAll(" ").strip();
    return tidy.isEmpty() ? null : tidy;
  }

  /// Most text is plain ASCII without a blank too many, which is seen at a glance.
  private static boolean isTidy(String text) {
    boolean afterBlank = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~' || (c == ' ' && afterBlank)) {
        return false;
      }
      afterBlank = c == ' ';
    }
    return !afterBlank;
  }
}
