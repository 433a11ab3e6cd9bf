package dev.placemill.source.reference;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.AttributeValue;
import dev.placemill.attribute.Normalizer;
import dev.placemill.match.MatchFeature;
import dev.placemill.match.MatchedRecord;
import dev.placemill.match.PlaceRecord;
import dev.placemill.source.Evidence;
import dev.placemill.source.Observation;
import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
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
                  Attribute.CHAIN_NAME,
                  Attribute.CHAIN_DOMAINS,
                  Attribute.STATE,
                  Attribute.COUNTRY,
                  Attribute.COUNTRY_CODE,
                  Attribute.TIME_ZONE,
                  Attribute.PLUS_CODE,
                  Attribute.H3_CELL,
                  Attribute.LOGO_URL)));

  /// What still holds of a place that is gone.
  private static final Set<Attribute> LASTING =
      EnumSet.of(
          Attribute.NAME,
          Attribute.ALT_NAME,
          Attribute.OFFICIAL_NAME,
          Attribute.COMMON_NAMES,
          Attribute.FORMER_NAMES,
          Attribute.MULTILINGUAL_NAMES,
          Attribute.BRANCH_NAME,
          Attribute.BRAND_NAME,
          Attribute.CHAIN_ID,
          Attribute.OPERATOR,
          Attribute.CATEGORIES,
          Attribute.ADDRESS,
          Attribute.CITY,
          Attribute.LOCATED_WITHIN,
          Attribute.COORDINATES,
          Attribute.DATE_OPENED,
          Attribute.DATE_CLOSED,
          Attribute.OPEN_CLOSED_STATUS);

  private static final Pattern OSM_ELEMENT = Pattern.compile("(?:node|way|relation)/\\d+");
  private static final Set<String> CLOSED_FOR_NOW =
      Set.of("temporarily_closed", "closed_temporarily", "temporary_closed");
  private static final Set<String> CLOSED_FOR_GOOD =
      Set.of("permanently_closed", "closed_permanently", "closed");

  // Set on purpose, and soon out of date.
  private static final double CLOSED_FOR_NOW_BY_TAG = 0.85;
  // An explicit tag is strong evidence; the record may still describe a predecessor.
  private static final double CLOSED_BY_LIFECYCLE = 0.92;
  // "off" may also mean a long renovation.
  private static final double CLOSED_BY_HOURS = 0.6;
  // Another place has come, or the same one has changed its name.
  private static final double CLOSED_BY_NEW_NAME = 0.65;
  private static final double OPEN_EDITED_WITHIN_A_YEAR = 0.8;
  private static final double OPEN_EDITED_WITHIN_TWO_YEARS = 0.65;

  List<Observation> of(Set<Attribute> wanted) {
    return ATTRIBUTES.stream()
        .filter(wanted::contains)
        .filter(attribute -> !record().isClosed() || LASTING.contains(attribute))
        .flatMap(attribute -> observe(attribute).stream())
        .toList();
  }

  /// Where the record can be seen: only elements of OpenStreetMap have a page for everyone.
  static Evidence evidence(PlaceRecord record) {
    String page =
        OSM_ELEMENT.matcher(record.id()).matches()
            ? "https://www.openstreetmap.org/" + record.id()
            : null;
    return new Evidence(
        record.dataset(), record.id(), page, record.observedOn(), Evidence.Scope.PLACE);
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
        "%s, and it is this place: %s".formatted(why, matched.match().reason()));
  }

  private Optional<? extends AttributeValue> value(Attribute attribute) {
    PlaceRecord record = record();
    var tags = new RecordTags(record);
    return switch (attribute) {
      case NAME -> text(record.name());
      case ALT_NAME -> tags.name("alt_name");
      case OFFICIAL_NAME -> tags.name("official_name");
      case COMMON_NAMES -> tags.commonNames();
      case FORMER_NAMES -> tags.formerNames();
      case MULTILINGUAL_NAMES -> tags.multilingualNames();
      case BRANCH_NAME -> tags.name("branch");
      case BRAND_NAME -> text(record.brand());
      case CHAIN_ID -> text(record.brandWikidata()).filter(id -> id.text().matches("Q\\d+"));
      case OPERATOR -> tags.name("operator");
      case CATEGORIES -> list(record.categories());
      case WEBSITE -> tags.website();
      case MENU_URL -> tags.menu();
      case BOOKING_URL -> tags.booking();
      case ORDER_URL -> tags.order();
      case PHONE ->
          Optional.ofNullable(record.phone()).flatMap(phone -> Normalizer.phone(phone, country));
      case PHONE_ADDITIONAL -> tags.furtherPhones(country);
      case EMAIL -> Optional.ofNullable(record.email()).flatMap(Normalizer::email);
      case OPENING_HOURS -> tag("opening_hours", Normalizer::openingHours);
      case DATE_OPENED -> tag("start_date", Normalizer::date);
      case DATE_CLOSED -> record.isClosed() ? tag("end_date", Normalizer::date) : Optional.empty();
      case ADDRESS ->
          record.address().full() == null && record.address().street() == null
              ? Optional.empty()
              : Optional.of(
                  new AttributeValue.Address(record.address().withFiner(tags.finerParts())));
      case LOCATED_WITHIN -> tags.locatedWithin();
      case CITY -> text(record.address().city());
      case COORDINATES -> Optional.ofNullable(record.coordinates()).map(AttributeValue.Point::new);
      case FACEBOOK, INSTAGRAM, TIKTOK, TWITTER, YOUTUBE, LINKEDIN -> tags.account(attribute);
      case CUISINES -> tag("cuisine", Normalizer::cuisines);
      case PRICE_TIER -> tags.priceTier();
      case PAYMENT_METHODS -> tags.paymentMethods();
      case HAS_DELIVERY -> tags.flag("delivery");
      case HAS_TAKEOUT -> tags.flag("takeaway");
      case HAS_DINING -> tags.flag("indoor_seating", "dine_in");
      case HAS_OUTDOOR_SEATING -> tags.flag("outdoor_seating");
      case HAS_DRIVE_THROUGH -> tags.flag("drive_through", "drive_in");
      case HAS_WIFI -> tags.wifi();
      case WHEELCHAIR -> tags.wheelchair();
      case OPEN_CLOSED_STATUS, STATE, COUNTRY, COUNTRY_CODE, TIME_ZONE -> Optional.empty();
      case CHAIN_NAME, CHAIN_DOMAINS, PLUS_CODE, H3_CELL, LOGO_URL -> Optional.empty();
    };
  }

  private <V extends AttributeValue> Optional<V> tag(
      String key, Function<String, Optional<V>> reading) {
    return Optional.ofNullable(record().tags().get(key))
        .filter(value -> !saysClosed(value))
        .flatMap(reading);
  }

  private Optional<Observation> status() {
    String hours = record().tags().get("opening_hours");
    if (record().isClosed()) {
      return closed(CLOSED_BY_LIFECYCLE, "a tag says that it is gone");
    }
    String operation = record().tags().getOrDefault("operational_status", "");
    if (CLOSED_FOR_GOOD.contains(operation)) {
      return closed(CLOSED_BY_LIFECYCLE, "its operational status says that it is gone");
    }
    if (CLOSED_FOR_NOW.contains(operation)) {
      return Optional.of(
          observation(
              Attribute.OPEN_CLOSED_STATUS,
              new AttributeValue.Text("Temporarily Closed"),
              CLOSED_FOR_NOW_BY_TAG,
              "its operational status says that it is closed for now"));
    }
    if (hours != null && saysClosed(hours)) {
      return closed(CLOSED_BY_HOURS, "its opening hours say that it does not open");
    }
    if (matched.match().terms().containsKey(MatchFeature.FORMER_NAME)) {
      return closed(CLOSED_BY_NEW_NAME, "it bears another name now");
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
