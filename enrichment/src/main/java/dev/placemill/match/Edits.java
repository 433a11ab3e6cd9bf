package dev.placemill.match;

import java.util.Arrays;

/// The optimal string alignment distance: how many letters must be dropped, added, replaced, or
/// swapped with their neighbour to make one text of another.
///
/// A column of the table of distances is kept as the bits of two numbers, so that a letter takes a
/// handful of operations instead of one per letter of the other text (Myers 1999, with swapped
/// neighbours by Hyyrö 2003).
final class Edits {
  private static final int SLOTS = 128;

  private Edits() {}

  static int between(String a, String b) {
    if (a.isEmpty() || b.isEmpty()) {
      return a.length() + b.length();
    }
    String shorter = a.length() <= b.length() ? a : b;
    String longer = shorter.equals(a) ? b : a;
    long[] places = shorter.length() <= Long.SIZE ? places(shorter) : new long[0];
    return places.length == 0 ? byTable(shorter, longer) : byBits(shorter, longer, places);
  }

  /// Where each letter stands, a bit for each place, by the lower bits of the letter; empty when
  /// two letters have those in common.
  private static long[] places(String text) {
    long[] places = new long[SLOTS];
    for (int i = 0; i < text.length(); i++) {
      int slot = text.charAt(i) % SLOTS;
      if (places[slot] != 0
          && text.charAt(Long.numberOfTrailingZeros(places[slot])) != text.charAt(i)) {
        return new long[0];
      }
      places[slot] |= 1L << i;
    }
    return places;
  }

  private static int byBits(String shorter, String longer, long[] places) {
    long lower = -1;
    long higher = 0;
    long same = 0;
    long before = 0;
    int edits = shorter.length();
    int last = shorter.length() - 1;
    for (int i = 0; i < longer.length(); i++) {
      char letter = longer.charAt(i);
      long here = places[letter % SLOTS];
      if (here != 0 && shorter.charAt(Long.numberOfTrailingZeros(here)) != letter) {
        here = 0;
      }
      long swapped = (~same & here) << 1 & before;
      same = ((here & lower) + lower ^ lower) | here | higher | swapped;
      long up = higher | ~(same | lower);
      long down = same & lower;
      edits += (int) (up >>> last & 1) - (int) (down >>> last & 1);
      up = up << 1 | 1;
      lower = down << 1 | ~(same | up);
      higher = up & same;
      before = here;
    }
    return edits;
  }

  /// For long texts and those of large alphabets.
  private static int byTable(String a, String b) {
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    Arrays.setAll(last, index -> index);
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(last[j], row[j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      int[] spare = beforeLast;
      beforeLast = last;
      last = row;
      row = spare;
    }
    return last[b.length()];
  }
}
