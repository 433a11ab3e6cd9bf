package dev.placemill.attribute;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;

/// Attributes that are often wanted together, under the names of the hosted service.
public enum AttributeSet {
  /// Whether the place is still there.
  OPEN_CLOSED,

  /// What a listing of the place shows.
  CORE,

  /// Everything that can be filled.
  ALL;

  private final String wireName = name().toLowerCase(Locale.ROOT);

  /// A copy of its own for the caller, in the order of the attributes.
  public EnumSet<Attribute> attributes() {
    return switch (this) {
      case OPEN_CLOSED ->
          EnumSet.of(Attribute.OPEN_CLOSED_STATUS, Attribute.DATE_OPENED, Attribute.DATE_CLOSED);
      case CORE ->
          EnumSet.of(
              Attribute.NAME,
              Attribute.ALT_NAME,
              Attribute.OFFICIAL_NAME,
              Attribute.COMMON_NAMES,
              Attribute.MULTILINGUAL_NAMES,
              Attribute.BRAND_NAME,
              Attribute.CATEGORIES,
              Attribute.WEBSITE,
              Attribute.PHONE,
              Attribute.PHONE_ADDITIONAL,
              Attribute.EMAIL,
              Attribute.OPENING_HOURS,
              Attribute.OPEN_CLOSED_STATUS,
              Attribute.DATE_OPENED,
              Attribute.DATE_CLOSED,
              Attribute.ADDRESS,
              Attribute.CITY,
              Attribute.STATE,
              Attribute.COUNTRY,
              Attribute.COUNTRY_CODE,
              Attribute.COORDINATES);
      case ALL -> EnumSet.allOf(Attribute.class);
    };
  }

  public String wireName() {
    return wireName;
  }

  public static Optional<AttributeSet> findByWireName(String wireName) {
    return Arrays.stream(values()).filter(set -> set.wireName.equals(wireName)).findFirst();
  }
}
