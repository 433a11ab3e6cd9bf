package dev.placemill.attribute;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A name or address line reduced to what matters when two spellings are compared: no case, no
/// accents, no punctuation. Scripts other than Latin keep their letters.
///
/// @param words in their order, none blank
public record FoldedText(List<String> words) {
  // Letters that no normalisation takes apart.
  private static final Map<Character, String> SPELLED_OUT =
      Map.of(
          'ß', "ss", 'ø', "o", 'ł', "l", 'æ', "ae", 'œ', "oe", 'đ', "d", 'ð', "d", 'þ', "th", 'ı',
          "i");
  private static final String APOSTROPHES = "'’‘ʼ`´";
  private static final int WORD_TYPES =
      types(
          Character.UPPERCASE_LETTER,
          Character.LOWERCASE_LETTER,
          Character.TITLECASE_LETTER,
          Character.MODIFIER_LETTER,
          Character.OTHER_LETTER,
          Character.NON_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.COMBINING_SPACING_MARK,
          Character.DECIMAL_DIGIT_NUMBER,
          Character.LETTER_NUMBER,
          Character.OTHER_NUMBER);

  public FoldedText {
    words = List.copyOf(words);
  }

  public static FoldedText of(String text) {
    return new FoldedText(words(isAscii(text) ? text : undecorated(text)));
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  private static String undecorated(String text) {
    String apart = Normalizer.normalize(text, Normalizer.Form.NFKD);
    StringBuilder letters = new StringBuilder(apart.length());
    for (int i = 0; i < apart.length(); i++) {
      char letter = apart.charAt(i);
      // Only the general diacritics: the voicing marks of kana or the vowel signs of Devanagari are
      // letters, not ornaments.
      if (letter < 0x300 || letter > 0x36f) {
        letters.append(letter);
      }
    }
    return Normalizer.normalize(letters, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
  }

  /// Written letter by letter, without patterns: reading a dataset folds every text it has.
  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); ) {
      int letter = text.codePointAt(i);
      i += Character.charCount(letter);
      if (APOSTROPHES.indexOf(letter) >= 0) {
        continue;
      }
      if (((WORD_TYPES >> Character.getType(letter)) & 1) == 1) {
        append(letter, word);
      } else {
        end(word, words);
        if (letter == '&') {
          words.add("and");
        }
      }
    }
    end(word, words);
    return words;
  }

  private static void append(int letter, StringBuilder word) {
    String spelledOut =
        letter < 0x80 || letter > Character.MAX_VALUE ? null : SPELLED_OUT.get((char) letter);
    if (spelledOut != null) {
      word.append(spelledOut);
    } else {
      word.appendCodePoint(letter < 0x80 ? Character.toLowerCase(letter) : letter);
    }
  }

  private static void end(StringBuilder word, List<String> words) {
    if (!word.isEmpty()) {
      words.add(word.toString());
      word.setLength(0);
    }
  }

  private static int types(byte... types) {
    int bits = 0;
    for (byte type : types) {
      bits |= 1 << type;
    }
    return bits;
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
