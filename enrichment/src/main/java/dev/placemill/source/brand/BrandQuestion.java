package dev.placemill.source.brand;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.AttributeValue;
import dev.placemill.attribute.CategoryTaxonomy;
import dev.placemill.attribute.FoldedText;
import dev.placemill.place.PostalAddress;
import dev.placemill.source.Inquiry;
import dev.placemill.source.Observation;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What is known of a place when its brand is looked for.
///
/// @param placeWords folded words of its address, city and country
/// @param categories ids of our taxonomy that the client or an earlier source gave it
record BrandQuestion(
    String name,
    FoldedText folded,
    @Nullable String country,
    Set<String> placeWords,
    List<String> categories,
    @Nullable String claimedBrand) {

  private static final List<Attribute> WHERE =
      List.of(Attribute.CITY, Attribute.STATE, Attribute.COUNTRY);

  private static final Map<String, List<String>> WORDS_OF_COUNTRIES = new ConcurrentHashMap<>();

  static BrandQuestion of(Inquiry inquiry, CategoryTaxonomy taxonomy) {
    var place = inquiry.place();
    return new BrandQuestion(
        place.name(),
        FoldedText.of(place.name()),
        inquiry.findCountryCode().orElse(null),
        placeWords(inquiry),
        categories(inquiry, taxonomy),
        place.claims().brand());
  }

  Optional<String> findCountry() {
    return Optional.ofNullable(country);
  }

  private static Set<String> placeWords(Inquiry inquiry) {
    PostalAddress address = inquiry.place().address();
    Stream<String> said =
        Stream.of(
                address.full(),
                address.street(),
                address.city(),
                address.state(),
                address.country())
            .filter(Objects::nonNull);
    Stream<String> found =
        WHERE.stream().flatMap(attribute -> inquiry.findKnownText(attribute).stream());
    var words = new HashSet<String>();
    Stream.concat(said, found).forEach(text -> words.addAll(FoldedText.of(text).words()));
    inquiry
        .findCountryCode()
        .ifPresent(code ->
            words.addAll(WORDS_OF_COUNTRIES.computeIfAbsent(code, BrandQuestion::wordsOfCountry)));
    return words;
  }

  private static List<String> wordsOfCountry(String code) {
    return FoldedText.of(Locale.of("", code).getDisplayCountry(Locale.ENGLISH)).words();
  }

  private static List<String> categories(Inquiry inquiry, CategoryTaxonomy taxonomy) {
    String claimed = inquiry.place().claims().category();
    if (claimed != null) {
      Optional<String> understood = taxonomy.findByLabel(claimed);
      if (understood.isPresent()) {
        return List.of(understood.get());
      }
    }
    return inquiry.known().stream()
        .filter(observation -> observation.attribute() == Attribute.CATEGORIES)
        .map(Observation::value)
        .filter(AttributeValue.TextList.class::isInstance)
        .flatMap(value -> ((AttributeValue.TextList) value).texts().stream().limit(1))
        .toList();
  }
}
