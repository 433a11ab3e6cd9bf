package dev.placemill.attribute;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// How expensive a place is, from 1 to 4.
final class PriceTier {
  private static final int MOST = 4;
  private static final Pattern SIGNS = Pattern.compile("([$€£¥₩₹₽฿₫])\\1{0,3}");
  private static final Pattern DIGIT = Pattern.compile("[1-4]");
  private static final Pattern SPACES = Pattern.compile("\\s+");
  private static final Map<String, Integer> WORDS =
      Map.ofEntries(
          Map.entry("cheap", 1),
          Map.entry("inexpensive", 1),
          Map.entry("budget", 1),
          Map.entry("low", 1),
          Map.entry("moderate", 2),
          Map.entry("mid range", 2),
          Map.entry("midrange", 2),
          Map.entry("medium", 2),
          Map.entry("average", 2),
          Map.entry("expensive", 3),
          Map.entry("upscale", 3),
          Map.entry("high", 3),
          Map.entry("very expensive", MOST),
          Map.entry("luxury", MOST),
          Map.entry("fine dining", MOST));

  private PriceTier() {}

  /// Amounts say nothing without knowing what else costs how much nearby, so `10-20 EUR` is no
  /// tier.
  static Optional<AttributeValue.WholeNumber> find(String text) {
    String plain = SPACES.matcher(text).replaceAll("");
    Integer tier = WORDS.get(FoldedText.of(text).spaced());
    if (SIGNS.matcher(plain).matches()) {
      tier = plain.length();
    } else if (DIGIT.matcher(plain).matches()) {
      tier = Integer.valueOf(plain);
    }
    return Optional.ofNullable(tier).map(AttributeValue.WholeNumber::new);
  }
}
