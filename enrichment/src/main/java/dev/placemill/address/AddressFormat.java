package dev.placemill.address;

import dev.placemill.attribute.CountryNames;
import dev.placemill.place.PostalAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Writes the parts of an address as people of its country do, by OpenCage's templates.
///
/// The parts are named as in OpenStreetMap's geocoders: `house_number`, `road`, `suburb`, `city`,
/// `postcode`, `state`, `country` and many more; other common names of theirs are understood, and
/// what is no part of an address is written first, as the name of what stands there.
public final class AddressFormat {
  private static final Pattern CODE = Pattern.compile("[A-Z]{2,3}");
  private static final Pattern HAS_DIGIT = Pattern.compile(".*\\d.*");

  private final Formats formats;

  private static final class Loaded {
    static final AddressFormat DEFAULT = new AddressFormat(Formats.load());
  }

  private AddressFormat(Formats formats) {
    this.formats = formats;
  }

  /// Read when first asked for, and shared by all threads.
  public static AddressFormat load() {
    return Loaded.DEFAULT;
  }

  /// The lines of an address, from the addressee or door down to the country, as far as its parts
  /// are given; empty when none are.
  ///
  /// @param parts by name; blank ones count as absent
  /// @param countryCode ISO 3166-1 alpha-2 in any case, or null where it is not known
  public List<String> lines(Map<String, String> parts, @Nullable String countryCode) {
    var components = new Components(parts);
    String country = countryCode == null ? "" : countryCode.toUpperCase(Locale.ROOT);
    String written = formats.settleCountry(components, country.equals("UK") ? "GB" : country);
    components.applyAliases(formats.aliasesOf(written));
    CountryFormat format = formats.of(written);
    format.replacements().forEach(components::replace);
    components.addCodes(formats.codes(), written);
    components.nameTheUnknown(formats.knownNames());
    components.tidy();
    String text = format.template(components).render(components.values());
    for (Replacement replacement : format.finishing()) {
      text = replacement.of(text);
    }
    text = AddressText.cleaned(text);
    return text.isEmpty()
        ? AddressText.cleaned(String.join(", ", components.values().values())).lines().toList()
        : text.lines().toList();
  }

  /// An address in one line, its country found by the name or code it gives. As it was written,
  /// where it was given as a line.
  public String oneLine(PostalAddress address) {
    if (address.full() != null) {
      return address.full();
    }
    Map<String, String> parts = new LinkedHashMap<>();
    String house = address.house();
    put(
        parts,
        house != null && HAS_DIGIT.matcher(house).matches() ? "house_number" : "house",
        house);
    put(parts, "road", address.street());
    put(parts, "city", address.city());
    put(parts, "state", address.state());
    put(parts, "postcode", address.postalCode());
    String country = address.country();
    String code = country == null ? null : CountryNames.load().find(country).orElse(null);
    boolean isCode = country != null && CODE.matcher(country).matches();
    put(parts, "country", isCode && code != null ? CountryNames.english(code) : country);
    List<String> lines = new ArrayList<>(lines(parts, code));
    if (address.unit() != null) {
      lines.add(afterStreet(lines, address.street()), address.unit());
    }
    return String.join(", ", lines);
  }

  private static void put(Map<String, String> parts, String name, @Nullable String text) {
    if (text != null) {
      parts.put(name, text);
    }
  }

  /// Templates know no flats: they go below the line of the street.
  private static int afterStreet(List<String> lines, @Nullable String street) {
    for (int i = 0; i < lines.size(); i++) {
      if (street != null && lines.get(i).contains(street)) {
        return i + 1;
      }
    }
    return 0;
  }
}
