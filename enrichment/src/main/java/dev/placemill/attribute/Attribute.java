package dev.placemill.attribute;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Everything that can be filled of a place. Each is described in `docs/reference/attributes.md`,
/// which a test compares with this list.
///
/// The wire name is the key in `enriched_data`, `confidence_scores`, `attribute_status`,
/// `reasoning` and `evidence`, and is never renamed.
public enum Attribute {
  NAME(Kind.TEXT),
  BRAND_NAME(Kind.TEXT),
  CHAIN_ID(Kind.TEXT),
  CATEGORIES(Kind.TEXT_LIST),
  WEBSITE(Kind.TEXT),
  PHONE(Kind.PHONE),
  EMAIL(Kind.TEXT),
  OPENING_HOURS(Kind.OPENING_HOURS),
  OPEN_CLOSED_STATUS(Kind.TEXT),
  ADDRESS(Kind.ADDRESS),
  CITY(Kind.TEXT),
  STATE(Kind.TEXT),
  COUNTRY(Kind.TEXT),
  COUNTRY_CODE(Kind.TEXT),
  TIME_ZONE(Kind.TEXT),
  COORDINATES(Kind.COORDINATES),
  FACEBOOK(Kind.TEXT),
  INSTAGRAM(Kind.TEXT),
  TIKTOK(Kind.TEXT),
  TWITTER(Kind.TEXT),
  YOUTUBE(Kind.TEXT),
  LINKEDIN(Kind.TEXT),
  LOGO_URL(Kind.TEXT),
  CUISINES(Kind.TEXT_LIST),
  WHEELCHAIR(Kind.TEXT);

  /// The shape of an attribute's values; one variant of [AttributeValue] each.
  public enum Kind {
    TEXT,
    TEXT_LIST,
    PHONE,
    OPENING_HOURS,
    ADDRESS,
    COORDINATES
  }

  private static final Map<String, Attribute> BY_WIRE_NAME =
      Arrays.stream(values()).collect(Collectors.toMap(Attribute::wireName, Function.identity()));

  private final Kind kind;
  private final String wireName = name().toLowerCase(Locale.ROOT);

  Attribute(Kind kind) {
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }

  public String wireName() {
    return wireName;
  }

  public static Optional<Attribute> findByWireName(String wireName) {
    return Optional.ofNullable(BY_WIRE_NAME.get(wireName));
  }
}
