package dev.placemill.source.llm;

import dev.placemill.page.ReadablePage;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// As much of the pages as a model is shown. Of a long page that is the lines with numbers,
/// addresses and what stands around them, for they state what is asked for.
final class Excerpt {
  private Excerpt() {}

  /// The text of each page, all together no longer than `most` characters.
  static List<String> of(List<ReadablePage> pages, int most) {
    List<String> texts = new ArrayList<>();
    int left = most;
    for (int i = 0; i < pages.size(); i++) {
      String text = of(pages.get(i).text(), left / (pages.size() - i));
      texts.add(text);
      left -= text.length();
    }
    return texts;
  }

  private static String of(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    List<String> lines = text.lines().toList();
    BitSet telling = new BitSet();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).chars().anyMatch(letter -> letter == '@' || Character.isDigit(letter))) {
        telling.set(Math.max(0, i - 1), Math.min(lines.size(), i + 2));
      }
    }
    StringBuilder excerpt = new StringBuilder();
    for (int i = telling.nextSetBit(0); i >= 0; i = telling.nextSetBit(i + 1)) {
      excerpt.append(lines.get(i)).append('\n');
    }
    return excerpt.substring(0, Math.min(most, excerpt.length()));
  }
}
