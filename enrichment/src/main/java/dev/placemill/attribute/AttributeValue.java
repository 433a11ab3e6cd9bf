package dev.placemill.attribute;

import dev.placemill.place.Coordinates;
import dev.placemill.place.PostalAddress;
import java.time.DayOfWeek;
import java.util.List;
import java.util.Map;

/// A value of an attribute, already in its normal form.
public sealed interface AttributeValue {
  record Text(String text) implements AttributeValue {}

  record TextList(List<String> texts) implements AttributeValue {
    public TextList {
      texts = List.copyOf(texts);
    }
  }

  /// A phone number.
  ///
  /// @param e164 e.g. `+12125550100`
  /// @param national as people of its country write it, e.g. `(212) 555-0100`
  record Phone(String e164, String national) implements AttributeValue {}

  /// Opening hours.
  ///
  /// @param weekly each day's times in local 24-hour form, e.g. `08:00-12:00, 14:00-18:00`, `24
  ///   hours` or `closed`; a day the source says nothing about is absent
  /// @param osm the same in OpenStreetMap's notation
  record OpeningHours(Map<DayOfWeek, String> weekly, String osm) implements AttributeValue {
    public boolean isOpen24Hours() {
      return weekly.size() == 7 && weekly.values().stream().allMatch("24 hours"::equals);
    }
  }

  record Address(PostalAddress address) implements AttributeValue {}

  record Point(Coordinates coordinates) implements AttributeValue {}
}
