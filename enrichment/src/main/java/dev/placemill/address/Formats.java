package dev.placemill.address;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The formats of all countries, read from the resource that `data/refresh` makes.
final class Formats {
  private static final String DEFAULT = "default";

  /// In these, a district is a part of a town, not of a state.
  private static final Set<String> SMALL_DISTRICTS =
      Set.of("BR", "CR", "ES", "NI", "PY", "RO", "TG", "TM", "XK");

  /// A country of its own that is often given as a state of the Netherlands.
  private record Island(String name, String code) {}

  private static final List<Island> ISLANDS =
      List.of(
          new Island("Curaçao", "CW"), new Island("Sint Maarten", "SX"), new Island("Aruba", "AW"));

  private static final Pattern PART_OF_NAME = Pattern.compile("\\$(\\w+)");

  private final Map<String, CountryFormat> byCountry = new HashMap<>();
  private final Map<String, String> aliases = new LinkedHashMap<>();
  private final Map<String, String> aliasesOfLargeDistricts;
  private final RegionCodes codes;

  private Formats(JsonNode file) {
    CountryFormat usual = format(file.path("templates").path(DEFAULT));
    file.path("templates")
        .properties()
        .forEach(
            entry -> byCountry.put(entry.getKey(), format(entry.getValue()).completedFrom(usual)));
    file.path("aliases")
        .forEach(pair -> aliases.put(pair.path(0).asString(), pair.path(1).asString()));
    aliasesOfLargeDistricts = new LinkedHashMap<>(aliases);
    aliasesOfLargeDistricts.remove("district");
    aliasesOfLargeDistricts.put("district", "state_district");
    codes = new RegionCodes(file.path("stateCodes"), file.path("countyCodes"));
  }

  static Formats load() {
    try (InputStream packed = Formats.class.getResourceAsStream("formats.json.gz")) {
      var text = new GZIPInputStream(Objects.requireNonNull(packed, "formats.json.gz"));
      return new Formats(new JsonMapper().readTree(text));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the formats of addresses", e);
    }
  }

  private static CountryFormat format(JsonNode format) {
    return new CountryFormat(
        template(format.path("address_template")),
        template(format.path("fallback_template")),
        format.path("replace").valueStream().map(Replacement::ofPart).toList(),
        format.path("postformat_replace").valueStream().map(Replacement::ofText).toList(),
        text(format.path("use_country")),
        text(format.path("change_country")),
        text(format.path("add_component")));
  }

  private static @Nullable AddressTemplate template(JsonNode text) {
    return text.isString() ? AddressTemplate.of(text.asString()) : null;
  }

  private static @Nullable String text(JsonNode text) {
    return text.isString() ? text.asString() : null;
  }

  CountryFormat of(String country) {
    return Objects.requireNonNull(byCountry.getOrDefault(country, byCountry.get(DEFAULT)));
  }

  Map<String, String> aliasesOf(String country) {
    return SMALL_DISTRICTS.contains(country) ? aliases : aliasesOfLargeDistricts;
  }

  Set<String> knownNames() {
    return aliases.keySet();
  }

  RegionCodes codes() {
    return codes;
  }

  /// The country whose format is used. A territory is written as its country writes, with what it
  /// is called there.
  String settleCountry(Components components, String country) {
    CountryFormat own = byCountry.get(country);
    String used = own == null || own.like() == null ? country : own.like();
    if (own != null && own.like() != null) {
      if (own.countryName() != null) {
        components.put(
            "country",
            PART_OF_NAME
                .matcher(own.countryName())
                .replaceAll(part -> components.of(part.group(1))));
      }
      if (own.extraPart() != null) {
        List<String> pair = List.of(own.extraPart().split("=", 2));
        components.put(pair.getFirst(), pair.getLast());
      }
    }
    return used.equals("NL") ? caribbean(components) : used;
  }

  private static String caribbean(Components components) {
    String state = components.of("state").toLowerCase(Locale.ROOT);
    for (Island island : ISLANDS) {
      if (state.contains(island.name.toLowerCase(Locale.ROOT))) {
        components.put("country", island.name);
        return island.code;
      }
    }
    return "NL";
  }
}
