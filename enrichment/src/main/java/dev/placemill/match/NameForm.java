package dev.placemill.match;

import dev.placemill.attribute.FoldedText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A name folded and cut into trigrams once, so that it can be compared many times.
///
/// Words are written in their usual short forms; legal forms (`GmbH`, `Ltd`) are dropped where
/// something else remains of the name. A name of parts, as in "Gym @ Swimming Club" or "Bank (North
/// Branch)", keeps their forms beside its own.
public final class NameForm {
  private static final int MAX_LETTERS = 120;

  /// "Guest @ Host", "Guest at Host".
  private static final Pattern HOSTED =
      Pattern.compile("(?i)(.{2,}?)(?:\\s*@\\s*|\\s+(?:at|in|inside)\\s+)(.{2,})");

  /// "Name - Branch", "Name (Branch)", "Name, Branch".
  private static final Pattern DIVIDED =
      Pattern.compile("(.{2,}?)(?:\\s+[-–|:]\\s*|\\s*[,(\\[/]\\s*)(.{2,})");

  private final List<String> words;
  private final String joined;
  private final long[] spacedTrigrams;

  /// Made when first asked for: of most names that are read from an index they never are.
  private volatile long @Nullable [] joinedTrigrams;

  private final @Nullable NameForm head;
  private final @Nullable NameForm tail;
  private final boolean hosted;

  private NameForm(
      List<String> words, @Nullable NameForm head, @Nullable NameForm tail, boolean hosted) {
    this.words = words;
    String spaced = shortened(String.join(" ", words));
    boolean oneWord = words.size() == 1;
    this.joined = oneWord ? spaced : shortened(String.join("", words));
    this.spacedTrigrams = trigrams(spaced);
    this.joinedTrigrams = oneWord ? spacedTrigrams : null;
    this.head = head;
    this.tail = tail;
    this.hosted = hosted;
  }

  public static NameForm of(String name) {
    Matcher hosted = HOSTED.matcher(name);
    if (hosted.matches()) {
      return divided(name, hosted, true);
    }
    Matcher divided = DIVIDED.matcher(name);
    return divided.matches() ? divided(name, divided, false) : ofWords(essential(name));
  }

  private static NameForm divided(String name, Matcher parts, boolean hosted) {
    NameForm head = ofWords(essential(parts.group(1)));
    NameForm tail = ofWords(essential(parts.group(2)));
    return head.isEmpty() || tail.isEmpty()
        ? ofWords(essential(name))
        : new NameForm(essential(name), head, tail, hosted);
  }

  /// Words in their short forms, without a leading article and without legal forms, unless nothing
  /// else remains.
  private static List<String> essential(String name) {
    List<String> all = NameWords.shortest(FoldedText.of(name).words());
    List<String> kept =
        (all.size() > 1 && all.getFirst().equals("the") ? all.subList(1, all.size()) : all)
            .stream().filter(word -> !NameWords.isLegalForm(word)).toList();
    return kept.isEmpty() ? all : kept;
  }

  /// The form of an undivided name from its [folded][#words()] words, as an index keeps them.
  public static NameForm ofWords(List<String> words) {
    return new NameForm(List.copyOf(words), null, null, false);
  }

  /// The form of a divided name from its words and those of its parts.
  ///
  /// @param hosted whether the tail is where the head is found, as in "Gym @ Club"
  public static NameForm ofWords(
      List<String> words, List<String> head, List<String> tail, boolean hosted) {
    return head.isEmpty()
        ? ofWords(words)
        : new NameForm(List.copyOf(words), ofWords(head), ofWords(tail), hosted);
  }

  /// What stands before "@", "at", a dash, a bracket or a comma; null where the name has no parts.
  public @Nullable NameForm head() {
    return head;
  }

  /// What stands behind the head, or null.
  public @Nullable NameForm tail() {
    return tail;
  }

  /// Whether the tail names the place that houses this one.
  public boolean isHosted() {
    return hosted;
  }

  public List<String> words() {
    return words;
  }

  /// The words without spaces between them.
  public String joined() {
    return joined;
  }

