package dev.placemill.enricher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.attribute.Attribute;
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
import dev.placemill.source.SourceAnswer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The same place sent twice is enriched once.
class SentTogetherTest {
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  private static final Instant LATER = NOW.plusSeconds(30);
  private static final Set<Attribute> WANTED = EnumSet.of(Attribute.PHONE);

  /// Knows a phone number for every place, and who asked.
  private static final class PhoneBook implements EnrichmentSource {
    private final List<Inquiry> asked = Collections.synchronizedList(new ArrayList<>());
    private Function<Inquiry, SourceAnswer> answers = _ -> found();

    @Override
    public String name() {
      return "phone book";
    }

    @Override
    public Set<Attribute> attributes() {
      return WANTED;
    }

    @Override
    public SourceAnswer lookUp(Inquiry inquiry) {
      asked.add(inquiry);
      return answers.apply(inquiry);
    }

    static SourceAnswer found() {
      return new SourceAnswer.Found(
          List.of(
              new Observation(
                  Attribute.PHONE,
                  Normalizer.phone("+37793155000", null).orElseThrow(),
                  0.97,
                  new Evidence("phone book", "1", null, null, Evidence.Scope.PLACE),
                  "it says so")));
    }

    List<String> names() {
      return asked.stream().map(inquiry -> inquiry.place().name()).toList();
    }
  }

  private final PhoneBook book = new PhoneBook();
  private final PlaceEnricher enricher =
      new SourcesEnricher(
          List.of(book), new Fusion(Trust.DEFAULTS), Clock.fixed(NOW, ZoneOffset.UTC));

  @ParameterizedTest
  @CsvSource({
    "Café Llorca, 43.7384, Cafe Llorca, 43.7384",
    "Café Llorca, 43.7384, Cafe Lorca, 43.73845",
    "McDonald's, 43.7384, Mc Donalds, 43.7385",
    "Hotel Ambassador Monaco, 43.7384, Ambassador Hotel Monaco, 43.7384",
  })
  void aPlaceSentTwiceInTwoSpellingsIsAskedAboutOnce(
      String name, double latitude, String again, double itsLatitude) {
    var sent = together(place(name, latitude, null), place(again, itsLatitude, null));

    EnrichedPlace first = enriched(sent, 0);
    EnrichedPlace second = enriched(sent, 1);

    assertThat(book.names()).containsExactly(name);
    assertThat(first.duplicateOf()).isNull();
    assertThat(second.duplicateOf()).isEqualTo("p0");
    assertThat(phone(second).value()).isEqualTo(phone(first).value());
  }

