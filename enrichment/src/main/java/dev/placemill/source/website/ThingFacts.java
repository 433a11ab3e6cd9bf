package dev.placemill.source.website;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.AttributeValue;
import dev.placemill.attribute.AttributeValue.Flag;
import dev.placemill.attribute.AttributeValue.Text;
import dev.placemill.attribute.AttributeValue.TextList;
import dev.placemill.attribute.CategoryTaxonomy;
import dev.placemill.attribute.FoldedText;
import dev.placemill.attribute.Normalizer;
import dev.placemill.place.PostalAddress;
import java.net.URI;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The values that a thing in schema.org's words holds of a place.
final class ThingFacts {
  private static final double SAID_OUTRIGHT = 0.96;
  private static final double HOURS = 0.94;
  private static final double LOOSELY_KEPT = 0.88;
  private static final Pattern CAMEL = Pattern.compile("(?<=[a-z])(?=[A-Z])");
  private static final Set<String> HOSTS =
      Set.of(
          "ShoppingCenter",
          "Airport",
          "TrainStation",
          "DepartmentStore",
          "GroceryStore",
          "Store",
          "Hotel",
          "Hospital",
          "Museum",
          "StadiumOrArena");
  private static final Map<String, Attribute> AMENITIES =
      Map.of(
          "wifi", Attribute.HAS_WIFI,
          "wi fi", Attribute.HAS_WIFI,
          "outdoor seating", Attribute.HAS_OUTDOOR_SEATING,
          "terrace", Attribute.HAS_OUTDOOR_SEATING,
          "drive through", Attribute.HAS_DRIVE_THROUGH,
          "drive thru", Attribute.HAS_DRIVE_THROUGH,
          "delivery", Attribute.HAS_DELIVERY,
          "takeout", Attribute.HAS_TAKEOUT,
          "takeaway", Attribute.HAS_TAKEOUT,
          "dine in", Attribute.HAS_DINING);

  private static final class Taxonomy {
    static final CategoryTaxonomy LOADED = CategoryTaxonomy.load();
  }

  private final PlaceThing place;
  private final Thing thing;
  private final URI page;
  private final @Nullable String country;
  private final String how;
  private final List<Fact> facts = new ArrayList<>();

  private ThingFacts(PlaceThing place, URI page, @Nullable String country) {
    this.place = place;
    this.thing = place.thing();
    this.page = page;
    this.country = country;
    how = "schema.org " + place.kind();
  }

  /// What holds for this very place.
  static List<Fact> ofPlace(PlaceThing place, URI page, @Nullable String country, LocalDate today) {
    var facts = new ThingFacts(place, page, country);
    facts.names();
    facts.contacts();
    facts.shared();
    facts.where();
    facts.add(Attribute.OPENING_HOURS, SchemaHours.find(facts.thing, today), HOURS);
    facts.offers();
    facts.links();
    facts.amenities();
    return facts.facts;
  }

  /// What all places of a company share.
  static List<Fact> ofCompany(PlaceThing company, URI page) {
    var facts = new ThingFacts(company, page, null);
    facts.shared();
    return facts.facts;
  }

  private void add(Attribute attribute, Optional<? extends AttributeValue> value, double sureness) {
    value.ifPresent(found -> facts.add(new Fact(attribute, found, sureness, how)));
  }

  private void names() {
    add(Attribute.NAME, text("name"), SAID_OUTRIGHT);
    add(
        Attribute.ALT_NAME,
        text("alternateName").filter(other -> !other.equals(text("name").orElse(null))),
        LOOSELY_KEPT);
    add(Attribute.OFFICIAL_NAME, text("legalName"), LOOSELY_KEPT);
    add(Attribute.BRAND_NAME, text("brand"), LOOSELY_KEPT);
    List<String> categories =
        thing.types().stream()
            .sorted()
            .map(type -> CAMEL.matcher(type).replaceAll(" "))
            .flatMap(type -> Taxonomy.LOADED.findByLabel(type).stream())
            .flatMap(id -> Stream.concat(Stream.of(id), Taxonomy.LOADED.findGroup(id).stream()))
            .distinct()
            .toList();
    add(Attribute.CATEGORIES, list(categories), LOOSELY_KEPT);
  }

  private void contacts() {
    List<String> phones = place.phones(country);
    if (!phones.isEmpty()) {
      add(Attribute.PHONE, Normalizer.phone(phones.getFirst(), country), SAID_OUTRIGHT);
      add(Attribute.PHONE_ADDITIONAL, list(phones.subList(1, phones.size())), LOOSELY_KEPT);
    }
    add(
        Attribute.EMAIL,
        first("email", text -> Normalizer.email(text.replaceFirst("(?i)^mailto:", ""))),
        SAID_OUTRIGHT);
  }

  /// Accounts and the logo: the place's own, or those of its company.
  private void shared() {
    for (Attribute network : Attribute.SOCIAL_NETWORKS) {
      add(
          network,
          first(
              "sameAs",
              text -> text.contains("/") ? Normalizer.social(network, text) : Optional.empty()),
          SAID_OUTRIGHT);
    }
    add(
        Attribute.LOGO_URL,
        Stream.concat(
                thing.things("logo").stream()
                    .flatMap(logo ->
                        Stream.of("url", "contentUrl").flatMap(p -> logo.texts(p).stream())),
                thing.texts("logo").stream())
            .flatMap(link -> link(link).stream())
            .findFirst(),
        LOOSELY_KEPT);
  }

