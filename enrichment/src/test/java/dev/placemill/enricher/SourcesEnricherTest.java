package dev.placemill.enricher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.AttributeValue;
import dev.placemill.attribute.Normalizer;
import dev.placemill.enricher.EnrichmentOutcome.Enriched;
import dev.placemill.enricher.EnrichmentOutcome.TryLater;
import dev.placemill.fusion.AttributeStatus;
import dev.placemill.fusion.FusedAttribute;
import dev.placemill.fusion.Fusion;
import dev.placemill.fusion.Trust;
import dev.placemill.place.Claims;
import dev.placemill.place.Coordinates;
import dev.placemill.place.Place;
import dev.placemill.place.PostalAddress;
import dev.placemill.source.EnrichmentSource;
import dev.placemill.source.Evidence;
import dev.placemill.source.Inquiry;
import dev.placemill.source.Observation;
import dev.placemill.source.RecordMatch;
import dev.placemill.source.SourceAnswer;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SourcesEnricherTest {
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  private static final Instant LATER = NOW.plusSeconds(30);
  private static final Evidence NODE =
      new Evidence(
          "osm",
          "node/1",
          "https://example.org/node/1",
          LocalDate.of(2026, 11, 1),
          Evidence.Scope.PLACE);
  private static final Place CAFE =
      new Place(
          "Cafe Mill",
          new Coordinates(43.74, 7.42),
          PostalAddress.NONE,
          "MC",
          new Claims(null, null, null, "93 15 50 00", null, null));

  /// A source that answers whatever a test wants.
  private record Scripted(
      String name, Set<Attribute> attributes, Function<Inquiry, SourceAnswer> script)
      implements EnrichmentSource {
    @Override
    public SourceAnswer lookUp(Inquiry inquiry) {
      return script.apply(inquiry);
    }
  }

  @Test
  void everyWantedAttributeIsAnswered() {
    var source =
        new Scripted(
            "osm",
            Set.of(Attribute.NAME, Attribute.PHONE),
            _ -> found(saw(Attribute.NAME, text("Café Mill")), saw(Attribute.PHONE, phone())));
    EnrichedPlace place = enriched(List.of(source), EnumSet.allOf(Attribute.class));
    assertThat(place.attributes()).containsOnlyKeys(Attribute.values());
    assertThat(status(place, Attribute.NAME)).isEqualTo(AttributeStatus.VERIFIED);
    assertThat(status(place, Attribute.PHONE)).isEqualTo(AttributeStatus.VERIFIED);
    assertThat(status(place, Attribute.EMAIL)).isEqualTo(AttributeStatus.NOT_FOUND);
    assertThat(place.matches()).hasSize(1);
    assertThat(place.matchReasoning())
        .isEqualTo("Recognised as Café Mill (osm node/1): same name, 14 m away");
  }

  @Test
  void laterSourcesAreToldWhatEarlierOnesFoundAndAreAskedOnlyWhatTheyKnow() {
    List<Inquiry> inquiries = new ArrayList<>();
    var first =
        new Scripted(
            "first",
            Set.of(Attribute.COUNTRY_CODE),
            _ -> found(saw(Attribute.COUNTRY_CODE, text("MC"))));
    var second =
        new Scripted(
            "second",
            Set.of(Attribute.PHONE, Attribute.EMAIL),
            inquiry -> {
              inquiries.add(inquiry);
              return new SourceAnswer.NothingKnown("nothing near");
            });
    var unasked =
        new Scripted(
            "unasked",
            Set.of(Attribute.WEBSITE),
            _ -> {
              throw new AssertionError("asked for nothing wanted");
            });
    enriched(List.of(first, second, unasked), EnumSet.of(Attribute.COUNTRY_CODE, Attribute.PHONE));
    assertThat(inquiries).hasSize(1);
    assertThat(inquiries.getFirst().wanted()).containsExactly(Attribute.PHONE);
    assertThat(inquiries.getFirst().findKnownText(Attribute.COUNTRY_CODE)).contains("MC");
  }

  @Test
  void aRefusalIsAnErrorOfItsAttributesAndThePlaceIsDone() {
    var source =
        new Scripted(
            "website",
            Set.of(Attribute.EMAIL),
            _ -> new SourceAnswer.Refused("robots.txt forbids the page"));
    EnrichedPlace place =
        enriched(List.of(source), EnumSet.of(Attribute.EMAIL, Attribute.CUISINES));
    assertThat(status(place, Attribute.EMAIL)).isEqualTo(AttributeStatus.ERROR);
    assertThat(fused(place, Attribute.EMAIL).reasoning())
        .contains("website: robots.txt forbids the page");
    assertThat(status(place, Attribute.CUISINES)).isEqualTo(AttributeStatus.NOT_FOUND);
    assertThat(place.matchReasoning()).contains("website could not be asked");
  }

  @Test
  void anUnavailableSourceMakesTheAttemptOneToBeRepeatedAndKeepsWhatOthersGave() {
    var osm =
        new Scripted("osm", Set.of(Attribute.PHONE), _ -> found(saw(Attribute.PHONE, phone())));
    var website =
        new Scripted(
            "website",
            Set.of(Attribute.EMAIL),
            _ -> new SourceAnswer.Unavailable("host is down", Duration.ofSeconds(20)));
    var llm =
        new Scripted(
            "llm",
            Set.of(Attribute.CUISINES),
            _ -> new SourceAnswer.Unavailable("too many requests", Duration.ofSeconds(60)));
    EnrichmentOutcome outcome =
        enricher(List.of(osm, website, llm))
            .enrich(CAFE, EnumSet.of(Attribute.PHONE, Attribute.EMAIL), LATER);
    assertThat(outcome)
        .isInstanceOfSatisfying(
            TryLater.class,
            later -> {
              assertThat(later.reason()).isEqualTo("website: host is down");
              assertThat(later.retryAfter()).isEqualTo(Duration.ofSeconds(20));
              assertThat(status(later.soFar(), Attribute.PHONE))
                  .isEqualTo(AttributeStatus.VERIFIED);
              assertThat(status(later.soFar(), Attribute.EMAIL)).isEqualTo(AttributeStatus.ERROR);
            });
  }

  @Test
  void noSourceIsAskedAfterTheDeadline() {
    var source =
        new Scripted(
            "slow",
            Set.of(Attribute.PHONE),
            _ -> {
              throw new AssertionError("asked too late");
            });
    assertThat(enricher(List.of(source)).enrich(CAFE, EnumSet.of(Attribute.PHONE), NOW))
        .isInstanceOfSatisfying(
            TryLater.class, later -> assertThat(later.reason()).contains("slow"));
  }

  @Test
  void aSourceThatBreaksIsOneThatRefusesAndSpoilsNothingElse() {
    var broken =
        new Scripted(
            "website",
            Set.of(Attribute.EMAIL),
            _ -> {
              throw new IllegalStateException("a bug");
            });
    var osm =
        new Scripted("osm", Set.of(Attribute.PHONE), _ -> found(saw(Attribute.PHONE, phone())));
    EnrichedPlace place =
        enriched(List.of(broken, osm), EnumSet.of(Attribute.PHONE, Attribute.EMAIL));
    assertThat(status(place, Attribute.PHONE)).isEqualTo(AttributeStatus.VERIFIED);
    assertThat(status(place, Attribute.EMAIL)).isEqualTo(AttributeStatus.ERROR);
    assertThat(fused(place, Attribute.EMAIL).reasoning())
        .isEqualTo(
            "Not found, and not every source could be asked: website: could not look this place"
                + " up because of an error in it (IllegalStateException; the log says more).");
  }

  @Test
  void theCityIsThatOfTheAddress() {
    var osm =
        new Scripted(
            "osm",
            Set.of(Attribute.ADDRESS, Attribute.CITY),
            _ ->
                found(
                    saw(Attribute.ADDRESS, address("9", "High Street", "Leeds")),
                    saw(Attribute.CITY, text("Leeds"))));
    var others =
        new Scripted(
            "my list",
            Set.of(Attribute.ADDRESS, Attribute.CITY),
            _ ->
                found(
                    by("list", saw(Attribute.CITY, text("Bradford"))),
                    by("website", saw(Attribute.CITY, text("Bradford")))));
    EnrichedPlace place =
        enriched(List.of(osm, others), EnumSet.of(Attribute.CITY, Attribute.ADDRESS));
    assertThat(fused(place, Attribute.ADDRESS).value())
        .isEqualTo(address("9", "High Street", "Leeds"));
    assertThat(fused(place, Attribute.CITY).value()).isEqualTo(text("Leeds"));
    assertThat(fused(place, Attribute.CITY).conflicts()).hasSize(2);
    assertThat(fused(place, Attribute.CITY).probability()).isLessThan(0.5);
    EnrichedPlace alone = enriched(List.of(osm, others), EnumSet.of(Attribute.CITY));
    assertThat(fused(alone, Attribute.CITY).value()).isEqualTo(text("Bradford"));
  }

  private static Observation by(String source, Observation observation) {
    return new Observation(
        observation.attribute(),
        observation.value(),
        observation.probability(),
        new Evidence(source, "1", null, LocalDate.of(2026, 11, 1), Evidence.Scope.PLACE),
        observation.reason());
  }

  private static AttributeValue address(String house, String street, String city) {
    return new AttributeValue.Address(
        new PostalAddress(null, house, street, null, city, null, null, null));
  }

  @Test
  void aPlaceNobodyKnowsSaysSo() {
    var source =
        new Scripted(
            "osm",
            Set.of(Attribute.PHONE),
            _ -> new SourceAnswer.NothingKnown("no record within 2 km bears a similar name"));
    EnrichedPlace place = enriched(List.of(source), EnumSet.of(Attribute.PHONE));
    assertThat(place.matches()).isEmpty();
    assertThat(place.matchReasoning())
        .isEqualTo("No source knows this place: no record within 2 km bears a similar name");
  }

  @Test
  void theResultIsWrittenAsTheApiPromises() {
    var address =
        new PostalAddress(null, "1", "Rue A", null, "Monaco", null, "98000", "Monaco")
            .withFiner(new PostalAddress.FinerParts("2", "Le Palais", null, null, "Larvotto"));
    var source =
        new Scripted(
            "osm",
            EnumSet.allOf(Attribute.class),
            _ ->
                found(
                    saw(Attribute.CATEGORIES, new AttributeValue.TextList(List.of("Cafe"))),
                    saw(Attribute.PHONE, phone()),
                    saw(Attribute.OPENING_HOURS, Normalizer.openingHours("Mo 8-12").orElseThrow()),
                    saw(Attribute.ADDRESS, new AttributeValue.Address(address)),
                    saw(
                        Attribute.COORDINATES,
                        new AttributeValue.Point(new Coordinates(43.741, 7.42)))));
    Set<Attribute> wanted =
        EnumSet.of(
            Attribute.CATEGORIES,
            Attribute.PHONE,
            Attribute.EMAIL,
            Attribute.OPENING_HOURS,
            Attribute.ADDRESS,
            Attribute.COORDINATES);
    var json = written(enriched(List.of(source), wanted));
    assertThat(json.propertyNames())
        .containsExactly(
            "enriched_data",
            "confidence_scores",
            "probabilities",
            "attribute_status",
            "reasoning",
            "evidence",
            "conflicts",
            "match");
    assertThat(json.path("enriched_data").toString())
        .isEqualTo(
            """
            {"categories":["Cafe"],"phone":"+37793155000","phone_national":"93 15 50 00",\
            "opening_hours":{"monday":"08:00-12:00","tuesday":"closed","wednesday":"closed",\
            "thursday":"closed","friday":"closed","saturday":"closed","sunday":"closed"},\
            "opening_hours_grouped_by_hours":[{"days":["Mon"],"opens":"08:00","closes":"12:00"}],\
            "opening_hours_osm":"Mo 08:00-12:00","is_open_24h":false,\
            "address":{"full_address":"1 Rue A, 98000 Monaco, Monaco","floor":"2","building":"Le Palais",\
            "house":"1","street":"Rue A","suburb":"Larvotto","city":"Monaco","country":"Monaco","postalCode":"98000"},\
            "coordinates":[43.741,7.42],"coordinates_distance":111}\
            """);
    assertThat(json.path("confidence_scores").path("email").asString()).isEqualTo("NONE");
    assertThat(json.path("probabilities").has("email")).isFalse();
    assertThat(json.path("probabilities").path("phone").asDouble()).isBetween(0.95, 1.0);
    assertThat(json.path("attribute_status").path("email").asString()).isEqualTo("not_found");
    assertThat(json.path("attribute_status").path("phone").asString()).isEqualTo("verified");
    assertThat(json.path("reasoning").size()).isEqualTo(wanted.size());
    assertThat(json.path("evidence").path("phone").toString())
        .isEqualTo(
            """
            [{"source":"osm","record_id":"node/1","url":"https://example.org/node/1",\
            "observed_date":"2026-11-01","scope":"place","confidence":0.987}]\
            """);
    assertThat(json.path("match").toString())
        .isEqualTo(
            """
            {"found":true,"reasoning":"Recognised as Café Mill (osm node/1): same name, 14 m away",\
            "records":[{"source":"osm","record_id":"node/1","url":"https://example.org/node/1",\
            "name":"Café Mill","scope":"place","confidence":0.97,"distance_m":14,\
            "reasoning":"same name, 14 m away"}]}\
            """);
  }

  @Test
  void whoHoldsAnotherValueIsWrittenWithIt() {
    var other = Normalizer.phone("+377 93155001", null).orElseThrow();
    var website = new Evidence("website", null, null, null, Evidence.Scope.PLACE);
    var source =
        new Scripted(
            "osm",
            Set.of(Attribute.PHONE, Attribute.WEBSITE),
            _ ->
                found(
                    saw(Attribute.PHONE, phone()),
                    new Observation(Attribute.PHONE, other, 0.5, website, "it says so"),
                    saw(Attribute.WEBSITE, text("https://example.com/stores/7")),
                    new Observation(
                        Attribute.WEBSITE, text("https://example.com"), 0.5, website, "so")));
    var json = written(enriched(List.of(source), EnumSet.of(Attribute.PHONE, Attribute.WEBSITE)));

    assertThat(json.path("conflicts").toString())
        .isEqualTo(
            """
            {"phone":[{"source":"website","record_id":null,"url":null,"observed_date":null,\
            "scope":"place","confidence":0.5,"value":"+37793155001"}]}\
            """);
    assertThat(json.path("evidence").path("website").path(0).has("value")).isFalse();
    assertThat(json.path("evidence").path("website").path(1).path("value").asString())
        .isEqualTo("https://example.com");
    assertThat(json.path("reasoning").path("phone").asString())
        .contains("while website says +37793155001");
  }

  private static JsonNode written(EnrichedPlace place) {
    var text = new StringWriter();
    try (JsonGenerator json = new JsonMapper().createGenerator(text)) {
      json.writeStartObject();
      EnrichedPlaceJson.write(json, place);
      json.writeEndObject();
    }
    return new JsonMapper().readTree(text.toString());
  }

  private static PlaceEnricher enricher(List<EnrichmentSource> sources) {
    return new SourcesEnricher(
        sources, new Fusion(Trust.DEFAULTS), Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private static EnrichedPlace enriched(List<EnrichmentSource> sources, Set<Attribute> wanted) {
    return switch (enricher(sources).enrich(CAFE, wanted, LATER)) {
      case Enriched(EnrichedPlace place) -> place;
      case TryLater later -> throw new AssertionError(later);
    };
  }

  private static AttributeStatus status(EnrichedPlace place, Attribute attribute) {
    return fused(place, attribute).status();
  }

  private static FusedAttribute fused(EnrichedPlace place, Attribute attribute) {
    return Objects.requireNonNull(place.attributes().get(attribute));
  }

  private static SourceAnswer found(Observation... observations) {
    return new SourceAnswer.Found(
        List.of(observations),
        List.of(new RecordMatch(NODE, "Café Mill", 0.97, 14.2, "same name, 14 m away")));
  }

  private static Observation saw(Attribute attribute, AttributeValue value) {
    return new Observation(attribute, value, 0.98712, NODE, "the record says so");
  }

  private static AttributeValue text(String text) {
    return new AttributeValue.Text(text);
  }

  private static AttributeValue phone() {
    return Normalizer.phone("+377 93155000", null).orElseThrow();
  }
}
