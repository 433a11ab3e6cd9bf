package dev.placemill.source.geography;

import dev.placemill.attribute.FoldedText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/// An address line taken apart at its commas and spaces.
record AddressLine(List<Segment> segments) {
  private static final Pattern COMMAS = Pattern.compile("[,،、，;|\\n]|\\s[-–—]\\s");
  private static final Pattern SPACES = Pattern.compile("[\\s\\u00a0\\u3000]+");
  private static final Pattern AROUND_WORD = Pattern.compile("^[^\\p{L}\\p{N}]+|[^\\p{L}\\p{N}]+$");
  private static final int MOST_SEGMENTS = 12;
  private static final int MOST_WORDS = 24;
  private static final int MOST_CHARACTERS = 400;

  /// What stands between two commas.
  record Segment(String text, List<Word> words) {
    String folded(int from, int to) {
      return String.join(" ", words.subList(from, to).stream().map(Word::folded).toList());
    }
  }

  /// A folded word and the text it was written in, which may hold several: `Saint-Louis`.
  record Word(String folded, String written) {
    boolean hasDigit() {
      return folded.chars().anyMatch(Character::isDigit);
    }

    boolean isCode() {
      return written.length() <= 3 && written.chars().allMatch(c -> c >= 'A' && c <= 'Z');
    }

    /// Chinese, Japanese, Korean or Thai: names follow each other without spaces.
    boolean isUnspaced() {
      return folded.codePoints().anyMatch(AddressLine::isOfUnspacedScript);
    }
  }

  static AddressLine of(String line) {
    String bounded = line.substring(0, Math.min(line.length(), MOST_CHARACTERS));
    return new AddressLine(
        COMMAS
            .splitAsStream(bounded)
            .map(String::strip)
            .filter(text -> !text.isEmpty())
            .limit(MOST_SEGMENTS)
            .map(AddressLine::segment)
            .filter(segment -> !segment.words.isEmpty())
            .toList());
  }

  private static Segment segment(String text) {
    var words = new ArrayList<Word>();
    for (String written : Arrays.asList(SPACES.split(text))) {
      String bare = stripPunctuation(written);
      for (String folded : FoldedText.of(written).words()) {
        words.add(new Word(folded, bare));
      }
    }
    return new Segment(text, words.subList(0, Math.min(words.size(), MOST_WORDS)));
  }

  private static String stripPunctuation(String written) {
    boolean isBare =
        !written.isEmpty()
            && Character.isLetterOrDigit(written.charAt(0))
            && Character.isLetterOrDigit(written.charAt(written.length() - 1));
    return isBare ? written : AROUND_WORD.matcher(written).replaceAll("");
  }

  private static boolean isOfUnspacedScript(int letter) {
    return switch (Character.UnicodeScript.of(letter)) {
      case HAN, HIRAGANA, KATAKANA, HANGUL, THAI -> true;
      default -> false;
    };
  }
}
