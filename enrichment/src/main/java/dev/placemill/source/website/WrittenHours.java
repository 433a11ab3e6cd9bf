package dev.placemill.source.website;

import dev.placemill.attribute.FoldedText;
import dev.placemill.source.website.ClockTimes.Span;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads opening hours that a page writes for people: "Mon-Fri 9am-5pm, Sunday closed".
///
/// A day must be followed by its times with nothing but punctuation and small words between, and
/// the first table of a page is the one that counts: what repeats a day later is the kitchen or a
/// neighbour.
final class WrittenHours {
  private static final int FEWEST_DAYS = 4;
  private static final int MOST_TEXT = 200_000;
  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<span>"
              + ClockTimes.SPAN.pattern().substring(4)
              + ")"
              + "|(?<always>(?:open\\s+)?24\\s*(?:/\\s*7|hours|std|stunden|heures|horas|ore|h)\\b)"
              + "|(?<word>[\\p{L}\\p{M}/]+)"
              + "|(?<number>\\d+)"
              + "|(?<dash>[-–—−~])"
              + "|(?<mark>[^\\s\\p{L}\\d])",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  private static final Set<String> RANGE_WORDS =
      Set.of(
          "to", "bis", "a", "à", "au", "al", "tot", "t/m", "through", "thru", "til", "till", "do");
  private static final Set<String> SMALL_WORDS =
      Set.of(
          "and",
          "und",
          "et",
          "y",
          "e",
          "en",
          "i",
          "og",
          "och",
          "from",
          "von",
          "de",
          "du",
          "dalle",
          "van",
          "des",
          "le",
          "les",
          "el",
          "los",
          "il",
          "am",
          "on",
          "open",
          "opened",
          "geöffnet",
          "ouvert",
          "abierto",
          "aperto",
          "uhr",
          "hours",
          "h",
          "hrs",
          "jeweils",
          "uur",
          "days",
          "every",
          "feira",
          "ab",
          "the",
          "as",
          "às",
          "is",
          "ore");
  private static final Set<String> CLOSED_WORDS =
      Set.of(
          "closed",
          "geschlossen",
          "ruhetag",
          "zu",
          "fermé",
          "ferme",
          "fermée",
          "cerrado",
          "cerrada",
          "chiuso",
          "chiusa",
          "gesloten",
          "encerrado",
          "fechado",
          "zamknięte",
          "nieczynne",
          "lukket",
          "stängt",
          "suljettu",
          "zavřeno",
          "zárva",
          "închis",
          "kapalı",
          "tancat");

  private final String language;
  private final WeekOfTimes week = new WeekOfTimes();
  private final Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
  private final List<Span> times = new ArrayList<>();
  private boolean isClosed;
  private boolean isRange;
  private @Nullable DayOfWeek lastDay;
  private boolean isOver;

  private WrittenHours(String language) {
    this.language = language;
  }

  /// @param language of the text, ISO 639, or empty when unknown
  static Optional<WeekOfTimes> find(String text, String language) {
    var reading = new WrittenHours(language);
    Matcher token = TOKEN.matcher(clock(text));
    while (!reading.isOver && token.find()) {
      reading.take(token);
    }
    reading.flush();
    return reading.week.settled().size() >= FEWEST_DAYS && reading.week.hasTimes()
        ? Optional.of(reading.week)
        : Optional.empty();
  }

  private static String clock(String text) {
    String bounded = text.length() > MOST_TEXT ? text.substring(0, MOST_TEXT) : text;
    return bounded
        .replaceAll("[\\u00a0\\u2009\\u202f]", " ")
        .replaceAll("(?i)\\b(?:12\\s*)?noon\\b", "12:00pm")
        .replaceAll("(?i)\\b(?:12\\s*)?midnight\\b", "12:00am");
  }

  private void take(Matcher token) {
    if (token.group("span") != null) {
      Matcher span = ClockTimes.SPAN.matcher(token.group("span"));
      if (!days.isEmpty() && span.matches()) {
        ClockTimes.findSpan(span).ifPresentOrElse(times::add, this::forgetOpenDays);
      }
    } else if (token.group("always") != null) {
      if (!days.isEmpty()) {
        times.add(new Span(0, ClockTimes.DAY));
      }
    } else if (token.group("word") != null) {
      takeWord(token.group("word"));
    } else if (token.group("dash") != null) {
      isRange = !days.isEmpty() && times.isEmpty() && !isClosed;
    } else if (token.group("number") != null) {
      forgetOpenDays();
    }
  }

  private void takeWord(String word) {
    String folded = FoldedText.of(word).joined();
    Optional<Set<DayOfWeek>> named = DayWords.find(folded, language);
    if (named.isPresent()) {
      takeDays(named.get());
    } else if (CLOSED_WORDS.contains(word.toLowerCase(Locale.ROOT))) {
      isClosed = !days.isEmpty() && times.isEmpty();
    } else if (RANGE_WORDS.contains(word.toLowerCase(Locale.ROOT))) {
      isRange = !days.isEmpty() && times.isEmpty() && !isClosed;
    } else if (!SMALL_WORDS.contains(word.toLowerCase(Locale.ROOT))) {
      forgetOpenDays();
    }
  }

  private void takeDays(Set<DayOfWeek> named) {
    if (!times.isEmpty() || isClosed) {
      flush();
    }
    boolean isRepeated = named.stream().anyMatch(week.settled()::contains);
    if (isRepeated && week.settled().size() >= FEWEST_DAYS) {
      isOver = true;
      return;
    }
    if (isRange && lastDay != null && named.size() == 1) {
      DayOfWeek until = named.iterator().next();
      for (DayOfWeek day = lastDay; day != until; day = day.plus(1)) {
        days.add(day);
      }
    }
    days.addAll(named);
    lastDay = named.size() == 1 ? named.iterator().next() : null;
    isRange = false;
  }

  /// A word in between: the days before it were not followed by their times.
  private void forgetOpenDays() {
    if (times.isEmpty() && !isClosed) {
      days.clear();
      lastDay = null;
      isRange = false;
    } else {
      flush();
    }
  }

  private void flush() {
    if (!times.isEmpty()) {
      week.open(days, times);
    } else if (isClosed) {
      week.closed(days);
    }
    days.clear();
    times.clear();
    isClosed = false;
    isRange = false;
    lastDay = null;
  }
}
