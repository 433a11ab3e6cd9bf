package dev.placemill.attribute;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The words by which a request may ask for attributes: the wire name of each, and the keys of the
/// hosted service, one of which often stands for several attributes. All are case-sensitive, as
/// they are there.
public final class AttributeKeys {
  private static final Map<String, Set<Attribute>> OF_HOSTED_SERVICE = new LinkedHashMap<>();

  static {
    hosted("closed_permanently", AttributeSet.OPEN_CLOSED.attributes());
    hosted("websites", EnumSet.of(Attribute.WEBSITE));
    hosted("phoneNumbers", EnumSet.of(Attribute.PHONE, Attribute.PHONE_ADDITIONAL));
    hosted("openingHours", EnumSet.of(Attribute.OPENING_HOURS));
    hosted("opening_hours_grouped_by_hours", EnumSet.of(Attribute.OPENING_HOURS));
    hosted("is_open_24h", EnumSet.of(Attribute.OPENING_HOURS));
    hosted(
        "names",
        EnumSet.of(
            Attribute.NAME,
            Attribute.ALT_NAME,
            Attribute.OFFICIAL_NAME,
            Attribute.COMMON_NAMES,
            Attribute.MULTILINGUAL_NAMES,
            Attribute.BRAND_NAME));
    hosted("name_translations", EnumSet.of(Attribute.MULTILINGUAL_NAMES));
    hosted("search_aliases", EnumSet.of(Attribute.ALT_NAME, Attribute.COMMON_NAMES));
    hosted("email_address", EnumSet.of(Attribute.EMAIL));
    hosted("socialHandles", EnumSet.copyOf(Attribute.SOCIAL_NETWORKS));
    hosted("cuisine", EnumSet.of(Attribute.CUISINES));
    hosted("menu", EnumSet.of(Attribute.MENU_URL));
    hosted("orderFoodLinks", EnumSet.of(Attribute.ORDER_URL));
    hosted(
        "foodService",
        EnumSet.of(Attribute.HAS_DELIVERY, Attribute.HAS_TAKEOUT, Attribute.HAS_DINING));
    hosted(
        "chain",
        EnumSet.of(
            Attribute.CHAIN_ID,
            Attribute.CHAIN_NAME,
            Attribute.CHAIN_DOMAINS,
            Attribute.BRAND_NAME,
            Attribute.LOGO_URL));
    hosted("coordinates_distance", EnumSet.of(Attribute.COORDINATES));
    hosted("open_location_code", EnumSet.of(Attribute.PLUS_CODE));
  }

  private AttributeKeys() {}

  private static void hosted(String key, EnumSet<Attribute> attributes) {
    OF_HOSTED_SERVICE.put(key, Collections.unmodifiableSet(attributes));
  }

  /// The attributes a word of a request asks for; empty when nobody knows the word.
  public static Optional<Set<Attribute>> find(String key) {
    return Attribute.findByWireName(key)
        .<Set<Attribute>>map(EnumSet::of)
        .or(() -> Optional.ofNullable(OF_HOSTED_SERVICE.get(key)));
  }

  /// The wire names, in order: what to offer somebody who asked for something unknown.
  public static List<String> wireNames() {
    return Arrays.stream(Attribute.values()).map(Attribute::wireName).toList();
  }

  /// The keys of the hosted service that are no wire names, with what each asks for.
  public static Map<String, Set<Attribute>> ofHostedService() {
    return Collections.unmodifiableMap(OF_HOSTED_SERVICE);
  }
}
