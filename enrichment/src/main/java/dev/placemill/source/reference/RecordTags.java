package dev.placemill.source.reference;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.AttributeValue;
import dev.placemill.attribute.Normalizer;
import dev.placemill.match.PlaceRecord;
import dev.placemill.place.PostalAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Values that a record holds in OpenStreetMap's tags, which each say them in several ways.
record RecordTags(PlaceRecord record) {
  private static final Pattern LANGUAGE =
      Pattern.compile("name:([a-z]{2,3}(?:-(?:[A-Z][a-z]{3}|[A-Z]{2}))?)");
  private static final String PAYMENT = "payment:";
  private static final Set<String> NO = Set.of("no", "none", "not", "never");
  private static final Set<String> UNKNOWN = Set.of("unknown", "fixme", "limited", "");
  private static final Set<String> WHEELCHAIR = Set.of("yes", "no", "limited", "designated");
  private static final Set<String> WIFI = Set.of("wlan", "wifi", "yes", "free", "customers");
  private static final List<String> LINKS_TO_MENU =
      List.of("website:menu", "menu:url", "menu:website", "contact:menu", "menu");
  private static final List<String> LINKS_TO_BOOKING =
      List.of(
          "reservation:website",
          "website:reservation",
          "website:booking",
          "booking:website",
          "reservation:url",
          "contact:booking",
          "booking",
          "reservation");
  private static final List<String> LINKS_TO_ORDER =
      List.of(
          "website:orders",
          "website:order",
          "order:website",
          "delivery:website",
          "takeaway:website",
          "website:delivery");

  /// Names in the wire's sense: one beside the main one, the one on the sign of the company.
  Optional<AttributeValue.Text> name(String key) {
    return names(key).stream().findFirst().map(AttributeValue.Text::new);
  }

  /// What people call it besides; whatever is its name, alternative or official name is left out.
  Optional<AttributeValue.TextList> commonNames() {
    return list(
        Stream.of("short_name", "alt_name", "loc_name", "nickname")
            .flatMap(key -> names(key).stream())
            .filter(name -> !name.equals(record.name()))
            .distinct()
            .toList());
  }

  Optional<AttributeValue.TextList> formerNames() {
    return list(record.formerNames());
  }

  Optional<AttributeValue.TextMap> multilingualNames() {
    Map<String, String> byLanguage = new LinkedHashMap<>();
    record
        .tags()
        .forEach((key, value) -> {
          var language = LANGUAGE.matcher(key);
          if (language.matches()) {
            byLanguage.put(language.group(1), value.strip());
          }
        });
    return byLanguage.isEmpty()
        ? Optional.empty()
        : Optional.of(new AttributeValue.TextMap(byLanguage));
  }

  private List<String> names(String key) {
    String value = record.tags().get(key);
    return value == null
        ? List.of()
        : Stream.of(value.split(";", -1)).map(String::strip).filter(n -> !n.isEmpty()).toList();
  }

  Optional<AttributeValue.Text> menu() {
    return link(LINKS_TO_MENU);
  }

  Optional<AttributeValue.Text> booking() {
    return link(LINKS_TO_BOOKING);
  }

  Optional<AttributeValue.Text> order() {
    return link(LINKS_TO_ORDER);
  }

  private Optional<AttributeValue.Text> link(List<String> keys) {
    return keys.stream()
        .flatMap(key -> Optional.ofNullable(record.tags().get(key)).stream())
        .flatMap(value -> Normalizer.website(value).stream())
        .findFirst();
  }

  /// Every number after the first, of whichever tags hold numbers.
  Optional<AttributeValue.TextList> furtherPhones(@Nullable String country) {
    List<String> numbers = new ArrayList<>();
    for (String key :
        List.of("phone", "contact:phone", "phone:mobile", "contact:mobile", "mobile")) {
      String value = record.tags().get(key);
      if (value != null) {
        Normalizer.phone(value, country).ifPresent(phone -> numbers.add(phone.e164()));
        Normalizer.furtherPhones(value, country).ifPresent(more -> numbers.addAll(more.texts()));
      }
    }
    return list(numbers.stream().distinct().skip(1).toList());
  }

