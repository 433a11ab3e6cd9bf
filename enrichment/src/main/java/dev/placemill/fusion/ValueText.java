package dev.placemill.fusion;

import dev.placemill.attribute.AttributeValue;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A value as a sentence for people names it.
final class ValueText {
  private static final int MOST_CHARACTERS = 100;

  private ValueText() {}

  static String of(AttributeValue value) {
    String text = whole(value);
    return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + "…";
  }

  private static String whole(AttributeValue value) {
    return switch (value) {
      case AttributeValue.Text(String text) -> text;
      case AttributeValue.TextList(var texts) -> String.join(", ", texts);
      case AttributeValue.TextMap(var byLanguage) ->
          byLanguage.entrySet().stream()
              .map(name -> name.getKey() + ": " + name.getValue())
              .collect(Collectors.joining(", "));
      case AttributeValue.WholeNumber(int number) -> Integer.toString(number);
      case AttributeValue.Flag(boolean isSo) -> isSo ? "yes" : "no";
      case AttributeValue.Phone phone -> phone.e164();
      case AttributeValue.OpeningHours hours -> hours.osm();
      case AttributeValue.Address(var address) -> address.oneLine();
      case AttributeValue.Host(var name, var type, var floor) ->
          Stream.of(name, type, floor).filter(Objects::nonNull).collect(Collectors.joining(", "));
      case AttributeValue.Point(var point) ->
          String.format(Locale.ROOT, "%.5f, %.5f", point.latitude(), point.longitude());
    };
  }
}