  private void where() {
    add(
        Attribute.ADDRESS,
        place
            .findAddress()
            .filter(address -> address.street() != null || address.full() != null)
            .map(AttributeValue.Address::new),
        SAID_OUTRIGHT);
    add(Attribute.CITY, place.findAddress().map(PostalAddress::city).map(Text::new), SAID_OUTRIGHT);
    add(Attribute.COORDINATES, place.findPoint().map(AttributeValue.Point::new), LOOSELY_KEPT);
    add(
        Attribute.LOCATED_WITHIN,
        thing.things("containedInPlace").stream()
            .filter(host -> host.types().stream().anyMatch(HOSTS::contains))
            .flatMap(host -> host.findText("name").stream())
            .findFirst()
            .map(name -> new AttributeValue.Host(name, null, null)),
        LOOSELY_KEPT);
  }

  private void offers() {
    add(
        Attribute.CUISINES,
        Normalizer.cuisines(String.join(";", thing.texts("servesCuisine")).replace(',', ';')),
        SAID_OUTRIGHT);
    add(Attribute.PRICE_TIER, first("priceRange", Normalizer::priceTier), LOOSELY_KEPT);
    add(
        Attribute.PAYMENT_METHODS,
        Normalizer.paymentMethods(String.join(",", thing.texts("paymentAccepted"))),
        LOOSELY_KEPT);
  }

  private void links() {
    add(
        Attribute.MENU_URL,
        Stream.of("hasMenu", "menu").flatMap(property -> links(property).stream()).findFirst(),
        SAID_OUTRIGHT);
    add(
        Attribute.BOOKING_URL,
        action("ReserveAction")
            .or(() ->
                thing.texts("acceptsReservations").stream()
                    .filter(text -> text.startsWith("http"))
                    .flatMap(text -> link(text).stream())
                    .findFirst()),
        SAID_OUTRIGHT);
    add(Attribute.ORDER_URL, action("OrderAction"), SAID_OUTRIGHT);
  }

  private List<Text> links(String property) {
    Stream<String> nested =
        thing.things(property).stream()
            .flatMap(one -> Stream.concat(one.texts("url").stream(), one.texts("@id").stream()));
    Stream<String> plain =
        thing.things(property).isEmpty() ? thing.texts(property).stream() : Stream.empty();
    return Stream.concat(nested, plain).flatMap(text -> link(text).stream()).toList();
  }

  private Optional<Text> action(String type) {
    return thing.things("potentialAction").stream()
        .filter(action -> action.types().contains(type))
        .flatMap(action ->
            Stream.concat(
                action.texts("target").stream(),
                action.things("target").stream()
                    .flatMap(target ->
                        Stream.of("urlTemplate", "url").flatMap(p -> target.texts(p).stream()))))
        .filter(text -> !text.contains("{"))
        .flatMap(text -> link(text).stream())
        .findFirst();
  }

  private void amenities() {
    for (Thing amenity : thing.things("amenityFeature")) {
      String name = FoldedText.of(amenity.findText("name").orElse("")).spaced();
      String value = amenity.findText("value").orElse("").toLowerCase(Locale.ROOT);
      Optional<Boolean> isSo = yesOrNo(value);
      AMENITIES.forEach((word, attribute) -> {
        if (name.equals(word) || name.equals("free " + word)) {
          add(attribute, isSo.map(Flag::new), LOOSELY_KEPT);
        }
      });
      if (name.contains("wheelchair")) {
        add(Attribute.WHEELCHAIR, isSo.map(yes -> new Text(yes ? "yes" : "no")), LOOSELY_KEPT);
      }
    }
    thing
        .findText("hasDriveThroughService")
        .flatMap(text -> yesOrNo(text.toLowerCase(Locale.ROOT)))
        .ifPresent(
            yes -> add(Attribute.HAS_DRIVE_THROUGH, Optional.of(new Flag(yes)), SAID_OUTRIGHT));
  }

  private static Optional<Boolean> yesOrNo(String value) {
    String word = Vocabulary.word(value);
    if (Set.of("true", "yes", "1").contains(word)) {
      return Optional.of(true);
    }
    return Set.of("false", "no", "0").contains(word) ? Optional.of(false) : Optional.empty();
  }

  private Optional<Text> text(String property) {
    return thing
        .findText(property)
        .map(text -> text.replaceAll("\\s+", " "))
        .filter(text -> text.length() <= 200 && !text.startsWith("http"))
        .map(Text::new);
  }

  private <V> Optional<V> first(String property, Function<String, Optional<V>> reading) {
    return thing.texts(property).stream().flatMap(text -> reading.apply(text).stream()).findFirst();
  }

  private Optional<Text> link(String text) {
    try {
      return Normalizer.website(page.resolve(text.strip().replace(" ", "%20")).toString());
    } catch (IllegalArgumentException noLink) {
      return Optional.empty();
    }
  }

  private static Optional<TextList> list(List<String> texts) {
    return texts.isEmpty() ? Optional.empty() : Optional.of(new TextList(texts));
  }
}