  /// A page on a social network is that attribute's value, not the place's own website.
  Optional<AttributeValue.Text> website() {
    return Optional.ofNullable(record.website())
        .filter(website -> Normalizer.socialNetwork(website).isEmpty())
        .flatMap(Normalizer::website);
  }

  Optional<AttributeValue.Text> account(Attribute network) {
    String name = network.wireName();
    String account = record.firstOf("contact:" + name, name);
    String website = record.website();
    if (account == null
        && website != null
        && Normalizer.socialNetwork(website).filter(network::equals).isPresent()) {
      account = website;
    }
    return Optional.ofNullable(account).flatMap(handle -> Normalizer.social(network, handle));
  }

  Optional<AttributeValue.TextList> paymentMethods() {
    return list(
        record.tags().entrySet().stream()
            .filter(tag -> tag.getKey().startsWith(PAYMENT) && isYes(tag.getValue()))
            .map(tag -> tag.getKey().substring(PAYMENT.length()))
            .flatMap(method -> Normalizer.paymentMethods(method).stream())
            .flatMap(methods -> methods.texts().stream())
            .distinct()
            .sorted()
            .toList());
  }

  Optional<AttributeValue.WholeNumber> priceTier() {
    return of("price_range", Normalizer::priceTier)
        .or(() -> of("price:range", Normalizer::priceTier))
        .or(() -> of("price", Normalizer::priceTier));
  }

  /// What a tag with `yes`, `no` or a more exact word for yes says.
  Optional<AttributeValue.Flag> flag(String... keys) {
    return Optional.ofNullable(record.firstOf(keys))
        .map(value -> value.strip().toLowerCase(Locale.ROOT))
        .filter(value -> !UNKNOWN.contains(value))
        .map(value -> new AttributeValue.Flag(isYes(value)));
  }

  Optional<AttributeValue.Flag> wifi() {
    return Optional.ofNullable(record.firstOf("internet_access", "wifi"))
        .map(value -> value.strip().toLowerCase(Locale.ROOT))
        .filter(value -> WIFI.contains(value) || NO.contains(value))
        .map(value -> new AttributeValue.Flag(WIFI.contains(value)));
  }

  Optional<AttributeValue.Text> wheelchair() {
    return Optional.ofNullable(record.tags().get("wheelchair"))
        .filter(WHEELCHAIR::contains)
        .map(AttributeValue.Text::new);
  }

  /// As its name says, its floor as the tags say.
  Optional<AttributeValue.Host> locatedWithin() {
    String floor = record.firstOf("level", "addr:floor", "level:ref");
    String mall = record.firstOf("addr:mall", "is_in:mall", "located_in");
    AttributeValue.Host host =
        Stream.concat(
                Stream.ofNullable(mall).map(name -> "x inside " + name), record.names().stream())
            .flatMap(name -> Normalizer.hostInName(name).stream())
            .findFirst()
            .orElse(null);
    return host == null && floor == null
        ? Optional.empty()
        : Optional.of(
            new AttributeValue.Host(
                host == null ? null : host.name(), host == null ? null : host.type(), floor));
  }

  PostalAddress.FinerParts finerParts() {
    String name = record.tags().get("addr:housename");
    return new PostalAddress.FinerParts(
        record.tags().get("addr:floor"),
        // Where a house has no number its name stands for it.
        Objects.equals(name, record.address().house()) ? null : name,
        record.firstOf("addr:block", "addr:block_number"),
        record.firstOf("addr:neighbourhood", "addr:quarter"),
        record.tags().get("addr:suburb"));
  }

  private <V> Optional<V> of(String key, Function<String, Optional<V>> reading) {
    return Optional.ofNullable(record.tags().get(key)).flatMap(reading);
  }

  private static boolean isYes(String value) {
    return !NO.contains(value.strip().toLowerCase(Locale.ROOT));
  }

  private static Optional<AttributeValue.TextList> list(List<String> texts) {
    return texts.isEmpty() ? Optional.empty() : Optional.of(new AttributeValue.TextList(texts));
  }
}
