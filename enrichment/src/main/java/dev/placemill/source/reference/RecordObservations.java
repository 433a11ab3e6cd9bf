package dev.placemill.source.reference;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.AttributeValue;
import dev.placemill.attribute.Normalizer;
import dev.placemill.match.MatchedRecord;
import dev.placemill.match.PlaceRecord;
import dev.placemill.source.Evidence;
import dev.placemill.source.Observation;
import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a matched record says of the place, attribute by attribute.
///
/// @param probability that the record is the place
/// @param country ISO code of the place's country, for phone numbers written without it
record RecordObservations(
    MatchedRecord matched, double probability, @Nullable String country, LocalDate today) {
  static final Set<Attribute> ATTRIBUTES =
      Collections.unmodifiableSet(
          EnumSet.complementOf(
              EnumSet.of(
                  Attribute.STATE,
                  Attribute.COUNTRY,
                  Attribute.COUNTRY_CODE,
                  Attribute.TIME_ZONE,
                  Attribute.LOGO_URL)));

  /// What still holds of a place that is gone.
  private static final Set<Attribute> LASTING =
      EnumSet.of(
          Attribute.NAME,
          Attribute.BRAND_NAME,
          Attribute.CHAIN_ID,
          Attribute.CATEGORIES,
          Attribute.ADDRESS,
          Attribute.CITY,
          Attribute.COORDINATES,
          Attribute.OPEN_CLOSED_STATUS);

  // An explicit tag is strong evidence; the record may still describe a predecessor.
  private static final double CLOSED_BY_LIFECYCLE = 0.92;
  // "off" may also mean a long renovation.
  private static final double CLOSED_BY_HOURS = 0.6;
  private static final double OPEN_EDITED_WITHIN_A_YEAR = 0.8;
  private static final double OPEN_EDITED_WITHIN_TWO_YEARS = 0.65;

  List<Observation> of(Set<Attribute> wanted) {
    return ATTRIBUTES.stream()
        .filter(wanted::contains)
        .filter(attribute -> !record().isClosed() || LASTING.contains(attribute))
        .flatMap(attribute -> observe(attribute).stream())
        .toList();
  }

  /// Where the record can be seen.
  static Evidence evidence(PlaceRecord record) {
    return new Evidence(
        record.dataset(),
        record.id(),
        "https://www.openstreetmap.org/" + record.id(),
        record.observedOn(),
        Evidence.Scope.PLACE);
  }

  private PlaceRecord record() {
    return matched.record();
  }

  private Optional<Observation> observe(Attribute attribute) {
    if (attribute == Attribute.OPEN_CLOSED_STATUS) {
      return status();
    }
    double plausibility = Plausibility.of(attribute).whenEdited();
    return value(attribute)
        .map(value -> observation(attribute, value, plausibility, "the record says so"));
  }

  private Observation observation(
      Attribute attribute, AttributeValue value, double plausibility, String why) {
    return new Observation(
        attribute,
        value,
        probability * plausibility,
        evidence(record()),
        "%s of %s: %s; %s"
            .formatted(record().id(), record().dataset(), why, matched.match().reason()));
  }

  private Optional<? extends AttributeValue> value(Attribute attribute) {
    PlaceRecord record = record();
    return switch (attribute) {
      case NAME -> text(record.name());
      case BRAND_NAME -> text(record.brand());
      case CHAIN_ID -> text(record.brandWikidata()).filter(id -> id.text().matches("Q\\d+"));
      case CATEGORIES -> list(record.categories());
      case WEBSITE -> Optional.ofNullable(record.website()).flatMap(this::website);
      case PHONE ->
          Optional.ofNullable(record.phone()).flatMap(phone -> Normalizer.phone(phone, country));
      case EMAIL -> Optional.ofNullable(record.email()).flatMap(Normalizer::email);
      case OPENING_HOURS ->
          Optional.ofNullable(record.tags().get("opening_hours"))
              .filter(hours -> !saysClosed(hours))
              .flatMap(Normalizer::openingHours);
      case ADDRESS ->
          record.address().full() == null && record.address().street() == null
              ? Optional.empty()
              : Optional.of(new AttributeValue.Address(record.address()));
      case CITY -> text(record.address().city());
      case COORDINATES -> Optional.ofNullable(record.coordinates()).map(AttributeValue.Point::new);
      case FACEBOOK, INSTAGRAM, TIKTOK, TWITTER, YOUTUBE, LINKEDIN -> social(attribute);
      case CUISINES -> cuisines();
      case WHEELCHAIR ->
          text(record.tags().get("wheelchair"))
              .filter(text -> Set.of("yes", "no", "limited", "designated").contains(text.text()));
      case STATE, COUNTRY, COUNTRY_CODE, TIME_ZONE, LOGO_URL, OPEN_CLOSED_STATUS ->
          Optional.empty();
    };
  }

  /// A page on a social network is that attribute's value, not the place's own website.
  private Optional<AttributeValue.Text> website(String website) {
    boolean social =
        Stream.of(Attribute.FACEBOOK, Attribute.INSTAGRAM, Attribute.TIKTOK)
            .anyMatch(network -> website.contains(network.wireName() + ".com"));
    return social ? Optional.empty() : Normalizer.website(website);
  }

  private Optional<AttributeValue.Text> social(Attribute network) {
    String name = network.wireName();
    String account = record().firstOf("contact:" + name, name);
    String website = record().website();
    if (account == null && website != null && website.contains(name + ".com")) {
      account = website;
    }
    return Optional.ofNullable(account).flatMap(handle -> Normalizer.social(network, handle));
  }

  private Optional<AttributeValue.TextList> cuisines() {
    String cuisine = record().tags().get("cuisine");
    return cuisine == null
        ? Optional.empty()
        : list(
            Stream.of(cuisine.split("[;,]", -1))
                .map(one -> one.strip().toLowerCase(Locale.ROOT).replace(' ', '_'))
                .filter(one -> !one.isEmpty())
                .distinct()
                .toList());
  }

  private Optional<Observation> status() {
    String hours = record().tags().get("opening_hours");
    if (record().isClosed()) {
      return closed(CLOSED_BY_LIFECYCLE, "a tag says that it is gone");
    }
    if (hours != null && saysClosed(hours)) {
      return closed(CLOSED_BY_HOURS, "its opening hours say that it does not open");
    }
    double years = Plausibility.ageInYears(today, record().observedOn());
    if (record().observedOn() == null || years > 2) {
      return Optional.empty();
    }
    return Optional.of(
        observation(
            Attribute.OPEN_CLOSED_STATUS,
            new AttributeValue.Text("Open"),
            years <= 1 ? OPEN_EDITED_WITHIN_A_YEAR : OPEN_EDITED_WITHIN_TWO_YEARS,
            "somebody edited it lately and did not say that it is gone"));
  }

  private Optional<Observation> closed(double plausibility, String why) {
    return Optional.of(
        observation(
            Attribute.OPEN_CLOSED_STATUS, new AttributeValue.Text("Closed"), plausibility, why));
  }

  private static boolean saysClosed(String hours) {
    return hours.strip().equals("off") || hours.strip().equals("closed");
  }

  private static Optional<AttributeValue.Text> text(@Nullable String text) {
    return Optional.ofNullable(text).map(AttributeValue.Text::new);
  }

  private static Optional<AttributeValue.TextList> list(List<String> texts) {
    return texts.isEmpty() ? Optional.empty() : Optional.of(new AttributeValue.TextList(texts));
  }
}
