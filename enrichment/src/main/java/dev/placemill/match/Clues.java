package dev.placemill.match;

import dev.placemill.attribute.Normalizer;
import dev.placemill.attribute.OtherPeoplesSites;
import dev.placemill.place.Coordinates;
import dev.placemill.place.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a place or a record offers for comparison, folded once.
///
/// @param names never empty, though a name may fold to nothing
/// @param phones the last nine digits of each number, so that a country prefix may be missing
/// @param domain what was registered of the website's host, or null when there is none or strangers
///   share it
/// @param page the path of the website on its domain, empty for the front page; null with `domain`
/// @param brands folded brand name and Wikidata id, whichever are known
/// @param categories ids of our own taxonomy
public record Clues(
    List<NameForm> names,
    List<NameForm> formerNames,
    @Nullable Coordinates coordinates,
    AddressForm address,
    Set<String> phones,
    @Nullable String domain,
    @Nullable String page,
    Set<String> brands,
    List<String> categories) {
  private static final int PHONE_DIGITS = 9;
  private static final int FEWEST_PHONE_DIGITS = 6;
  private static final Pattern NOT_A_DIGIT = Pattern.compile("\\D+");
  private static final Pattern BEFORE_PATH = Pattern.compile("^(?:[a-zA-Z]+://)?[^/?#]*");
  private static final Pattern BEHIND_PATH = Pattern.compile("(?:/*[?#].*|/+)$");
  private static final Pattern BETWEEN_PHONES = Pattern.compile("[;,/|]");

  public static Clues of(PlaceRecord record) {
    return new Clues(
        forms(record.names()),
        forms(record.formerNames()),
        record.coordinates(),
        AddressForm.of(record.address()),
        phonesOf(record.phone()),
        findDomain(record.website()),
        page(record.website()),
        brandsOf(Stream.of(record.brand(), record.brandWikidata())),
        record.categories().stream().limit(1).toList());
  }

  /// The clues of a place a client asks about.
  ///
  /// @param categories what the client's category means in our taxonomy, if anything
  /// @param brands further names and ids of the place's brand that are known
  public static Clues of(Place place, List<String> categories, List<String> brands) {
    return new Clues(
        forms(List.of(place.name())),
        List.of(),
        place.coordinates(),
        AddressForm.of(place.address()),
        phonesOf(place.claims().phone()),
        findDomain(place.claims().website()),
        page(place.claims().website()),
        brandsOf(Stream.concat(Stream.of(place.claims().brand()), brands.stream())),
        categories);
  }

  /// The same as if nobody knew where it is.
  public Clues withoutCoordinates() {
    return new Clues(names, formerNames, null, address, phones, domain, page, brands, categories);
  }

  private static List<NameForm> forms(List<String> names) {
    List<NameForm> forms = new ArrayList<>(names.size());
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      for (String spelling : Spellings.of(name)) {
        NameForm form = NameForm.of(spelling);
        if (seen.add(form.joined())) {
          forms.add(form);
        }
      }
    }
    return List.copyOf(forms);
  }

  private static Set<String> phonesOf(@Nullable String text) {
    Set<String> phones = new HashSet<>();
    for (String one : text == null ? new String[0] : BETWEEN_PHONES.split(text)) {
      String digits = NOT_A_DIGIT.matcher(one).replaceAll("");
      if (digits.length() >= FEWEST_PHONE_DIGITS) {
        phones.add(digits.substring(Math.max(0, digits.length() - PHONE_DIGITS)));
      }
    }
    return Set.copyOf(phones);
  }

  private static @Nullable String page(@Nullable String website) {
    if (website == null || findDomain(website) == null) {
      return null;
    }
    String path = BEFORE_PATH.matcher(website.strip()).replaceFirst("");
    return BEHIND_PATH.matcher(path).replaceFirst("").toLowerCase(Locale.ROOT);
  }

  private static @Nullable String findDomain(@Nullable String website) {
    return website == null || OtherPeoplesSites.has(website)
        ? null
        : Normalizer.registrableDomain(website).orElse(null);
  }

  private static Set<String> brandsOf(Stream<@Nullable String> brands) {
    List<String> keys =
        brands
            .filter(Objects::nonNull)
            .map(brand -> NameForm.of(brand).joined())
            .filter(key -> !key.isEmpty())
            .toList();
    return Set.copyOf(keys);
  }
}
