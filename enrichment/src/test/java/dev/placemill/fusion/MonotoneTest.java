package dev.placemill.fusion;

import static dev.placemill.fusion.Fused.FUSION;
import static dev.placemill.fusion.Fused.TODAY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.AttributeValue;
import dev.placemill.attribute.Confidence;
import dev.placemill.attribute.Normalizer;
import dev.placemill.source.Evidence;
import dev.placemill.source.Evidence.Scope;
import dev.placemill.source.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whatever is said by whomever: one more who agrees never makes a value less sure, and one more
/// who disagrees never makes it surer.
class MonotoneTest {
  private static final int CASES = 2_000;
  private static final double ROUNDING = 1e-12;
  private static final List<String> SOURCES =
      List.of("website", "osm", "overture", "llm", "name-suggestion-index", "my list");

  @ParameterizedTest
  @EnumSource(
      names = {
        "PHONE",
        "EMAIL",
        "OPENING_HOURS",
        "WEBSITE",
        "CHAIN_ID",
        "OPEN_CLOSED_STATUS",
        "HAS_WIFI",
        "PRICE_TIER",
        "ADDRESS"
      })
  void agreementNeverLowersAndConflictNeverRaises(Attribute attribute) {
    var random = new Random(20261126);
    for (int i = 0; i < CASES; i++) {
      List<Observation> said = new ArrayList<>();
      IntStream.range(0, 1 + random.nextInt(5))
          .forEach(_ -> said.add(observation(attribute, random)));
      Claim claim =
          attribute == Attribute.OPEN_CLOSED_STATUS || random.nextBoolean()
              ? null
              : new Claim(value(attribute, random.nextInt(3)));
      FusedAttribute before = fuse(attribute, claim, said);
      Observation more = observation(attribute, random);
      List<Observation> all = new ArrayList<>(said);
      all.add(random.nextInt(all.size() + 1), more);
      FusedAttribute after = fuse(attribute, claim, all);
      AttributeValue value = before.value();
      if (value != null && value.equals(after.value())) {
        if (more.value().equals(value)) {
          assertThat(after.probability())
              .as("%s, and then %s", said, more)
              .isGreaterThanOrEqualTo(before.probability() - ROUNDING);
        } else {
          assertThat(after.probability())
              .as("%s, but then %s", said, more)
              .isLessThanOrEqualTo(before.probability() + ROUNDING);
        }
      } else if (value != null) {
        assertThat(more.value()).as("only another value unseats one").isNotEqualTo(value);
      }
      assertThat(after.probability()).isBetween(0.0, 0.995);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"PHONE", "EMAIL", "OPENING_HOURS", "WEBSITE", "OPEN_CLOSED_STATUS"})
  void whatIsTheBrandsAloneIsNeverHighForABranch(Attribute attribute) {
    var random = new Random(20261127);
    for (int i = 0; i < CASES; i++) {
      List<Observation> said = new ArrayList<>();
      IntStream.range(0, 1 + random.nextInt(4))
          .mapToObj(_ -> observation(attribute, random))
          .filter(one -> one.evidence().scope() == Scope.BRAND)
          .forEach(said::add);
      FusedAttribute fused = fuse(attribute, null, said);
      assertThat(fused.confidence()).isGreaterThanOrEqualTo(Confidence.MEDIUM);
    }
  }

  private static FusedAttribute fuse(
      Attribute attribute, @Nullable Claim claim, List<Observation> said) {
    return FUSION.fuse(new Question(attribute, claim, said, List.of()), TODAY);
  }

  private static Observation observation(Attribute attribute, Random random) {
    String source = Objects.requireNonNull(SOURCES.get(random.nextInt(SOURCES.size())));
    boolean isOfBrand = source.equals("name-suggestion-index");
    return new Observation(
        attribute,
        value(attribute, random.nextInt(3)),
        0.05 + 0.95 * random.nextDouble(),
        new Evidence(
            source,
            "1",
            null,
            random.nextInt(4) == 0 ? null : TODAY.minusDays(random.nextInt(1500)),
            isOfBrand ? Scope.BRAND : Scope.PLACE),
        "it says so");
  }

  private static AttributeValue value(Attribute attribute, int which) {
    return switch (attribute.kind()) {
      case PHONE -> Normalizer.phone("+3779315500" + which, null).orElseThrow();
      case OPENING_HOURS ->
          Normalizer.openingHours("Mo-Fr 0%d:00-17:00".formatted(7 + which)).orElseThrow();
      case FLAG -> new AttributeValue.Flag(which == 0);
      case NUMBER -> new AttributeValue.WholeNumber(1 + which);
      case ADDRESS ->
          Fused.address(
              String.valueOf(1 + which),
              List.of("High St", "Main St", "Mill Ln").get(which),
              null,
              null,
              null);
      default ->
          new AttributeValue.Text(
              attribute == Attribute.OPEN_CLOSED_STATUS
                  ? List.of("Open", "Closed", "Temporarily Closed").get(which)
                  : attribute == Attribute.WEBSITE
                      ? "https://example%d.com".formatted(which)
                      : "a%d@example.com".formatted(which));
    };
  }
}
