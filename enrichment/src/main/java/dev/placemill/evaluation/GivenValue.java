package dev.placemill.evaluation;

import dev.placemill.attribute.AttributeValue;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/// A value as the tables of `placemill enrich` write it.
final class GivenValue {
  private GivenValue() {}

  static String text(AttributeValue value) {
    return switch (value) {
      case AttributeValue.Text(String text) -> text;
      case AttributeValue.TextList(var texts) -> String.join("; ", texts);
      case AttributeValue.TextMap(var byLanguage) ->
          byLanguage.entrySet().stream()
              .map(text -> text.getKey() + "=" + text.getValue())
              .collect(Collectors.joining("; "));
      case AttributeValue.WholeNumber(int number) -> Integer.toString(number);
      case AttributeValue.Flag(boolean isSo) -> Boolean.toString(isSo);
      case AttributeValue.Host host -> host(host);
      case AttributeValue.Phone phone -> phone.e164();
      case AttributeValue.OpeningHours hours -> hours.osm();
      case AttributeValue.Address(var address) -> address.oneLine();
      case AttributeValue.Point(var point) ->
          String.format(Locale.ROOT, "%.6f, %.6f", point.latitude(), point.longitude());
    };
  }

  private static String host(AttributeValue.Host host) {
    String name = Objects.requireNonNullElse(host.name(), "");
    String type = host.type() == null ? "" : "(" + host.type() + ")";
    String what = (name + " " + type).strip();
    String floor = host.floor() == null ? "" : "floor " + host.floor();
    return what + (what.isEmpty() || floor.isEmpty() ? "" : ", ") + floor;
  }
}
