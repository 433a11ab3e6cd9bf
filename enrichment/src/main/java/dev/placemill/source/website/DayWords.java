package dev.placemill.source.website;

import dev.placemill.attribute.FoldedText;
import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The days of the week in the languages of the pages we read, written out and shortened.
///
/// Some words are different days in different languages: `do` is a Thursday in Germany and a Sunday
/// in Spain. Such a word counts only on a page that says its language.
final class DayWords {
  private static final List<String> LANGUAGES =
      List.of(
          "en", "de", "fr", "es", "it", "nl", "pt", "pl", "cs", "sk", "da", "sv", "nb", "fi", "hu",
          "ro", "tr", "el", "ru", "uk", "ca", "hr", "sl", "bg", "et", "lv", "lt");

  /// Shortened in more ways than one.
  private static final Map<String, List<String>> SHORTER =
      Map.of(
          "en", List.of("mo", "tu", "we", "th", "fr", "sa", "su", "mon", "tues", "weds", "thur"),
          "de", List.of("mo", "di", "mi", "do", "fr", "sa", "so"),
          "fr", List.of("lu", "ma", "me", "je", "ve", "sa", "di"),
          "es", List.of("lu", "ma", "mi", "ju", "vi", "sa", "do"),
          "it", List.of("lu", "ma", "me", "gi", "ve", "sa", "do"),
          "nl", List.of("ma", "di", "wo", "do", "vr", "za", "zo"));

  private static final int LONG_ENOUGH = 4;
  private static final Set<String> EVERY_DAY =
      Set.of(
          "daily",
          "everyday",
          "täglich",
          "taglich",
          "quotidien",
          "diariamente",
          "dagelijks",
          "dagligen",
          "daglig",
          "codziennie",
          "denně",
          "giornalmente",
          "quotidianamente");
  private static final Set<String> WORKDAYS =
      Set.of("weekdays", "wochentags", "werktags", "weekday");
  private static final Set<String> WEEKEND = Set.of("weekend", "weekends", "wochenende");

  private static final Map<String, Map<String, DayOfWeek>> BY_LANGUAGE = new HashMap<>();
  private static final Map<String, DayOfWeek> UNDISPUTED = new HashMap<>();

  static {
    Set<String> disputed = new HashSet<>();
    for (String language : LANGUAGES) {
      Map<String, DayOfWeek> words = wordsOf(language);
      BY_LANGUAGE.put(language, words);
      words.forEach((word, day) -> {
        DayOfWeek other = UNDISPUTED.putIfAbsent(word, day);
        if (other != null && other != day) {
          disputed.add(word);
        }
      });
    }
    UNDISPUTED.keySet().removeAll(disputed);
  }

  private DayWords() {}

  private static Map<String, DayOfWeek> wordsOf(String language) {
    Map<String, DayOfWeek> words = new HashMap<>();
    Locale locale = Locale.of(language);
    for (DayOfWeek day : DayOfWeek.values()) {
      for (TextStyle style :
          List.of(
              TextStyle.FULL,
              TextStyle.SHORT,
              TextStyle.FULL_STANDALONE,
              TextStyle.SHORT_STANDALONE)) {
        List<String> folded = FoldedText.of(day.getDisplayName(style, locale)).words();
        // Portuguese says "segunda-feira" and often only "segunda".
        if (!folded.isEmpty()) {
          words.put(folded.getFirst(), day);
          if (folded.size() == 1 && folded.getFirst().length() > 5) {
            words.put(folded.getFirst() + "s", day);
          }
        }
      }
    }
    List<String> shorter = SHORTER.getOrDefault(language, List.of());
    for (int i = 0; i < Math.min(7, shorter.size()); i++) {
      words.put(shorter.get(i), DayOfWeek.of(i + 1));
    }
    if (language.equals("en")) {
      words.put("tues", DayOfWeek.TUESDAY);
      words.put("weds", DayOfWeek.WEDNESDAY);
      words.put("thur", DayOfWeek.THURSDAY);
      words.put("thurs", DayOfWeek.THURSDAY);
    }
    return words;
  }

  /// The days a word means.
  ///
  /// @param word folded
  /// @param language of the page, ISO 639, or empty when unknown
  static Optional<Set<DayOfWeek>> find(String word, String language) {
    DayOfWeek own =
        BY_LANGUAGE.getOrDefault(language.isEmpty() ? "en" : language, Map.of()).get(word);
    // A short word of another language is more often no day at all.
    DayOfWeek day = own == null && word.length() >= LONG_ENOUGH ? UNDISPUTED.get(word) : own;
    if (day != null) {
      return Optional.of(EnumSet.of(day));
    }
    if (EVERY_DAY.contains(word)) {
      return Optional.of(EnumSet.allOf(DayOfWeek.class));
    }
    if (WORKDAYS.contains(word)) {
      return Optional.of(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY));
    }
    return WEEKEND.contains(word)
        ? Optional.of(EnumSet.range(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY))
        : Optional.empty();
  }
}