  @Test
  void eachIsComparedWithItsOwnValues() {
    var sent =
        together(place("Café Llorca", 43.7384, null), place("Café Llorca", 43.7384, "93155000"));

    assertThat(phone(enriched(sent, 0)).status()).isEqualTo(AttributeStatus.ADDED);
    assertThat(phone(enriched(sent, 1)).status()).isEqualTo(AttributeStatus.VERIFIED);
    assertThat(book.asked).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "Café Llorca, 43.7384, Pharmacie Centrale, 43.7384",
    "Café Llorca, 43.7384, Café Llorca, 43.7420",
    "Parking 1, 43.7384, Parking 2, 43.7384",
    "Central School, 43.7384, Central School Library, 43.7384",
  })
  void differentPlacesAreAskedAboutEach(
      String name, double latitude, String other, double itsLatitude) {
    var sent = together(place(name, latitude, null), place(other, itsLatitude, null));

    assertThat(enriched(sent, 0).duplicateOf()).isNull();
    assertThat(enriched(sent, 1).duplicateOf()).isNull();
    assertThat(book.asked).hasSize(2);
  }

  @Test
  void whatTheClientSaysOfBothTellsTwoPlacesOfOneNameAndSpotApart() {
    var sent =
        together(
            place("Kiosk", 43.7384, "93 15 50 00"),
            place("Kiosk", 43.7384, "93 15 50 01"),
            place("Kiosk", 43.7384, "93 15 50 00"));

    assertThat(enriched(sent, 1).duplicateOf()).isNull();
    assertThat(enriched(sent, 2).duplicateOf()).isEqualTo("p0");
  }

  @Test
  void aPlaceThatIsSentAgainIsFoundAmongAnyNumberOfNeighbours() {
    List<Place> city =
        new ArrayList<>(
            IntStream.range(0, 900)
                .mapToObj(i -> place("Nr. %d Kiosk".formatted(i), 43.7384 + i * 0.000002, null))
                .toList());
    city.add(place("NR. 880 KIOSK", 43.74017, null));

    assertThat(enriched(together(city.toArray(Place[]::new)), 900).duplicateOf()).isEqualTo("p880");
  }

  @Test
  void withoutCoordinatesTheAddressTells() {
    var sent =
        together(
            at("Café Llorca", "10 av. Princesse Grace, Monaco"),
            at("Cafe Llorca", "10 Avenue Princesse Grace, Monaco"),
            at("Café Llorca", "7 Rue Grimaldi, Monaco"));

    assertThat(enriched(sent, 1).duplicateOf()).isEqualTo("p0");
    assertThat(enriched(sent, 2).duplicateOf()).isNull();
  }

  @Test
  void branchesOfWhichOnlyTheTownIsKnownAreAskedAboutEach() {
    var sent =
        together(at("Starbucks", "Berlin"), at("Starbucks", "Berlin"), at("Starbucks", "Berlin"));

    assertThat(enriched(sent, 1).duplicateOf()).isNull();
    assertThat(enriched(sent, 2).duplicateOf()).isNull();
  }

  @Test
  void anotherNodeAndAnotherOrderComeToTheSame() {
    Place[] places = {
      place("Café Llorca", 43.7384, null),
      place("Bar Rouge", 43.7500, null),
      place("Cafe Llorca", 43.7384, null)
    };

    EnrichedPlace alone = enriched(together(places), 2);

    assertThat(alone.duplicateOf()).isEqualTo("p0");
    assertThat(book.names()).containsExactly("Café Llorca");
    assertThat(enriched(together(places), 2)).isEqualTo(alone);
  }

  @Test
  void onesThatAreAskedAboutAtOnceWaitForEachOther() throws Exception {
    var asking = new CountDownLatch(1);
    var go = new CountDownLatch(1);
    book.answers =
        _ -> {
          asking.countDown();
          awaited(go);
          return PhoneBook.found();
        };
    var sent = together(place("Café Llorca", 43.7384, null), place("Café Llorca", 43.7384, null));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<EnrichedPlace> first = threads.submit(() -> enriched(sent, 0));
      awaited(asking);
      Future<EnrichedPlace> second = threads.submit(() -> enriched(sent, 1));
      go.countDown();

      assertThat(phone(second.get()).value()).isEqualTo(phone(first.get()).value());
    }
    assertThat(book.asked).hasSize(1);
  }

  @Test
  void aSourceThatWasAwayIsAskedAgainByTheNext() {
    book.answers = _ -> new SourceAnswer.Unavailable("down", Duration.ofSeconds(1));
    var sent = together(place("Café Llorca", 43.7384, null), place("Café Llorca", 43.7384, null));
    assertThat(enrich(sent, 0)).isInstanceOf(TryLater.class);

    book.answers = _ -> PhoneBook.found();
    assertThat(phone(enriched(sent, 1)).status()).isEqualTo(AttributeStatus.ADDED);
    assertThat(phone(enriched(sent, 0)).status()).isEqualTo(AttributeStatus.ADDED);
    assertThat(book.asked).hasSize(2);
  }

  @Test
  void aSourceIsToldTheBatchButNothingOfOnesSentAlone() {
    enriched(together(place("Café Llorca", 43.7384, null)), 0);
    enricher.enrich(place("Café Llorca", 43.7384, null), WANTED, LATER);

    assertThat(book.asked.getFirst().findBatch()).contains("batch_1");
    assertThat(book.asked.getLast().findBatch()).isEmpty();
  }

  @Test
  void companionsAreNotReadBeforeSomebodyAsks() {
    var sent =
        new SentTogether(
            "batch_1",
            () -> {
              throw new AssertionError("read for nothing");
            });
    PlaceEnricher carefree =
        (_, _, _) -> new EnrichmentOutcome.TryLater("never", Duration.ZERO, nothing());

    assertThat(carefree.enrich(place("x", 1, null), WANTED, sent.seat(0), LATER))
        .isInstanceOf(TryLater.class);
  }

  private static EnrichedPlace nothing() {
    return new EnrichedPlace(Map.of(), List.of(), "", null, null);
  }

  private EnrichmentOutcome enrich(Sent sent, int position) {
    return enricher.enrich(sent.places()[position], WANTED, sent.together().seat(position), LATER);
  }

  private EnrichedPlace enriched(Sent sent, int position) {
    return ((Enriched) enrich(sent, position)).place();
  }

  private record Sent(Place[] places, SentTogether together) {}

  private static Sent together(Place... places) {
    List<SentPlace> sent = new ArrayList<>();
    for (Place place : places) {
      sent.add(new SentPlace(sent.size(), "p" + sent.size(), place));
    }
    return new Sent(places, new SentTogether("batch_1", () -> sent));
  }

  private static Place place(String name, double latitude, @Nullable String phone) {
    return new Place(
        name,
        new Coordinates(latitude, 7.4246),
        PostalAddress.NONE,
        "MC",
        new Claims(null, null, null, phone, null, null));
  }

  private static Place at(String name, String address) {
    return new Place(
        name,
        null,
        new PostalAddress(address, null, null, null, null, null, null, null),
        "MC",
        Claims.NONE);
  }

  private static FusedAttribute phone(EnrichedPlace place) {
    return Objects.requireNonNull(place.attributes().get(Attribute.PHONE));
  }

  private static void awaited(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
