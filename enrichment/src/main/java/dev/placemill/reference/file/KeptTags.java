package dev.placemill.reference.file;

import java.util.List;
import java.util.Set;

/// Which of OpenStreetMap's keys a record keeps: those that values or matching are made of.
public final class KeptTags {
  private static final Set<String> KEYS =
      Set.of(
          "amenity",
          "shop",
          "tourism",
          "leisure",
          "office",
          "craft",
          "healthcare",
          "aeroway",
          "railway",
          "public_transport",
          "historic",
          "brand",
          "brand:wikidata",
          "operator",
          "phone",
          "mobile",
          "website",
          "url",
          "email",
          "opening_hours",
          "operational_status",
          "wheelchair",
          "cuisine",
          "facebook",
          "instagram",
          "twitter",
          "tiktok",
          "youtube",
          "linkedin",
          "wikidata",
          "level",
          "religion",
          "sport",
          "start_date",
          "end_date",
          "alt_name",
          "official_name",
          "short_name",
          "loc_name",
          "nickname",
          "branch",
          "menu",
          "reservation",
          "booking",
          "price",
          "price_range",
          "price:range",
          "delivery",
          "takeaway",
          "indoor_seating",
          "outdoor_seating",
          "dine_in",
          "drive_through",
          "drive_in",
          "internet_access",
          "wifi",
          "addr:floor",
          "addr:housename",
          "addr:block",
          "addr:block_number",
          "addr:neighbourhood",
          "addr:quarter",
          "addr:suburb",
          "addr:mall",
          "is_in:mall",
          "located_in",
          "level:ref");
  private static final List<String> PREFIXES =
      List.of(
          "contact:",
          "name:",
          "payment:",
          "website:",
          "menu:",
          "reservation:",
          "booking:",
          "order:",
          "delivery:website",
          "takeaway:website",
          "phone:mobile");

  private KeptTags() {}

  /// Whether a record keeps what stands under this key.
  public static boolean keep(String key) {
    return KEYS.contains(key) || PREFIXES.stream().anyMatch(key::startsWith);
  }
}
