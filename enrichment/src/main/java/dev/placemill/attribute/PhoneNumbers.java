package dev.placemill.attribute;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads phone numbers as people write them, one or several in a text.
final class PhoneNumbers {
  private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
  private static final Pattern BETWEEN_NUMBERS = Pattern.compile("[;|,\\n]");
  private static final Pattern SLASH = Pattern.compile("/");
  private static final Pattern LINK = Pattern.compile("^\\s*tel:", Pattern.CASE_INSENSITIVE);
  private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}");
  private static final Pattern INTERNATIONAL_ZEROS = Pattern.compile("^\\s*00");
  private static final Pattern EXTENDED = Pattern.compile("(.*\\d)\\s*-\\s*\\d{1,7}\\s*");
  private static final int FEWEST_DIGITS = 3;

  /// What a text holds.
  ///
  /// @param numbers each once, in the order they are written
  /// @param isAllRead whether every part that could be a number is one
  record Reading(List<AttributeValue.Phone> numbers, boolean isAllRead) {}

  private record Written(String text, @Nullable String countryCode) {}

  private static final Remembered<Written, Reading> READ =
      new Remembered<>(1 << 10, PhoneNumbers::read);

  private PhoneNumbers() {}

  static Reading read(String text, @Nullable String countryCode) {
    return READ.of(new Written(text, countryCode));
  }

  private static Reading read(Written written) {
    String countryCode = written.countryCode;
    String region = countryCode == null ? null : countryCode.toUpperCase(Locale.ROOT);
    List<PhoneNumber> numbers = new ArrayList<>();
    boolean isAllRead = true;
    String plain = LINK.matcher(INVISIBLE.matcher(written.text).replaceAll("")).replaceFirst("");
    for (String part : BETWEEN_NUMBERS.split(plain, -1)) {
      // The first number of a list shows where the others are dialled that leave the country out.
      List<PhoneNumber> found =
          ofPart(part, region != null || numbers.isEmpty() ? region : regionOf(numbers.getFirst()));
      isAllRead &= !found.isEmpty() || digits(part) < FEWEST_DIGITS;
      numbers.addAll(found);
    }
    return new Reading(
        numbers.stream().map(PhoneNumbers::value).distinct().toList(),
        isAllRead && !numbers.isEmpty());
  }

  /// A slash separates numbers in some countries and the area code in others.
  private static List<PhoneNumber> ofPart(String part, @Nullable String region) {
    Optional<PhoneNumber> whole = find(part, region);
    if (whole.isPresent()) {
      return List.of(whole.get());
    }
    List<PhoneNumber> numbers = new ArrayList<>();
    for (String piece : SLASH.split(part, -1)) {
      find(piece, region != null || numbers.isEmpty() ? region : regionOf(numbers.getFirst()))
          .ifPresent(numbers::add);
    }
    return numbers;
  }

  /// Without what follows a last dash where only that makes a number: an extension.
  private static Optional<PhoneNumber> find(String text, @Nullable String region) {
    Matcher extended = EXTENDED.matcher(text);
    return parse(text, region)
        .or(() -> extended.matches() ? parse(extended.group(1), region) : Optional.empty());
  }

  private static Optional<PhoneNumber> parse(String text, @Nullable String region) {
    String dialled = region == null ? INTERNATIONAL_ZEROS.matcher(text).replaceFirst("+") : text;
    try {
      PhoneNumber number = NUMBERS.parse(dialled, region);
      number.clearExtension();
      return NUMBERS.isValidNumber(number) ? Optional.of(number) : Optional.empty();
    } catch (NumberParseException notANumber) {
      return Optional.empty();
    }
  }

  private static String regionOf(PhoneNumber number) {
    return NUMBERS.getRegionCodeForNumber(number);
  }

  private static AttributeValue.Phone value(PhoneNumber number) {
    return new AttributeValue.Phone(
        NUMBERS.format(number, PhoneNumberFormat.E164),
        NUMBERS.format(number, PhoneNumberFormat.NATIONAL));
  }

  private static long digits(String text) {
    return text.chars().filter(Character::isDigit).count();
  }
}
