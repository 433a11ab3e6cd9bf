package dev.placemill.attribute;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// A name or address line reduced to what matters when two spellings are compared: no case, no
/// accents, no punctuation. Scripts other than Latin keep their letters.
///
/// @param words in their order, none blank
public record FoldedText(List<String> words) {
  // Only the general diacritics: the voicing marks of kana or the vowel signs of Devanagari are
  // letters, not ornaments.
  private static final Pattern DIACRITICS = Pattern.compile("[\\u0300-\\u036f]+");
  private static final Pattern APOSTROPHES = Pattern.compile("['’‘ʼ`´]");
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");
  private static final Map<String, String> LETTERS =
      Map.of(
          "ß", "ss", "ø", "o", "ł", "l", "æ", "ae", "œ", "oe", "đ", "d", "ð", "d", "þ", "th", "ı",
          "i", "&", " and ");
  private static final Pattern LETTERS_TO_SPELL_OUT = Pattern.compile("[ßøłæœđðþı&]");

  public FoldedText {
    words = List.copyOf(words);
  }

  public static FoldedText of(String text) {
    String letters =
        DIACRITICS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD)).replaceAll("");
    String lower = Normalizer.normalize(letters, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    String spelled =
        LETTERS_TO_SPELL_OUT.matcher(lower).replaceAll(hit -> LETTERS.get(hit.group()));
    String plain = APOSTROPHES.matcher(spelled).replaceAll("");
    return new FoldedText(
        BETWEEN_WORDS.splitAsStream(plain).filter(word -> !word.isEmpty()).toList());
  }

  /// The words with one space between them.
  public String spaced() {
    return String.join(" ", words);
  }

  /// The words without any space, so that "Mc Donald's" and "McDonalds" are the same.
  public String joined() {
    return String.join("", words);
  }

  public boolean isEmpty() {
    return words.isEmpty();
  }
}
