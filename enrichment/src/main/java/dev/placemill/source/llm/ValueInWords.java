package dev.placemill.source.llm;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.AttributeValue;
import dev.placemill.attribute.FoldedText;
import dev.placemill.attribute.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Brings what a model wrote into its normal form, and checks by rules of our own that a quote
/// really has it: a number its digits, hours their days and times, an account its name.
final class ValueInWords {
  private static final Pattern PHONE =
      Pattern.compile("[+(]?\\d[\\d\\s()./\\u2010-\\u2015-]{4,24}\\d");
  private static final Pattern FAX =
      Pattern.compile(
          "(?iU)(?:fax|telefax|télécopie|telecopie|faks)\\W{0,12}(?:nr|no|number)?\\W*$");
  private static final Pattern AT =
      Pattern.compile("(?i)\\s*[\\[({]\\s*(?:at|ät|arroba|chiocciola)\\s*[\\])}]\\s*");
  private static final Pattern DOT =
      Pattern.compile("(?i)\\s*[\\[({]\\s*(?:dot|punkt|point|punto)\\s*[\\])}]\\s*");
  private static final Pattern LIST = Pattern.compile("\\s*[;,]\\s*");
  private static final Pattern HOLIDAYS = Pattern.compile("\\s*[;,]\\s*PH\\s+(?:off|closed)\\s*$");
  private static final Pattern YES_LIMITED_NO = Pattern.compile("yes|limited|no");
  private static final int SHORTEST_HANDLE = 3;
  private static final int TELLING_LETTERS = 4;
  private static final int MOST_CUISINES = 10;

  private ValueInWords() {}

  /// The value in its normal form; empty when it is no such value.
  static Optional<AttributeValue> findNormal(
      Attribute attribute, String text, @Nullable String country) {
    return switch (attribute) {
      case PHONE -> Normalizer.phone(text, country).map(AttributeValue.class::cast);
      case EMAIL -> Normalizer.email(unmasked(text)).map(AttributeValue.class::cast);
      case OPENING_HOURS ->
          Normalizer.openingHours(HOLIDAYS.matcher(text).replaceFirst(""))
              .map(AttributeValue.class::cast);
      case FACEBOOK, INSTAGRAM, TIKTOK, TWITTER, YOUTUBE, LINKEDIN ->
          Normalizer.social(attribute, text).map(AttributeValue.class::cast);
      case CUISINES -> findCuisines(text);
      case HAS_DELIVERY, HAS_TAKEOUT, HAS_OUTDOOR_SEATING, HAS_WIFI -> findFlag(text);
      case WHEELCHAIR ->
          Optional.of(text.strip().toLowerCase(Locale.ROOT))
              .filter(word -> YES_LIMITED_NO.matcher(word).matches())
              .map(AttributeValue.Text::new);
      default -> Optional.empty();
    };
  }

  private static Optional<AttributeValue> findFlag(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "yes", "true" -> Optional.of(new AttributeValue.Flag(true));
      case "no", "false" -> Optional.of(new AttributeValue.Flag(false));
      default -> Optional.empty();
    };
  }

  private static Optional<AttributeValue> findCuisines(String text) {
    List<String> kinds =
        LIST.splitAsStream(text.strip().toLowerCase(Locale.ROOT))
            .map(kind -> FoldedText.of(kind).spaced().replace(' ', '_'))
            .filter(kind -> !kind.isEmpty())
            .distinct()
            .limit(MOST_CUISINES)
            .toList();
    return kinds.isEmpty() ? Optional.empty() : Optional.of(new AttributeValue.TextList(kinds));
  }

  /// Whether the quote has the value.
  static boolean isIn(
      String quote, Attribute attribute, AttributeValue value, @Nullable String country) {
    return switch (value) {
      case AttributeValue.Phone phone -> hasPhone(quote, phone, country);
      case AttributeValue.OpeningHours hours -> HoursInWords.of(quote).support(hours);
      case AttributeValue.TextList(var kinds) ->
          kinds.stream().allMatch(kind -> hasKind(quote, kind));
      case AttributeValue.Flag(boolean isSo) -> {
        var said = new YesOrNo(quote, Topic.of(attribute));
        yield isSo ? said.isYes() : said.isNo();
      }
      case AttributeValue.Text(var text) ->
          switch (attribute) {
            case EMAIL ->
                unmasked(quote).toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT));
            case WHEELCHAIR -> isAccess(quote, text);
            default -> hasAccount(quote, attribute, text);
          };
      default -> false;
    };
  }

  private static boolean isAccess(String quote, String yesLimitedOrNo) {
    var said = new YesOrNo(quote, Topic.of(Attribute.WHEELCHAIR));
    return switch (yesLimitedOrNo) {
      case "yes" -> said.isYes();
      case "no" -> said.isNo();
      default -> said.isLimited();
    };
  }

  /// Whether a number that follows these words is for faxes.
  static boolean isFaxAfter(String words) {
    return FAX.matcher(words).find();
  }

  private static boolean hasPhone(
      String quote, AttributeValue.Phone phone, @Nullable String country) {
    Matcher numbers = PHONE.matcher(quote);
    while (numbers.find()) {
      if (!isFaxAfter(quote.substring(0, numbers.start()))
          && Normalizer.phone(numbers.group(), country).filter(phone::equals).isPresent()) {
        return true;
      }
    }
    return false;
  }

  /// The network by name and the account's own name, or the address of its page.
  private static boolean hasAccount(String quote, Attribute network, String page) {
    String said = quote.toLowerCase(Locale.ROOT);
    String handle =
        page.substring(page.lastIndexOf('/') + 1).replace("@", "").toLowerCase(Locale.ROOT);
    return handle.length() >= SHORTEST_HANDLE
        && said.contains(handle)
        && names(network).anyMatch(said::contains);
  }

  private static Stream<String> names(Attribute network) {
    return switch (network) {
      case FACEBOOK -> Stream.of("facebook", "fb");
      case INSTAGRAM -> Stream.of("instagram", "insta", "ig:");
      case TIKTOK -> Stream.of("tiktok");
      case TWITTER -> Stream.of("twitter", "x.com", "x:");
      case YOUTUBE -> Stream.of("youtube", "youtu.be");
      case LINKEDIN -> Stream.of("linkedin");
      default -> Stream.empty();
    };
  }

  /// Kinds of food are told by how their words begin, which languages share: "italienische Küche".
  private static boolean hasKind(String quote, String kind) {
    List<String> words = FoldedText.of(quote).words();
    return Stream.of(kind.split("_"))
        .filter(part -> !part.isEmpty())
        .allMatch(part -> words.stream().anyMatch(word -> word.startsWith(beginning(part))));
  }

  private static String beginning(String word) {
    return word.substring(0, Math.min(word.length(), TELLING_LETTERS));
  }

  /// "info (at) example (dot) com" as people mean it.
  private static String unmasked(String text) {
    return DOT.matcher(AT.matcher(text).replaceAll("@")).replaceAll(".");
  }
}
