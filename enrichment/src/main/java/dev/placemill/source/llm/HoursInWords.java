package dev.placemill.source.llm;

import dev.placemill.attribute.AttributeValue;
import dev.placemill.attribute.FoldedText;
import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The days and times that a sentence names, in whatever language: enough to see that opening hours
/// have none that are not in it. What the sentence means is left to whoever read it.
///
/// @param days null when it names none
/// @param minutes of the day
record HoursInWords(@Nullable Set<DayOfWeek> days, Set<Integer> minutes, boolean isAllDay) {
  private static final List<String> LANGUAGES =
      List.of(
          "en", "de", "fr", "es", "it", "pt", "nl", "ca", "da", "sv", "nb", "fi", "pl", "cs", "sk",
          "sl", "hr", "hu", "ro", "tr", "el", "ru", "uk", "bg", "ja", "ko", "zh", "ar", "he");
  private static final Map<String, Set<DayOfWeek>> NAMES = names();
  private static final Pattern DAILY =
      Pattern.compile(
          "\\b(?:daily|every ?day|all week|7 days|seven days|taglich|jeden tag|durchgehend"
              + "|tous les jours|quotidien\\w*|7 jours|diari\\w+|todos los dias|todos os dias"
              + "|ogni giorno|tutti i giorni|dagelijks|elke dag|codziennie|denne|dagligen|daglig"
              + "|cada dia|tots els dies|her gun)\\b");
  private static final Pattern TIME =
      Pattern.compile(
          "(?iU)(?<![\\d.,:])([01]?\\d|2[0-4])(?:\\s?[:.h]\\s?([0-5]\\d))?(?![\\d])"
              + "(?:\\s?(a\\.?\\s?m|p\\.?\\s?m)\\b)?");
  private static final Pattern ALL_DAY =
      Pattern.compile(
          "(?iU)24\\s?/\\s?7|\\b24\\s?-?\\s?(?:h|hrs?|hours?|stunden|std|heures|horas|ore|uur"
              + "|timer|timmar|godzin\\w*|hodin|ur)\\b|rund um die uhr|round the clock");
  private static final Pattern MIDNIGHT =
      Pattern.compile(
          "\\b(?:midnight|mitternacht|minuit|medianoche|mezzanotte|meia noite"
              + "|middernacht|midnatt|midnat|polnoc)\\b");
  private static final Pattern NOON =
      Pattern.compile("\\b(?:noon|midday|mittags?|midi|mediodia|mezzogiorno|meio dia)\\b");
  private static final Pattern CLOCK = Pattern.compile("(\\d{1,2}):(\\d{2})");

  /// Everything that hours read from a sentence may be made of: no seasons, holidays or remarks.
  private static final Pattern PLAIN =
      Pattern.compile("(?:24/7|Mo|Tu|We|Th|Fr|Sa|Su|off|closed|\\d{1,2}:\\d{2}|[\\s,;+-])+");

  private static final String CLOSED = "closed";
  private static final int HOUR = 60;
  private static final int HALF_DAY = 12;
  private static final int DAY = 24 * HOUR;

  static HoursInWords of(String quote) {
    FoldedText folded = FoldedText.of(quote);
    Set<Integer> minutes = times(quote);
    String spaced = folded.spaced();
    if (MIDNIGHT.matcher(spaced).find()) {
      minutes.add(0);
    }
    if (NOON.matcher(spaced).find()) {
      minutes.add(HALF_DAY * HOUR);
    }
    return new HoursInWords(
        DAILY.matcher(spaced).find() ? EnumSet.allOf(DayOfWeek.class) : days(folded.words()),
        minutes,
        ALL_DAY.matcher(quote).find());
  }

  /// Whether hours have no day and no time beyond those named.
  boolean support(AttributeValue.OpeningHours hours) {
    if (!PLAIN.matcher(hours.osm()).matches()) {
      return false;
    }
    boolean isSameEveryDay =
        hours.weekly().size() == DayOfWeek.values().length
            && Set.copyOf(hours.weekly().values()).size() == 1;
    if (hours.isOpen24Hours()) {
      return isAllDay;
    }
    Set<DayOfWeek> open = EnumSet.noneOf(DayOfWeek.class);
    hours
        .weekly()
        .forEach((day, times) -> {
          if (!times.equals(CLOSED)) {
            open.add(day);
          }
        });
    boolean areDaysNamed = days == null ? isSameEveryDay : days.containsAll(open);
    return areDaysNamed && !open.isEmpty() && areTimesNamed(hours.osm());
  }

