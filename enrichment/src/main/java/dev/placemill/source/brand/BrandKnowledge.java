package dev.placemill.source.brand;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.AttributeValue;
import dev.placemill.attribute.AttributeValue.Text;
import dev.placemill.attribute.AttributeValue.TextList;
import dev.placemill.attribute.CategoryTaxonomy;
import dev.placemill.attribute.Normalizer;
import dev.placemill.attribute.Remembered;
import dev.placemill.source.Evidence;
import dev.placemill.source.Observation;
import dev.placemill.source.brand.BrandMatch.Recognised;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What is known of a recognised brand, as observations whose scope is the brand.
final class BrandKnowledge {
  static final Set<Attribute> ATTRIBUTES =
      Set.of(
          Attribute.NAME,
          Attribute.BRAND_NAME,
          Attribute.CHAIN_ID,
          Attribute.CHAIN_NAME,
          Attribute.CHAIN_DOMAINS,
          Attribute.CATEGORIES,
          Attribute.WEBSITE,
          Attribute.FACEBOOK,
          Attribute.INSTAGRAM,
          Attribute.TIKTOK,
          Attribute.TWITTER,
          Attribute.YOUTUBE,
          Attribute.LINKEDIN,
          Attribute.LOGO_URL,
          Attribute.OPEN_CLOSED_STATUS);

  private static final double KIND_IS_RIGHT = 0.98;
  private static final double SITE_OF_COUNTRY_IS_RIGHT = 0.97;
  private static final double SITE_OF_ALL_IS_RIGHT = 0.93;
  private static final double SITE_OF_OTHERS_IS_RIGHT = 0.60;
  private static final double NAMED_ACCOUNT_IS_RIGHT = 0.92;
  private static final double OTHER_ACCOUNT_IS_RIGHT = 0.80;
  private static final double LOGO_IS_RIGHT = 0.92;
  private static final double END_IS_RIGHT = 0.90;
  private static final double END_EVERYWHERE_IS_RIGHT = 0.80;
  private static final double STILL_THERE_AFTER_THE_END = 0.60;

  /// A few megabytes.
  private static final int MOST_REMEMBERED = 1 << 12;

  private final LocalDate asOf;
  private final CategoryTaxonomy taxonomy;
  private final Remembered<Branches, List<Fact>> factsOfBranches =
      new Remembered<>(MOST_REMEMBERED, this::factsOf);

  /// What is known of the branches of a brand.
  ///
  /// @param sureness how sure it is of a place that surely is a branch
  private record Fact(Attribute attribute, AttributeValue value, double sureness, String reason) {}

  private record Branches(Brand brand, @Nullable String country) {}

  /// @param asOf the day the knowledge describes
  BrandKnowledge(LocalDate asOf, CategoryTaxonomy taxonomy) {
    this.asOf = asOf;
    this.taxonomy = taxonomy;
  }

  /// @param bornName the place's name, if it is wholly one of the brand's, else null
  List<Observation> of(Recognised match, @Nullable String bornName, @Nullable String country) {
    Brand brand = match.brand();
    Evidence evidence = evidence(brand);
    return Stream.of(
            placeName(brand, bornName),
            one(Attribute.BRAND_NAME, new Text(brand.name()), 1, match.reason()),
            factsOfBranches.of(new Branches(brand, country)).stream())
        .flatMap(facts -> facts)
        .map(fact ->
            new Observation(
                fact.attribute,
                fact.value,
                match.probability() * fact.sureness,
                evidence,
                fact.reason))
        .toList();
  }

  private List<Fact> factsOf(Branches branches) {
    Brand brand = branches.brand;
    return Stream.of(
            chainId(brand),
            chainName(brand),
            chainDomains(brand),
            categories(brand),
            website(brand, branches.country),
            logo(brand),
            closed(brand),
            accounts(brand, branches.country))
        .flatMap(facts -> facts)
        .toList();
  }

  Evidence evidence(Brand brand) {
    String id = brand.organisation().id();
    String url = id.isEmpty() ? null : "https://www.wikidata.org/wiki/" + id;
    return new Evidence(BrandSource.NAME, brand.chainId(), url, asOf, Evidence.Scope.BRAND);
  }

  /// The branches of a brand bear its name: this confirms the name and its spelling, not that the
  /// branch exists, which is why its scope is the brand.
  private Stream<Fact> placeName(Brand brand, @Nullable String bornName) {
    if (bornName == null) {
      return Stream.empty();
    }
    String key = BrandNames.key(bornName);
    String spelling =
        Stream.of(brand.placeName(), brand.name())
            .filter(name -> BrandNames.key(name).equals(key))
            .findFirst()
            .orElse(bornName);
    return one(
        Attribute.NAME,
        new Text(spelling),
        1,
        "Places of %s bear this name.".formatted(brand.name()));
  }

  private Stream<Fact> chainId(Brand brand) {
    String id = brand.organisation().id();
    return id.isEmpty()
        ? Stream.empty()
        : one(Attribute.CHAIN_ID, new Text(id), 1, "The brand's id in Wikidata.");
  }

