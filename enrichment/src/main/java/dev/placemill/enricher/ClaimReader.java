package dev.placemill.enricher;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.AttributeValue;
import dev.placemill.attribute.CountryNames;
import dev.placemill.attribute.Normalizer;
import dev.placemill.fusion.Claim;
import dev.placemill.place.Claims;
import dev.placemill.place.Place;
import dev.placemill.source.Inquiry;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What the client itself said of each attribute, in the normal form in which it is compared.
final class ClaimReader {
  private ClaimReader() {}

  /// Null when the client said nothing.
  ///
  /// @param inquiry the place, with what the sources found out about its country
  static @Nullable Claim read(Attribute attribute, Inquiry inquiry) {
    Place place = inquiry.place();
    Claims claims = place.claims();
    return switch (attribute) {
      case NAME -> text(place.name());
      case BRAND_NAME -> text(claims.brand());
      case CATEGORIES -> claim(claims.category(), text -> Optional.of(Normalizer.category(text)));
      case WEBSITE -> claim(claims.website(), Normalizer::website);
      case PHONE ->
          claim(
              claims.phone(),
              text -> Normalizer.phone(text, inquiry.findCountryCode().orElse(null)));
      case EMAIL -> claim(claims.email(), Normalizer::email);
      case OPENING_HOURS -> claim(claims.openingHours(), Normalizer::openingHours);
      case ADDRESS ->
          place.address().isEmpty() ? null : new Claim(new AttributeValue.Address(place.address()));
      case CITY -> text(place.address().city());
      case STATE -> text(place.address().state());
      case COUNTRY -> country(place);
      case COUNTRY_CODE -> text(countryCode(place));
      case COORDINATES ->
          place.coordinates() == null
              ? null
              : new Claim(new AttributeValue.Point(place.coordinates()));
      case PHONE_ADDITIONAL ->
          Optional.ofNullable(claims.phone())
              .flatMap(
                  text -> Normalizer.furtherPhones(text, inquiry.findCountryCode().orElse(null)))
              .map(Claim::new)
              .orElse(null);
      case ALT_NAME, OFFICIAL_NAME, COMMON_NAMES, FORMER_NAMES, MULTILINGUAL_NAMES -> null;
      case BRANCH_NAME, CHAIN_ID, CHAIN_NAME, CHAIN_DOMAINS, OPERATOR, LOGO_URL -> null;
      case MENU_URL, BOOKING_URL, ORDER_URL, OPEN_CLOSED_STATUS, DATE_OPENED, DATE_CLOSED -> null;
      case LOCATED_WITHIN -> Normalizer.hostInName(place.name()).map(Claim::new).orElse(null);
      case TIME_ZONE, PLUS_CODE, H3_CELL -> null;
      case FACEBOOK, INSTAGRAM, TIKTOK, TWITTER, YOUTUBE, LINKEDIN -> null;
      case CUISINES, PRICE_TIER, PAYMENT_METHODS, HAS_DELIVERY, HAS_TAKEOUT, HAS_DINING -> null;
      case HAS_OUTDOOR_SEATING, HAS_DRIVE_THROUGH, HAS_WIFI, WHEELCHAIR -> null;
    };
  }

  /// A country given as a code or in another language is compared by its English name.
  private static @Nullable Claim country(Place place) {
    String written = place.address().country();
    String code = countryCode(place);
    return written == null ? null : text(code == null ? written : CountryNames.english(code));
  }

  private static @Nullable String countryCode(Place place) {
    String written = place.address().country();
    return place.countryCode() != null || written == null
        ? place.countryCode()
        : CountryNames.load().find(written).orElse(null);
  }

  private static @Nullable Claim text(@Nullable String text) {
    return claim(text, given -> Optional.of(new AttributeValue.Text(given)));
  }

  private static @Nullable Claim claim(
      @Nullable String text, Function<String, Optional<? extends AttributeValue>> normalized) {
    return text == null ? null : new Claim(normalized.apply(text).orElse(null));
  }
}