  private boolean areTimesNamed(String osm) {
    Matcher times = CLOCK.matcher(osm);
    while (times.find()) {
      int time = Integer.parseInt(times.group(1)) * HOUR + Integer.parseInt(times.group(2));
      if (!minutes.contains(time % DAY)) {
        return false;
      }
    }
    return true;
  }

  /// Without "am" or "pm" a time up to noon may mean either: "5-9pm".
  private static Set<Integer> times(String quote) {
    Set<Integer> minutes = new HashSet<>();
    Matcher times = TIME.matcher(quote);
    while (times.find()) {
      int hour = Integer.parseInt(times.group(1));
      int minute = times.group(2) == null ? 0 : Integer.parseInt(times.group(2));
      String half = times.group(3) == null ? "" : times.group(3).toLowerCase(Locale.ROOT);
      if (half.startsWith("p")) {
        minutes.add((hour % HALF_DAY + HALF_DAY) * HOUR + minute);
      } else if (half.startsWith("a")) {
        minutes.add(hour % HALF_DAY * HOUR + minute);
      } else {
        minutes.add((hour * HOUR + minute) % DAY);
        if (hour <= HALF_DAY) {
          minutes.add((hour % HALF_DAY + HALF_DAY) * HOUR + minute);
        }
      }
    }
    return minutes;
  }

  /// The days named, and those between two that have at most a word between them: "Mon to Fri".
  private static @Nullable Set<DayOfWeek> days(List<String> words) {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    Set<DayOfWeek> last = Set.of();
    int sinceLast = 0;
    for (String word : words) {
      Set<DayOfWeek> named = NAMES.getOrDefault(word, Set.of());
      if (!named.isEmpty()) {
        days.addAll(named);
        if (!last.isEmpty() && sinceLast <= 1) {
          days.addAll(between(last, named));
        }
        last = named;
        sinceLast = 0;
      } else if (Character.isDigit(word.charAt(0))) {
        last = Set.of();
      } else {
        sinceLast++;
      }
    }
    return days.isEmpty() ? null : days;
  }

  private static Set<DayOfWeek> between(Set<DayOfWeek> from, Set<DayOfWeek> to) {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (DayOfWeek start : from) {
      for (DayOfWeek end : to) {
        for (DayOfWeek day = start; day != end; day = day.plus(1)) {
          days.add(day);
        }
      }
    }
    return days;
  }

  private static Map<String, Set<DayOfWeek>> names() {
    Map<String, Set<DayOfWeek>> names = new HashMap<>();
    for (DayOfWeek day : DayOfWeek.values()) {
      for (String language : LANGUAGES) {
        for (TextStyle style :
            List.of(
                TextStyle.FULL,
                TextStyle.FULL_STANDALONE,
                TextStyle.SHORT,
                TextStyle.SHORT_STANDALONE)) {
          add(day.getDisplayName(style, Locale.of(language)), EnumSet.of(day), names);
        }
      }
      String english = day.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      add(english + "s", EnumSet.of(day), names);
      add(day.getDisplayName(TextStyle.FULL, Locale.GERMAN) + "s", EnumSet.of(day), names);
      for (int letters = 2; letters <= 5; letters++) {
        add(english.substring(0, letters), EnumSet.of(day), names);
      }
    }
    Set<DayOfWeek> weekend = EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
    Set<DayOfWeek> week = EnumSet.complementOf(EnumSet.copyOf(weekend));
    List.of("weekend", "weekends", "wochenende", "fin de semana", "finesettimana")
        .forEach(word -> add(word, weekend, names));
    List.of("weekdays", "weekday", "werktags", "wochentags", "weekdagen", "feriali")
        .forEach(word -> add(word, week, names));
    return Map.copyOf(names);
  }

  private static void add(String name, Set<DayOfWeek> days, Map<String, Set<DayOfWeek>> names) {
    List<String> words = FoldedText.of(name).words();
    if (!words.isEmpty()) {
      names.computeIfAbsent(words.getFirst(), _ -> EnumSet.noneOf(DayOfWeek.class)).addAll(days);
    }
  }
}