  private Stream<Fact> chainName(Brand brand) {
    return one(
        Attribute.CHAIN_NAME,
        new Text(brand.latinName()),
        1,
        "The chain's name in Latin letters where it has one.");
  }

  /// All domains under which the chain has official sites, in whatever country.
  private Stream<Fact> chainDomains(Brand brand) {
    List<String> domains =
        brand.organisation().websites().stream()
            .flatMap(site -> Normalizer.registrableDomain(site).stream())
            .distinct()
            .toList();
    return domains.isEmpty()
        ? Stream.empty()
        : one(
            Attribute.CHAIN_DOMAINS,
            new TextList(domains),
            SITE_OF_ALL_IS_RIGHT,
            "Domains of official websites of %s.".formatted(brand.name()));
  }

  private Stream<Fact> categories(Brand brand) {
    BrandKind kind = brand.kind();
    List<String> categories = kind.categories(brand.cuisine(), taxonomy);
    return categories.isEmpty()
        ? Stream.empty()
        : one(
            Attribute.CATEGORIES,
            new TextList(categories),
            KIND_IS_RIGHT,
            "Places of %s are tagged %s in OpenStreetMap.".formatted(brand.name(), kind));
  }

  private Stream<Fact> website(Brand brand, @Nullable String country) {
    return BrandWebsite.find(brand, country).stream()
        .flatMap(site ->
            one(
                Attribute.WEBSITE,
                new Text(site.url()),
                stillThere(brand) * sureness(site.fit(), brand),
                websiteReason(site.fit(), brand, country)));
  }

  private static double sureness(BrandWebsite.Fit fit, Brand brand) {
    return switch (fit) {
      case THIS_COUNTRY -> SITE_OF_COUNTRY_IS_RIGHT;
      case ALL_COUNTRIES -> SITE_OF_ALL_IS_RIGHT;
      // A brand of one country whose site ends in another's letters chose them for their sound.
      case ANOTHER_COUNTRY ->
          brand.countries().isSingle() ? SITE_OF_ALL_IS_RIGHT : SITE_OF_OTHERS_IS_RIGHT;
    };
  }

  private static String websiteReason(BrandWebsite.Fit fit, Brand brand, @Nullable String country) {
    return switch (fit) {
      case THIS_COUNTRY ->
          "Official website of %s for %s%s."
              .formatted(
                  brand.name(),
                  country == null ? "this country" : CountryPhrase.of(country),
                  whichEnded(brand));
      case ALL_COUNTRIES -> "Official website of %s%s.".formatted(brand.name(), whichEnded(brand));
      case ANOTHER_COUNTRY ->
          "Official website of %s%s, whose address is not that of this country."
              .formatted(brand.name(), whichEnded(brand));
    };
  }

  private static String whichEnded(Brand brand) {
    return brand.endings().isEmpty()
        ? ""
        : ", which ended on %s".formatted(brand.endings().getFirst().date());
  }

  private Stream<Fact> accounts(Brand brand, @Nullable String country) {
    return BrandAccount.networks().stream()
        .flatMap(network -> BrandAccount.find(network, brand, country).stream())
        .flatMap(account ->
            one(
                account.network(),
                new Text(account.url()),
                stillThere(brand)
                    * (account.bearsTheName() ? NAMED_ACCOUNT_IS_RIGHT : OTHER_ACCOUNT_IS_RIGHT),
                "Account of %s, shared by all its places.".formatted(brand.name())));
  }

  private Stream<Fact> logo(Brand brand) {
    return WebAddress.find(brand.organisation().logo()).stream()
        .flatMap(url ->
            one(
                Attribute.LOGO_URL,
                new Text(url.toString()),
                LOGO_IS_RIGHT,
                "Logo of %s.".formatted(brand.name())));
  }

  /// Only the end of a brand without a successor closes its places: others took on a new name.
  private Stream<Fact> closed(Brand brand) {
    return findEnd(brand).stream()
        .flatMap(end ->
            one(
                Attribute.OPEN_CLOSED_STATUS,
                new Text("Closed"),
                brand.countries().isSingle() ? END_IS_RIGHT : END_EVERYWHERE_IS_RIGHT,
                "The brand %s ended on %s, as Wikidata says.".formatted(brand.name(), end)));
  }

  private Optional<LocalDate> findEnd(Brand brand) {
    boolean replaced = brand.endings().stream().anyMatch(end -> Objects.nonNull(end.successor()));
    return replaced
        ? Optional.empty()
        : brand.endings().stream()
            .map(Brand.Ending::date)
            .filter(date -> !date.isAfter(asOf))
            .findFirst();
  }

  private static double stillThere(Brand brand) {
    return brand.endings().isEmpty() ? 1 : STILL_THERE_AFTER_THE_END;
  }

  private static Stream<Fact> one(
      Attribute attribute, AttributeValue value, double sureness, String reason) {
    return Stream.of(new Fact(attribute, value, sureness, reason));
  }
}
