package dev.placemill.address;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How addresses of one country are written.
///
/// @param full with a street or a postcode
/// @param coarse without either
/// @param replacements of single parts, before
/// @param finishing of the whole text, after
/// @param like code of the country whose format is used instead, or null
/// @param countryName what is written as the country then; may hold `$state`
/// @param extraPart a part that is added then, `name=text`
record CountryFormat(
    @Nullable AddressTemplate full,
    @Nullable AddressTemplate coarse,
    List<Replacement> replacements,
    List<Replacement> finishing,
    @Nullable String like,
    @Nullable String countryName,
    @Nullable String extraPart) {
  AddressTemplate template(Components components) {
    AddressTemplate template = components.has("road") || components.has("postcode") ? full : coarse;
    if (template == null) {
      throw new IllegalStateException("a country's format was not completed");
    }
    return template;
  }

  CountryFormat completedFrom(CountryFormat other) {
    return new CountryFormat(
        full == null ? other.full : full,
        coarse == null ? other.coarse : coarse,
        replacements,
        finishing,
        like,
        countryName,
        extraPart);
  }
}
