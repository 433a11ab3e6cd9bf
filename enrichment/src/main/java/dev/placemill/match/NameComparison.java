package dev.placemill.match;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Two names side by side: which words of each have a like in the other, and how rare those and the
/// others are.
final class NameComparison {
  private static final double SAME_WORD = 0.86;
  private static final double BEGINS_ALIKE = 0.9;
  private static final double HOLDS = 0.85;
  private static final double SAME_PART = 0.8;
  private static final int SHORTEST_BEGINNING = 3;
  private static final int SHORTEST_WITHIN = 5;

  /// Rarer than this says no more, so that a large index does not outweigh a small one.
  private static final double RAREST = 9;

  private final NameForm one;
  private final NameForm other;
  private final NameStatistics statistics;
  private final Side ofOne;
  private final Side ofOther;
  private final double trigrams;
  private final double joined;

  NameComparison(
      NameForm one, NameForm other, Set<String> addressWords, NameStatistics statistics) {
    this.one = one;
    this.other = other;
    this.statistics = statistics;
    this.ofOne = new Side(one, other, addressWords);
    this.ofOther = new Side(other, one, addressWords);
    this.trigrams = one.trigramsShared(other);
    this.joined = one.joinedShared(other);
  }

  /// One figure for choosing among names, cheap to have.
  static double alike(NameForm one, NameForm other) {
    return one.trigramsShared(other) + one.joinedShared(other);
  }

  double mostAlike() {
    return Math.max(trigrams, Math.max(ofOne.share, ofOther.share));
  }

  /// The words of one name beside those of the other.
  private final class Side {
    private double share;
    private double shared;
    private double rarestShared;
    private double alone;
    private double rarestAlone;
    private double aloneUnaddressed;
    private int parts;

    Side(NameForm name, NameForm beside, Set<String> addressWords) {
      List<String> words = name.words();
      double all = 0;
      double found = 0;
      for (int i = 0; i < words.size(); i++) {
        String word = words.get(i);
        double like = like(words, i, beside);
        double rarity = rarity(word);
        all += rarity;
        if (like > 0) {
          found += rarity * like;
          rarestShared = Math.max(rarestShared, rarity * like);
        } else {
          alone += rarity;
          rarestAlone = Math.max(rarestAlone, rarity);
          aloneUnaddressed += addressWords.contains(word) ? 0 : rarity;
          parts += NameWords.isPart(word) ? 1 : 0;
        }
      }
      shared = found;
      share = all == 0 ? 0 : found / all;
    }
  }

  private double rarity(String word) {
    double bearers = Math.max(1, statistics.recordsWithWord(word));
    return Math.min(RAREST, Math.log1p(statistics.records() / bearers));
  }

  /// How much the most alike word of the other name is like this one; two words may be one there.
  private static double like(List<String> words, int at, NameForm beside) {
    String word = words.get(at);
    double best = 0;
    for (String candidate : beside.words()) {
      best = Math.max(best, wordsAlike(word, candidate));
    }
    boolean within =
        best == 0
            && (isWithin(word, beside)
                || (at + 1 < words.size() && isWithin(word + words.get(at + 1), beside))
                || (at > 0 && isWithin(words.get(at - 1) + word, beside)));
    return within ? BEGINS_ALIKE : best;
  }

  private static boolean isWithin(String word, NameForm name) {
    return word.length() >= SHORTEST_WITHIN && name.joined().contains(word);
  }

  private static double wordsAlike(String a, String b) {
    if (a.equals(b)) {
      return 1;
    }
    if (Character.isDigit(a.charAt(0)) || Character.isDigit(b.charAt(0))) {
      return 0;
    }
    if (JaroWinkler.areAlike(a, b, SAME_WORD)) {
      return JaroWinkler.alike(a, b);
    }
    int shorter = Math.min(a.length(), b.length());
    if (shorter >= SHORTEST_BEGINNING && (a.startsWith(b) || b.startsWith(a))) {
      return BEGINS_ALIKE;
    }
    return shorter >= SHORTEST_WITHIN && (a.contains(b) || b.contains(a)) ? HOLDS : 0;
  }

  /// The share of a name's words that stand among these, rare words counting more.
  double shareIn(NameForm name, List<String> words) {
    double all = 0;
    double found = 0;
    if (!words.isEmpty()) {
      for (String word : name.words()) {
        double rarity = rarity(word);
        all += rarity;
        found += words.contains(word) ? rarity : 0;
      }
    }
    return all == 0 ? 0 : found / all;
  }

  void into(MatchFeatures features) {
    double least = Math.min(ofOne.share, ofOther.share);
    double most = Math.max(ofOne.share, ofOther.share);
    features.set(MatchFeature.NAME_TRIGRAMS, trigrams);
    features.set(MatchFeature.NAME_JOINED, joined);
    features.set(MatchFeature.NAME_WORDS_LEAST, least);
    features.set(MatchFeature.NAME_WORDS_MOST, most);
    features.set(MatchFeature.NAME_OVERALL, (trigrams + joined + least + most) / 4);
    features.set(MatchFeature.SHARED_RARITY, (ofOne.shared + ofOther.shared) / 2);
    features.set(MatchFeature.SHARED_RAREST, Math.max(ofOne.rarestShared, ofOther.rarestShared));
    features.set(MatchFeature.OTHER_RARITY_MOST, Math.max(ofOne.alone, ofOther.alone));
    features.set(MatchFeature.OTHER_RARITY_LEAST, Math.min(ofOne.alone, ofOther.alone));
    features.set(MatchFeature.OTHER_RAREST, Math.max(ofOne.rarestAlone, ofOther.rarestAlone));
    features.set(
        MatchFeature.OTHER_RARITY_UNADDRESSED,
        Math.max(ofOne.aloneUnaddressed, ofOther.aloneUnaddressed));
    features.set(MatchFeature.PART_WORDS, Math.min(2, ofOne.parts + ofOther.parts));
    partsInto(features);
    wordsInto(features);
  }