  /// Nothing but punctuation.
  public boolean isEmpty() {
    return words.isEmpty();
  }

  /// Every three letters in a row, each once, the ends padded.
  public List<String> trigrams() {
    List<String> texts = new ArrayList<>(spacedTrigrams.length);
    for (long packed : spacedTrigrams) {
      texts.add(
          new String(new char[] {(char) (packed >>> 32), (char) (packed >>> 16), (char) packed}));
    }
    return texts;
  }

  /// Every three letters in a row as one number, each once, in order; not to be changed.
  long[] spacedTrigrams() {
    return spacedTrigrams;
  }

  /// Twice the shared trigrams by the trigrams of both: 0 for nothing in common, 1 for the same.
  public double trigramsShared(NameForm other) {
    return dice(spacedTrigrams, other.spacedTrigrams);
  }

  /// The same where it is known how many they share.
  double trigramsShared(NameForm other, int shared) {
    return dice(shared, spacedTrigrams, other.spacedTrigrams);
  }

  /// The same with spaces ignored, or the share of letters that need no edit where that is more: a
  /// typo spoils most trigrams of a short name. Exactly 1 when nothing but spaces differs.
  double joinedShared(NameForm other) {
    if (joined.equals(other.joined)) {
      return 1;
    }
    double shared = dice(joinedTrigrams(), other.joinedTrigrams());
    return mostUnedited(joined, other.joined) <= shared
        ? shared
        : Math.max(shared, unedited(joined, other.joined));
  }

  private long[] joinedTrigrams() {
    long[] known = joinedTrigrams;
    if (known == null) {
      known = trigrams(joined);
      joinedTrigrams = known;
    }
    return known;
  }

  /// No more letters can go unedited than both have, wherever they stand. Counting them is far less
  /// work than the edits; letters that share a place in the count only make it larger.
  private static double mostUnedited(String a, String b) {
    int longer = Math.max(a.length(), b.length());
    int[] counts = new int[64];
    for (int i = 0; i < a.length(); i++) {
      counts[a.charAt(i) & 63]++;
    }
    int common = 0;
    for (int i = 0; i < b.length(); i++) {
      common += counts[b.charAt(i) & 63]-- > 0 ? 1 : 0;
    }
    return (double) common / longer;
  }

  /// The share of letters that are in both once the fewest are dropped, added, replaced or swapped.
  static double unedited(String a, String b) {
    int longer = Math.max(a.length(), b.length());
    if (longer == 0 || Math.abs(a.length() - b.length()) * 2 > longer) {
      return 0;
    }
    return 1 - (double) Edits.between(a, b) / longer;
  }

  private static String shortened(String text) {
    return text.length() <= MAX_LETTERS ? text : text.substring(0, MAX_LETTERS);
  }

  private static long[] trigrams(String text) {
    if (text.isEmpty()) {
      return new long[0];
    }
    String padded = " " + text + " ";
    long[] packed = new long[padded.length() - 2];
    for (int i = 0; i < packed.length; i++) {
      packed[i] =
          (long) padded.charAt(i) << 32
              | (long) padded.charAt(i + 1) << 16
              | (long) padded.charAt(i + 2);
    }
    Arrays.sort(packed);
    int kept = 1;
    for (int i = 1; i < packed.length; i++) {
      if (packed[i] != packed[kept - 1]) {
        packed[kept++] = packed[i];
      }
    }
    return kept == packed.length ? packed : Arrays.copyOf(packed, kept);
  }

  private static double dice(long[] a, long[] b) {
    int shared = 0;
    for (int i = 0, j = 0; i < a.length && j < b.length; ) {
      int order = Long.compare(a[i], b[j]);
      if (order == 0) {
        shared++;
      }
      i += order <= 0 ? 1 : 0;
      j += order >= 0 ? 1 : 0;
    }
    return dice(shared, a, b);
  }

  private static double dice(int shared, long[] a, long[] b) {
    return shared == 0 ? 0 : 2.0 * shared / (a.length + b.length);
  }
}
