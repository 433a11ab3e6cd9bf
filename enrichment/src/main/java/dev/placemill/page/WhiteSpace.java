package dev.placemill.page;

import java.text.Normalizer;
import java.util.regex.Pattern;

/// Texts with what nobody sees of them taken out, so that a quote can be found in its page.
public final class WhiteSpace {
  private static final Pattern UNSEEN = Pattern.compile("[\\p{Cf}\\u034f\\u115f\\u1160\\u3164]");
  private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}\\x{85}]+");

  private WhiteSpace() {}

  /// Each run of white space as one space, letters composed, invisible characters gone.
  public static String folded(String text) {
    return SPACE
        .matcher(UNSEEN.matcher(Normalizer.normalize(text, Normalizer.Form.NFC)).replaceAll(""))
        .replaceAll(" ");
  }
}