  private void partsInto(MatchFeatures features) {
    if (one.head() == null && other.head() == null) {
      features.set(MatchFeature.NAME_HEAD, joined);
      features.set(MatchFeature.NAME_PART, Math.max(trigrams, joined));
      return;
    }
    NameForm head = one.head() == null ? one : one.head();
    NameForm otherHead = other.head() == null ? other : other.head();
    features.set(MatchFeature.NAME_HEAD, head.joinedShared(otherHead));
    double best = Math.max(trigrams, joined);
    for (NameForm part : parts(one)) {
      for (NameForm otherPart : parts(other)) {
        best = Math.max(best, part.joinedShared(otherPart));
      }
    }
    features.set(MatchFeature.NAME_PART, best);
    int guest = host(one, other);
    int otherGuest = host(other, one);
    features.set(
        MatchFeature.HOST, Math.min(guest, otherGuest) < 0 ? -1 : Math.max(guest, otherGuest));
  }

  private static List<NameForm> parts(NameForm name) {
    NameForm head = name.head();
    NameForm tail = name.tail();
    if (head == null || tail == null) {
      return List.of(name);
    }
    return name.isHosted() ? List.of(name, head) : List.of(name, head, tail);
  }

  /// Whether a name is the guest of a divided one, 1, or its host, -1.
  private static int host(NameForm name, NameForm divided) {
    NameForm head = divided.head();
    NameForm tail = divided.tail();
    if (head == null || tail == null) {
      return 0;
    }
    double asGuest = name.joinedShared(head);
    double asHost = divided.isHosted() ? name.joinedShared(tail) : 0;
    if (asGuest >= SAME_PART && asGuest >= asHost) {
      return 1;
    }
    return asHost >= SAME_PART ? -1 : 0;
  }

  private void wordsInto(MatchFeatures features) {
    List<String> words = one.words();
    List<String> others = other.words();
    if (!words.isEmpty() && !others.isEmpty()) {
      features.set(MatchFeature.FIRST_WORD, wordsAlike(words.getFirst(), others.getFirst()));
      features.set(MatchFeature.LAST_WORD, wordsAlike(words.getLast(), others.getLast()));
      String a = one.joined();
      String b = other.joined();
      boolean begins = a.startsWith(b) || b.startsWith(a);
      features.set(MatchFeature.NAME_WITHIN, begins ? 1 : a.contains(b) || b.contains(a) ? 0.5 : 0);
      features.set(MatchFeature.INITIALS, isInitials(one, other) || isInitials(other, one) ? 1 : 0);
    }
    features.set(MatchFeature.WORDS, Math.min(words.size(), others.size()));
    features.set(MatchFeature.MORE_WORDS, Math.abs(words.size() - others.size()));
    features.set(MatchFeature.LETTERS, Math.min(one.joined().length(), other.joined().length()));
    Set<String> numbers = numbers(one);
    Set<String> otherNumbers = numbers(other);
    features.set(MatchFeature.NAME_NUMBERS, agreement(numbers, otherNumbers));
    features.set(MatchFeature.NUMBER_OF_ONE, numbers.isEmpty() == otherNumbers.isEmpty() ? 0 : 1);
    Set<String> kinds = kinds(one);
    Set<String> otherKinds = kinds(other);
    features.set(MatchFeature.NAME_KINDS, agreement(kinds, otherKinds));
    features.set(MatchFeature.KIND_OF_ONE, kinds.equals(otherKinds) ? 0 : 1);
    features.set(MatchFeature.WIDE, (isWide(one) ? 1 : 0) + (isWide(other) ? 1 : 0));
  }

  private static boolean isInitials(NameForm brief, NameForm full) {
    StringBuilder initials = new StringBuilder();
    for (String word : full.words()) {
      if (!word.equals("and") && !word.equals("of")) {
        initials.append(word.charAt(0));
      }
    }
    String letters = initials.toString();
    return letters.length() >= SHORTEST_BEGINNING
        && (brief.joined().equals(letters) || brief.words().getFirst().equals(letters));
  }

  private static boolean isWide(NameForm name) {
    for (String word : name.words()) {
      if (NameWords.isLarge(word)) {
        return true;
      }
    }
    return false;
  }

  /// 1 for the same, a half for some in common, -1 for none, 0 where either has none.
  static double agreement(Set<String> some, Set<String> others) {
    if (some.isEmpty() || others.isEmpty()) {
      return 0;
    }
    if (some.equals(others)) {
      return 1;
    }
    return Collections.disjoint(some, others) ? -1 : 0.5;
  }

  private static Set<String> numbers(NameForm name) {
    Set<String> numbers = Set.of();
    for (String word : name.words()) {
      int digits = word.length();
      while (digits > 0 && Character.isDigit(word.charAt(digits - 1))) {
        digits--;
      }
      if (digits < word.length()) {
        numbers = with(word.substring(digits), numbers);
      } else if (Character.isDigit(word.charAt(0))) {
        numbers = with(word, numbers);
      }
    }
    return numbers;
  }

  static Set<String> kinds(NameForm name) {
    Set<String> kinds = Set.of();
    for (String word : name.words()) {
      String kind = NameWords.kindOf(word);
      if (kind != null) {
        kinds = with(kind, kinds);
      }
    }
    return kinds;
  }

  /// Few names have any of these words, so a set that can grow is not worth making for each.
  private static Set<String> with(String word, Set<String> words) {
    Set<String> grown = words.isEmpty() ? new HashSet<>() : words;
    grown.add(word);
    return grown;
  }
}
