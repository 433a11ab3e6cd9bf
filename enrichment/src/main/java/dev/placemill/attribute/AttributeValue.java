package dev.placemill.attribute;

import dev.placemill.place.Coordinates;
import dev.placemill.place.PostalAddress;
import java.time.DayOfWeek;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A value of an attribute, already in its normal form.
public sealed interface AttributeValue {
  record Text(String text) implements AttributeValue {}

  record TextList(List<String> texts) implements AttributeValue {
    public TextList {
      texts = List.copyOf(texts);
    }
  }

  /// Texts by language, in order of the language.
  ///
  /// @param byLanguage by BCP 47 tag, e.g. `de` or `zh-Hant`
  record TextMap(Map<String, String> byLanguage) implements AttributeValue {
    public TextMap {
      byLanguage = Collections.unmodifiableMap(new TreeMap<>(byLanguage));
    }
  }

  record WholeNumber(int number) implements AttributeValue {}

  record Flag(boolean isSo) implements AttributeValue {}

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
      return weekly.size() == 7 && weekly.values().stream().allMatch(TimeRange.ALL_DAY::equals);
    }

    /// The same week, days with the same span of opening together.
    public List<HoursGroup> grouped() {
      return HoursGroup.of(weekly);
    }
  }

  record Address(PostalAddress address) implements AttributeValue {}

  /// What the place is inside of, e.g. a mall or a department store; at least one part is known.
  ///
  /// @param type a category of our taxonomy
  /// @param floor as the building counts, e.g. `2`, `-1` or `0;1`
  record Host(@Nullable String name, @Nullable String type, @Nullable String floor)
      implements AttributeValue {
    public Host {
      if (name == null && type == null && floor == null) {
        throw new IllegalArgumentException("nothing is known of the host");
      }
    }
  }

  record Point(Coordinates coordinates) implements AttributeValue {}
}
