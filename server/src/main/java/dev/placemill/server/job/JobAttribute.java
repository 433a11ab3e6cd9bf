package dev.placemill.server.job;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.AttributeKeys;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The attributes as the newer API asks for them, each of which stands for one or several of ours.
/// What no other key covers is asked for by our own name.
enum JobAttribute {
  CLOSED_PERMANENTLY("closed_permanently"),
  WEBSITES("websites"),
  PHONE_NUMBERS("phoneNumbers"),
  OPENING_HOURS("openingHours"),
  NAMES("names"),
  ADDRESS("address"),
  CATEGORIES("categories"),
  COORDINATES("coordinates"),
  SOCIAL_HANDLES("socialHandles"),
  EMAIL_ADDRESS("email_address"),
  PRICE_TIER("price_tier"),
  CUISINE("cuisine"),
  MENU("menu"),
  CHAIN("chain"),
  LOCATED_WITHIN("located_within"),
  FOOD_SERVICE("foodService"),
  ORDER_FOOD_LINKS("orderFoodLinks"),
  OPEN_LOCATION_CODE("open_location_code");

  private static final Set<JobAttribute> CORE = EnumSet.range(CLOSED_PERMANENTLY, CATEGORIES);

  private static final Map<Attribute, String> KEYS = new EnumMap<>(Attribute.class);

  static {
    for (JobAttribute one : values()) {
      AttributeKeys.find(one.key)
          .orElseThrow()
          .forEach(attribute -> KEYS.putIfAbsent(attribute, one.key));
    }
  }

  private final String key;

  JobAttribute(String key) {
    this.key = key;
  }

  /// The key under which an attribute of ours is asked for.
  static String key(Attribute attribute) {
    return KEYS.getOrDefault(attribute, attribute.wireName());
  }

  /// The keys of what a listing of a place shows.
  static List<String> core() {
    return CORE.stream().map(one -> one.key).toList();
  }

  /// Every key that can be asked for, of those that mean the same the one the newer API has.
  static List<String> all() {
    List<String> all = new ArrayList<>(Arrays.stream(values()).map(one -> one.key).toList());
    for (Attribute attribute : Attribute.values()) {
      if (!KEYS.containsKey(attribute)) {
        all.add(attribute.wireName());
      }
    }
    return all;
  }
}
