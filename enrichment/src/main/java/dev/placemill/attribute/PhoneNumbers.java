package dev.placemill.attribute;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads phone numbers as people write them.
final class PhoneNumbers {
  private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
  private static final Pattern BETWEEN_NUMBERS = Pattern.compile("[;|,\\n]");
  private static final Pattern SLASH = Pattern.compile("/");
  private static final Pattern LINK = Pattern.compile("^\\s*tel:", Pattern.CASE_INSENSITIVE);
  private static final Pattern INTERNATIONAL_ZEROS = Pattern.compile("^\\s*00");

  private PhoneNumbers() {}

  static Optional<AttributeValue.Phone> findFirst(String text, @Nullable String countryCode) {
    String region = countryCode == null ? null : countryCode.toUpperCase(Locale.ROOT);
    return BETWEEN_NUMBERS
        .splitAsStream(LINK.matcher(text).replaceFirst(""))
        // A slash separates numbers in some countries and the area code in others.
        .flatMap(part -> Stream.concat(Stream.of(part), SLASH.splitAsStream(part)))
        .flatMap(part -> find(part, region).stream())
        .findFirst();
  }

  private static Optional<AttributeValue.Phone> find(String text, @Nullable String region) {
    String dialled = region == null ? INTERNATIONAL_ZEROS.matcher(text).replaceFirst("+") : text;
    try {
      PhoneNumber number = NUMBERS.parse(dialled, region);
      number.clearExtension();
      if (!NUMBERS.isValidNumber(number)) {
        return Optional.empty();
      }
      return Optional.of(
          new AttributeValue.Phone(
              NUMBERS.format(number, PhoneNumberFormat.E164),
              NUMBERS.format(number, PhoneNumberFormat.NATIONAL)));
    } catch (NumberParseException notANumber) {
      return Optional.empty();
    }
  }
}
