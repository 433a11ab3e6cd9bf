package dev.placemill.attribute;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Brings what sources and clients write into the one form in which values are returned, stored and
/// compared. Whatever cannot be that kind of value comes back empty: nothing is guessed.
public final class Normalizer {
  /// Read when it is first needed.
  private static final class Taxonomy {
    static final CategoryTaxonomy LOADED = CategoryTaxonomy.load();
  }

  private static final Pattern BETWEEN_CUISINES = Pattern.compile("[;,]");

  private Normalizer() {}

  /// A phone number; the first valid one where several are given, separated by `;`, `|`, `,` or
  /// `/`. [#furtherPhones] has the others.
  ///
  /// @param countryCode ISO 3166-1 alpha-2, needed only for numbers written without `+`
  public static Optional<AttributeValue.Phone> phone(String text, @Nullable String countryCode) {
    return PhoneNumbers.read(text, countryCode).numbers().stream().findFirst();
  }

  /// The numbers after the first, in E.164, where a text holds several.
  ///
  /// @param countryCode as for [#phone]
  public static Optional<AttributeValue.TextList> furtherPhones(
      String text, @Nullable String countryCode) {
    return list(
        PhoneNumbers.read(text, countryCode).numbers().stream()
            .skip(1)
            .map(AttributeValue.Phone::e164));
  }

  /// The address of a website: http or https, host in lower case and ASCII, without default port,
  /// fragment, tracking parameters or the slash after a bare host. Hosts that are no public domain
  /// name, and addresses that carry a password, are refused.
  public static Optional<AttributeValue.Text> website(String text) {
    return WebAddress.findFirst(text)
        .map(address -> new AttributeValue.Text(address.withoutTracking()));
  }

  /// An e-mail address, the first where several are given; the domain in lower case.
  public static Optional<AttributeValue.Text> email(String text) {
    return EmailAddresses.findFirst(text).map(AttributeValue.Text::new);
  }

  /// Opening hours from OpenStreetMap's notation, sloppy writing forgiven. Days whose usual times
  /// the text does not settle (seasons, sunrise, remarks) are absent from the week.
  public static Optional<AttributeValue.OpeningHours> openingHours(String osm) {
    return OpeningHoursReader.find(osm);
  }

  /// The page of an account on a social network, from a handle or any address of the account. Links
  /// that share, post or log in are refused.
  ///
  /// @param network one of the six social attributes, e.g. [Attribute#INSTAGRAM]
  public static Optional<AttributeValue.Text> social(Attribute network, String handleOrUrl) {
    return SocialNetwork.of(network).findAccount(handleOrUrl).map(AttributeValue.Text::new);
  }

  /// The social network that a page is on, whether or not it is an account's.
  public static Optional<Attribute> socialNetwork(String url) {
    return SocialNetwork.find(url);
  }

  /// The part of a web address that somebody registered: `example.co.uk` of
  /// `https://shop.example.co.uk/x`.
  public static Optional<String> registrableDomain(String url) {
    return WebAddress.findFirst(url).flatMap(WebAddress::findRegistrableDomain);
  }

  /// What two sites of one brand share: `example` of `https://www.example.co.uk/x` and of
  /// `https://example.de`.
  public static Optional<String> domainLabel(String url) {
    return registrableDomain(url).map(Normalizer::label);
  }

  static String label(String registrableDomain) {
    return registrableDomain.substring(0, registrableDomain.indexOf('.'));
  }

  /// A category in anybody's words as the id of our taxonomy, or as written where it has none.
  public static AttributeValue.TextList category(String text) {
    return new AttributeValue.TextList(List.of(Taxonomy.LOADED.findByLabel(text).orElse(text)));
  }

  /// Cuisines as OpenStreetMap writes them: `pizza`, `ice_cream`.
  public static Optional<AttributeValue.TextList> cuisines(String text) {
    return list(
        BETWEEN_CUISINES
            .splitAsStream(text)
            .map(cuisine -> cuisine.strip().toLowerCase(Locale.ROOT).replace(' ', '_'))
            .filter(cuisine -> !cuisine.isEmpty())
            .distinct());
  }

  /// Ways to pay, e.g. `cash` and `visa`, of a list in anybody's words; empty when none is known.
  public static Optional<AttributeValue.TextList> paymentMethods(String text) {
    return list(PaymentMethods.of(text).stream());
  }

  /// How expensive a place is, from 1 to 4: `$$`, `2` and `moderate` are 2.
  public static Optional<AttributeValue.WholeNumber> priceTier(String text) {
    return PriceTier.find(text);
  }

  /// A day, month or year as `2015-03-01`, `2015-03` or `2015`.
  public static Optional<AttributeValue.Text> date(String text) {
    return CalendarDate.find(text).map(AttributeValue.Text::new);
  }

  /// What a name says its place is inside of: Target of `Starbucks (inside Target)`.
  public static Optional<AttributeValue.Host> hostInName(String name) {
    return HostInName.find(name, Taxonomy.LOADED);
  }

  /// Whether the whole of what somebody wrote is understood, every number of a list of phones: what
  /// the figures of `docs/reference/quality.md` count.
  ///
  /// @param attribute [Attribute#PHONE], [Attribute#OPENING_HOURS], [Attribute#WEBSITE] or
  ///   [Attribute#EMAIL]
  /// @param countryCode as for [#phone]
  public static boolean isUnderstood(
      Attribute attribute, String written, @Nullable String countryCode) {
    return switch (attribute) {
      case PHONE -> PhoneNumbers.read(written, countryCode).isAllRead();
      case OPENING_HOURS -> openingHours(written).isPresent();
      case WEBSITE -> website(written).isPresent();
      case EMAIL -> email(written).isPresent();
      default -> throw new IllegalArgumentException(attribute + " is not read from a raw value");
    };
  }

  private static Optional<AttributeValue.TextList> list(Stream<String> texts) {
    List<String> all = texts.toList();
    return all.isEmpty() ? Optional.empty() : Optional.of(new AttributeValue.TextList(all));
  }

  /// Two values of an attribute with the same key say the same thing, however they are written.
  public static String agreementKey(Attribute attribute, AttributeValue value) {
    return AgreementKey.of(attribute, value);
  }
}
