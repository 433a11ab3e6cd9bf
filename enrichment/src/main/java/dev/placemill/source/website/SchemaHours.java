package dev.placemill.source.website;

import dev.placemill.attribute.AttributeValue;
import dev.placemill.attribute.FoldedText;
import dev.placemill.attribute.Normalizer;
import dev.placemill.source.website.ClockTimes.Span;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Opening hours in the words of schema.org: `openingHours` and `openingHoursSpecification`.
final class SchemaHours {
  private static final Pattern SPAN = Pattern.compile("(\\d{2}):(\\d{2})-(\\d{2}):(\\d{2})");

  /// What holds for a shorter time is an exception, not the week.
  private static final int FEWEST_DAYS_OF_A_SEASON = 60;

  private SchemaHours() {}

  static Optional<AttributeValue.OpeningHours> find(Thing place, LocalDate today) {
    return ofSpecifications(place.things("openingHoursSpecification"), today)
        .or(() -> ofTexts(place.texts("openingHours")))
        .or(() -> ofSpecifications(place.things("openingHours"), today));
  }

  /// Several texts add to each other: lunch in one, dinner in the next.
  private static Optional<AttributeValue.OpeningHours> ofTexts(List<String> texts) {
    if (texts.size() == 1) {
      Optional<AttributeValue.OpeningHours> single = ofText(texts.getFirst());
      if (single.isPresent()) {
        return single;
      }
    }
    var week = new WeekOfTimes();
    for (String text : texts) {
      ofText(text)
          .ifPresent(hours -> hours.weekly().forEach((day, times) -> add(week, day, times)));
    }
    return week.findValue();
  }

  private static Optional<AttributeValue.OpeningHours> ofText(String text) {
    return Normalizer.openingHours(text)
        .filter(hours -> !hours.weekly().isEmpty())
        .or(() -> WrittenHours.find(text, "en").flatMap(WeekOfTimes::findValue));
  }

  private static void add(WeekOfTimes week, DayOfWeek day, String times) {
    if (times.equals("24 hours")) {
      week.open(Set.of(day), List.of(new Span(0, ClockTimes.DAY)));
    }
    Matcher span = SPAN.matcher(times);
    while (span.find()) {
      int from = Integer.parseInt(span.group(1)) * 60 + Integer.parseInt(span.group(2));
      int to = Integer.parseInt(span.group(3)) * 60 + Integer.parseInt(span.group(4));
      ClockTimes.spanOf(from, to).ifPresent(time -> week.open(Set.of(day), List.of(time)));
    }
  }

  private static Optional<AttributeValue.OpeningHours> ofSpecifications(
      List<Thing> specifications, LocalDate today) {
    var usual = new WeekOfTimes();
    var season = new WeekOfTimes();
    for (Thing specification : specifications) {
      boolean isLimited =
          specification.properties().containsKey("validFrom")
              || specification.properties().containsKey("validThrough");
      if (!isLimited) {
        add(usual, specification);
      } else if (isSeasonOf(specification, today)) {
        add(season, specification);
      }
    }
    return usual.findValue().or(season::findValue);
  }

  private static void add(WeekOfTimes week, Thing specification) {
    Set<DayOfWeek> days = days(specification);
    String opens = specification.findText("opens").orElse("");
    String closes = specification.findText("closes").orElse("");
    Optional<Integer> from = ClockTimes.find(opens);
    Optional<Integer> to = ClockTimes.find(closes);
    if (from.isEmpty() || to.isEmpty()) {
      if (opens.isEmpty() && closes.isEmpty()) {
        week.closed(days);
      }
      return;
    }
    // Opens and closes at midnight: that is how it is said to be closed all day.
    if (from.get().equals(to.get())) {
      week.closed(days);
    } else {
      ClockTimes.spanOf(from.get(), to.get()).ifPresent(span -> week.open(days, List.of(span)));
    }
  }

  private static Set<DayOfWeek> days(Thing specification) {
    List<String> named = specification.texts("dayOfWeek");
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    if (named.isEmpty()) {
      days.addAll(EnumSet.allOf(DayOfWeek.class));
    }
    for (String text : named) {
      for (String word : FoldedText.of(Vocabulary.word(text)).words()) {
        DayWords.find(word, "en").ifPresent(days::addAll);
      }
    }
    return days;
  }

  private static boolean isSeasonOf(Thing specification, LocalDate today) {
    LocalDate from = date(specification, "validFrom", today.minusYears(1));
    LocalDate through = date(specification, "validThrough", today.plusYears(1));
    return !today.isBefore(from)
        && !today.isAfter(through)
        && from.plusDays(FEWEST_DAYS_OF_A_SEASON).isBefore(through);
  }

  private static LocalDate date(Thing specification, String property, LocalDate otherwise) {
    String text = specification.findText(property).orElse("");
    try {
      return text.length() < 10 ? otherwise : LocalDate.parse(text.substring(0, 10));
    } catch (DateTimeException unreadable) {
      return otherwise;
    }
  }
}
