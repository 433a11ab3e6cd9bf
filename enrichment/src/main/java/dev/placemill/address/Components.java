package dev.placemill.address;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The parts of one address while they are made ready for the template.
final class Components {
  private static final Pattern WASHINGTON =
      Pattern.compile("^washington,? d\\.?c\\.?", Pattern.CASE_INSENSITIVE);
  private static final Pattern SEVERAL_POSTCODES = Pattern.compile("\\d+;\\d+");
  private static final Pattern TWO_POSTCODES = Pattern.compile("^(\\d{5}),\\d{5}");
  private static final Pattern LINK =
      Pattern.compile("^https?://.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern NUMBER = Pattern.compile("\\d+");
  private static final int LONGEST_POSTCODE = 20;

  private final Map<String, String> parts = new LinkedHashMap<>();

  Components(Map<String, String> given) {
    given.forEach((name, text) -> {
      if (!text.isBlank()) {
        parts.put(name, text.strip());
      }
    });
    // Some geocoders give a number in place of the country, and the country as its state.
    if (NUMBER.matcher(parts.getOrDefault("country", "")).matches() && has("state")) {
      parts.put("country", parts.getOrDefault("state", ""));
      parts.remove("state");
    }
  }

  Map<String, String> values() {
    return parts;
  }

  boolean has(String name) {
    return !of(name).isEmpty();
  }

  String of(String name) {
    return parts.getOrDefault(name, "");
  }

  void put(String name, String text) {
    parts.put(name, text);
  }

  /// A part that goes by another name is also what the templates call it.
  void applyAliases(Map<String, String> nameByAlias) {
    nameByAlias.forEach((alias, name) -> {
      if (has(alias) && !has(name)) {
        parts.put(name, of(alias));
      }
    });
  }

  void replace(Replacement replacement) {
    parts.replaceAll((name, text) ->
        replacement.part() == null || replacement.part().equals(name)
            ? replacement.of(text)
            : text);
  }

  void addCodes(RegionCodes codes, String country) {
    if (has("state") && !has("state_code")) {
      codes.findState(country, of("state")).ifPresent(code -> parts.put("state_code", code));
      if (WASHINGTON.matcher(of("state")).find()) {
        parts.put("state_code", "DC");
        parts.put("state", "District of Columbia");
        parts.put("city", "Washington");
      }
    }
    if (has("county") && !has("county_code")) {
      codes.findCounty(country, of("county")).ifPresent(code -> parts.put("county_code", code));
    }
  }

  /// What no template knows is what stands there: a mall, a museum.
  void nameTheUnknown(Set<String> known) {
    List<String> unknown = parts.keySet().stream().filter(name -> !known.contains(name)).toList();
    if (!unknown.isEmpty()) {
      parts.put("attention", unknown.stream().map(this::of).collect(Collectors.joining(", ")));
    }
  }

  /// Takes out what is no postcode and no text: ranges of postcodes, links.
  void tidy() {
    String postcode = of("postcode");
    Matcher two = TWO_POSTCODES.matcher(postcode);
    if (postcode.length() > LONGEST_POSTCODE || SEVERAL_POSTCODES.matcher(postcode).find()) {
      parts.remove("postcode");
    } else if (two.find()) {
      parts.put("postcode", two.group(1));
    }
    parts.values().removeIf(text -> LINK.matcher(text).matches());
  }
}
