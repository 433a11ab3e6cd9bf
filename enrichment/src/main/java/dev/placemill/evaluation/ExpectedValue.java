package dev.placemill.evaluation;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.AttributeValue;
import dev.placemill.attribute.Normalizer;
import dev.placemill.place.Coordinates;
import dev.placemill.place.PostalAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A value as a person writes it into a table, brought to the form in which values are compared.
final class ExpectedValue {
  private static final Pattern BETWEEN_LANGUAGES = Pattern.compile("\\s*;\\s*");
  private static final Pattern HOST =
      Pattern.compile("([^(,]+?)?\\s*(?:\\(([^)]+)\\))?(?:,?\\s*floor ([^,]+))?");
  private static final Pattern BETWEEN = Pattern.compile("\\s*[;,|]\\s*");

  private static final int FEWEST_PHONE_DIGITS = 3;

  private ExpectedValue() {}

  /// Empty when the text cannot be a value of the attribute.
  ///
  /// @param countryCode for phone numbers written without it
  static Optional<AttributeValue> find(
      Attribute attribute, String text, @Nullable String countryCode) {
    Optional<? extends AttributeValue> value =
        switch (attribute.kind()) {
          case TEXT -> text(attribute, text);
          case TEXT_LIST -> list(attribute, text, countryCode);
          case TEXT_MAP -> byLanguage(text);
          case NUMBER -> Normalizer.priceTier(text);
          case FLAG -> flag(text);
          case PHONE -> Normalizer.phone(text, countryCode);
          case OPENING_HOURS -> Normalizer.openingHours(text);
          case ADDRESS ->
              Optional.of(new AttributeValue.Address(PostalAddress.NONE.withFull(text)));
          case HOST -> host(text);
          case COORDINATES -> point(text);
        };
    return value.map(one -> one);
  }

  /// False when the text cannot be a value of the attribute in any country.
  static boolean isReadable(Attribute attribute, String text) {
    return attribute.kind() == Attribute.Kind.PHONE
        ? text.chars().filter(Character::isDigit).count() >= FEWEST_PHONE_DIGITS
        : find(attribute, text, null).isPresent();
  }

  private static Optional<AttributeValue.Text> text(Attribute attribute, String text) {
    return switch (attribute) {
      case WEBSITE, MENU_URL, BOOKING_URL, ORDER_URL -> Normalizer.website(text);
      case EMAIL -> Normalizer.email(text);
      case DATE_OPENED, DATE_CLOSED -> Normalizer.date(text);
      case FACEBOOK, INSTAGRAM, TIKTOK, TWITTER, YOUTUBE, LINKEDIN ->
          Normalizer.social(attribute, text);
      default -> Optional.of(new AttributeValue.Text(text));
    };
  }

  private static Optional<AttributeValue.TextList> list(
      Attribute attribute, String text, @Nullable String countryCode) {
    Stream<String> parts = parts(text);
    return switch (attribute) {
      case CUISINES -> Normalizer.cuisines(text);
      case PAYMENT_METHODS -> Normalizer.paymentMethods(text);
      case CATEGORIES -> list(parts.flatMap(part -> Normalizer.category(part).texts().stream()));
      case PHONE_ADDITIONAL ->
          list(
              parts
                  .flatMap(part -> Normalizer.phone(part, countryCode).stream())
                  .map(AttributeValue.Phone::e164));
      default -> list(parts);
    };
  }

  private static Optional<AttributeValue.TextList> list(Stream<String> texts) {
    List<String> all = texts.toList();
    return all.isEmpty() ? Optional.empty() : Optional.of(new AttributeValue.TextList(all));
  }

  private static Stream<String> parts(String text) {
    return BETWEEN.splitAsStream(text.strip()).filter(part -> !part.isEmpty());
  }

  /// `de=Wien; en=Vienna`.
  private static Optional<AttributeValue.TextMap> byLanguage(String text) {
    Map<String, String> byLanguage = new TreeMap<>();
    for (String part : BETWEEN_LANGUAGES.split(text.strip(), -1)) {
      int equals = part.indexOf('=');
      if (equals < 1) {
        return Optional.empty();
      }
      byLanguage.put(part.substring(0, equals).strip(), part.substring(equals + 1).strip());
    }
    return Optional.of(new AttributeValue.TextMap(byLanguage));
  }

  private static Optional<AttributeValue.Flag> flag(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "true", "yes", "1" -> Optional.of(new AttributeValue.Flag(true));
      case "false", "no", "0" -> Optional.of(new AttributeValue.Flag(false));
      default -> Optional.empty();
    };
  }

  /// `Central Mall (shopping_center), floor 2`, of which any part may be missing.
  private static Optional<AttributeValue.Host> host(String text) {
    Matcher parts = HOST.matcher(text.strip());
    return parts.matches()
            && (parts.group(1) != null || parts.group(2) != null || parts.group(3) != null)
        ? Optional.of(new AttributeValue.Host(parts.group(1), parts.group(2), parts.group(3)))
        : Optional.empty();
  }

  private static Optional<AttributeValue.Point> point(String text) {
    String[] parts = BETWEEN.split(text.strip(), -1);
    try {
      return parts.length != 2
          ? Optional.empty()
          : Optional.of(
              new AttributeValue.Point(
                  new Coordinates(Double.parseDouble(parts[0]), Double.parseDouble(parts[1]))));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
