package dev.placemill.bench.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/// Places that are hard to write in a table, more of them than one piece of a batch holds, and the
/// records that are known of them.
final class Awkward {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int ORDINARY = 300;

  /// Names that a careless writer or reader of some form would change or lose.
  private static final List<String> NAMES =
      List.of(
          "Zum \"Ochsen\", Ost",
          "=HYPERLINK(\"https://example.com\")",
          "+ Plus",
          "-Minus-",
          "@home",
          "Zwei\nZeilen",
          "Tab\there",
          "O'Hara's",
          "007",
          "1e5",
          "TRUE",
          "2026-11-26",
          "咖啡館 ☕",
          "😀 Emoji",
          "<b>&amp;</b>",
          "a;b|c",
          "e\u0301clair");

  private Awkward() {}

  /// The body of a request.
  static String places() {
    List<Map<String, Object>> places = new ArrayList<>();
    for (int i = 0; i < NAMES.size() + ORDINARY; i++) {
      places.add(Map.of("place_id", id(i), "inputs", inputs(i)));
    }
    places.add(
        Map.of(
            "place_id",
            "-1",
            "inputs",
            Map.of("name", "By address", "address", "203 Piccadilly, London")));
    places.add(Map.of("place_id", "=2", "inputs", Map.of("name", "Nowhere")));
    places.add(
        Map.of(
            "place_id",
            "south",
            "inputs",
            Map.of("latitude", -33.5, "longitude", -70.123_456_789)));
    return JSON.writeValueAsString(Map.of("batch_name", "Awkward", "places", places));
  }

  /// A table to import, with much about each place.
  static String records() {
    var table =
        new StringBuilder(
            "id,name,latitude,longitude,street,house,city,postal_code,country_code,phone,website,"
                + "opening_hours,cuisine,wheelchair,takeaway,outdoor_seating,email,name:fr,alt_name\n");
    for (int i = 0; i < NAMES.size() + ORDINARY; i++) {
      table
          .append("r%03d,%s,%s,%s,".formatted(i, quoted(name(i)), latitude(i), longitude(i)))
          .append("Sporgasse,%d,Graz,8010,AT,+43 316 %06d,".formatted(i + 1, 810_000 + i))
          .append("https://place-%d.example/a?b=c;d,".formatted(i))
          .append("\"Mo-Fr 08:00-12:00,13:00-18:00; Sa 09:00-12:00\",pizza;kebab,")
          .append(i % 2 == 0 ? "yes,yes,no," : "limited,no,yes,")
          .append(
              "post@place-%d.example,%s,\"Nom, autre\"\n".formatted(i, quoted("Le " + name(i))));
    }
    return table.toString();
  }

  private static String quoted(String text) {
    return '"' + text.replace("\"", "\"\"") + '"';
  }

  private static String id(int i) {
    return "%05d".formatted(i);
  }

  private static String name(int i) {
    return i < NAMES.size() ? NAMES.get(i) : "Gasthaus Nummer " + i;
  }

  private static double latitude(int i) {
    return 47.05 + i * 0.000_7;
  }

  private static double longitude(int i) {
    return 15.4 + i * 0.000_9;
  }

  private static Map<String, Object> inputs(int i) {
    Map<String, Object> inputs = new TreeMap<>();
    inputs.put("name", name(i));
    inputs.put("latitude", latitude(i));
    inputs.put("longitude", longitude(i));
    if (i % 3 == 0) {
      inputs.put("phone", "+43 316 %06d".formatted(810_000 + i));
      inputs.put("house", Integer.toString(i + 1));
      inputs.put("street", "Sporgasse");
    }
    if (i % 5 == 0) {
      inputs.put("opening_hours", Map.of("monday", "8:00 AM - 12:00 PM"));
    }
    return inputs;
  }
}
