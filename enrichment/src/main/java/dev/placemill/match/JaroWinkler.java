package dev.placemill.match;

/// Likeness of two words that forgives a typo, more so late in the word (Jaro 1989, Winkler 1990).
/// That pairs letters from the left and so may miss a single slip, such as a first letter left out;
/// in words that are long enough one slip is looked for by itself.
final class JaroWinkler {
  private static final double PREFIX_WEIGHT = 0.1;
  private static final int PREFIX_LETTERS = 4;

  /// Among shorter words too many real ones differ by a letter.
  private static final int LONG_ENOUGH_FOR_A_SLIP = 5;

  private static final double ONE_SLIP = 0.9;

  private JaroWinkler() {}

  /// Whether [#alike] is at least so much. Most pairs of words are told apart by which letters they
  /// have and how they begin, wherever the letters stand.
  static boolean areAlike(String a, String b, double least) {
    if (a.equals(b) || (least <= ONE_SLIP && isOneSlipApart(a, b))) {
      return true;
    }
    long lettersOfA = letters(a);
    long lettersOfB = letters(b);
    int common =
        Math.min(
            a.length() - Long.bitCount(lettersOfA & ~lettersOfB),
            b.length() - Long.bitCount(lettersOfB & ~lettersOfA));
    double most = ((double) common / a.length() + (double) common / b.length() + 1) / 3;
    double bonus = commonPrefix(a, b) * PREFIX_WEIGHT;
    // A hair less than the least, because the sums are rounded.
    return most + bonus * (1 - most) >= least - 1e-9 && alike(a, b) >= least;
  }

  /// One bit for each letter, some of them shared by several letters.
  private static long letters(String word) {
    long letters = 0;
    for (int i = 0; i < word.length(); i++) {
      letters |= 1L << word.charAt(i);
    }
    return letters;
  }

  /// 0 for nothing in common, 1 for the same word.
  static double alike(String a, String b) {
    if (a.equals(b)) {
      return 1;
    }
    boolean[] takenOfA = new boolean[a.length()];
    boolean[] takenOfB = new boolean[b.length()];
    int common = pairUp(a, b, takenOfA, takenOfB);
    if (common == 0) {
      return 0;
    }
    double leastAlike = isOneSlipApart(a, b) ? ONE_SLIP : 0;
    double outOfOrder = outOfOrder(a, b, takenOfA, takenOfB) / 2.0;
    double jaro =
        ((double) common / a.length()
                + (double) common / b.length()
                + (common - outOfOrder) / common)
            / 3;
    return Math.max(leastAlike, jaro + commonPrefix(a, b) * PREFIX_WEIGHT * (1 - jaro));
  }

  /// A letter dropped, added or replaced, or two neighbours swapped.
  private static boolean isOneSlipApart(String a, String b) {
    if (Math.min(a.length(), b.length()) < LONG_ENOUGH_FOR_A_SLIP
        || Math.abs(a.length() - b.length()) > 1) {
      return false;
    }
    int start = 0;
    while (start < a.length() && start < b.length() && a.charAt(start) == b.charAt(start)) {
      start++;
    }
    int endOfA = a.length();
    int endOfB = b.length();
    while (endOfA > start && endOfB > start && a.charAt(endOfA - 1) == b.charAt(endOfB - 1)) {
      endOfA--;
      endOfB--;
    }
    int left = Math.max(endOfA, endOfB) - start;
    boolean swapped =
        left == 2
            && a.length() == b.length()
            && a.charAt(start) == b.charAt(start + 1)
            && a.charAt(start + 1) == b.charAt(start);
    return left <= 1 || swapped;
  }

  private static int pairUp(String a, String b, boolean[] takenOfA, boolean[] takenOfB) {
    int reach = Math.max(0, Math.max(a.length(), b.length()) / 2 - 1);
    int common = 0;
    for (int i = 0; i < a.length(); i++) {
      int end = Math.min(b.length(), i + reach + 1);
      for (int j = Math.max(0, i - reach); j < end; j++) {
        if (!takenOfB[j] && a.charAt(i) == b.charAt(j)) {
          takenOfA[i] = true;
          takenOfB[j] = true;
          common++;
          break;
        }
      }
    }
    return common;
  }

  private static int outOfOrder(String a, String b, boolean[] takenOfA, boolean[] takenOfB) {
    int count = 0;
    int j = 0;
    for (int i = 0; i < a.length(); i++) {
      if (!takenOfA[i]) {
        continue;
      }
      while (!takenOfB[j]) {
        j++;
      }
      count += a.charAt(i) == b.charAt(j) ? 0 : 1;
      j++;
    }
    return count;
  }

  private static int commonPrefix(String a, String b) {
    int end = Math.min(PREFIX_LETTERS, Math.min(a.length(), b.length()));
    int length = 0;
    while (length < end && a.charAt(length) == b.charAt(length)) {
      length++;
    }
    return length;
  }
}
