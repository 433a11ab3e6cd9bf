package dev.placemill.fusion;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.AttributeValue;
import dev.placemill.attribute.Normalizer;
import dev.placemill.place.PostalAddress;
import dev.placemill.source.Evidence;
import dev.placemill.source.Evidence.Scope;
import dev.placemill.source.Observation;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What fusion makes of what some sources say, for tests.
final class Fused {
  static final LocalDate TODAY = LocalDate.of(2026, 11, 1);
  static final AttributeValue PHONE = phone("+12127365000");
  static final AttributeValue OTHER_PHONE = phone("+12125642000");

  static final Fusion FUSION = new Fusion(Trust.DEFAULTS);

  private Fused() {}

  /// What a source saw, to be filed under whichever attribute is asked for.
  record Seen(
      String source,
      AttributeValue value,
      double probability,
      @Nullable LocalDate date,
      Scope scope) {
    Observation of(Attribute attribute) {
      String record = scope == Scope.BRAND ? "Q1" : "node/1";
      return new Observation(
          attribute,
          value,
          probability,
          new Evidence(source, record, null, date, scope),
          "same phone");
    }
  }

  static Seen saw(
      String source,
      AttributeValue value,
      double probability,
      @Nullable LocalDate date,
      Scope scope) {
    return new Seen(source, value, probability, date, scope);
  }

  static Seen saw(String source, AttributeValue value, double probability) {
    return saw(source, value, probability, TODAY, Scope.PLACE);
  }

  static Seen ofBrand(AttributeValue value, double probability) {
    return saw("name-suggestion-index", value, probability, TODAY, Scope.BRAND);
  }

  static FusedAttribute fuse(Attribute attribute, @Nullable AttributeValue claimed, Seen... seen) {
    return FUSION.fuse(
        new Question(
            attribute,
            claimed == null ? null : new Claim(claimed),
            Arrays.stream(seen).map(one -> one.of(attribute)).toList(),
            List.of()),
        TODAY);
  }

  static AttributeValue phone(String number) {
    return Normalizer.phone(number, null).orElseThrow();
  }

  static AttributeValue text(String text) {
    return new AttributeValue.Text(text);
  }

  static AttributeValue list(String... texts) {
    return new AttributeValue.TextList(List.of(texts));
  }

  static AttributeValue address(
      @Nullable String house,
      @Nullable String street,
      @Nullable String city,
      @Nullable String postalCode,
      @Nullable String country) {
    return new AttributeValue.Address(
        new PostalAddress(null, house, street, null, city, null, postalCode, country));
  }
}
