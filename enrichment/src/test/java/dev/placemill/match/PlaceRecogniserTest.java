package dev.placemill.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.placemill.attribute.CategoryTaxonomy;
import dev.placemill.attribute.Confidence;
import dev.placemill.place.Claims;
import dev.placemill.place.Coordinates;
import dev.placemill.place.Place;
import dev.placemill.place.PostalAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceRecogniserTest {
  private static final NameStatistics STATISTICS =
      new NameStatistics() {
        @Override
        public int records() {
          return 1000;
        }

        @Override
        public int recordsWithWord(String word) {
          return word.equals("restaurant") ? 200 : 1;
        }

        @Override
        public int recordsNamed(String joinedName) {
          return joinedName.equals("starbucks") ? 12 : 1;
        }
      };
  private final MatchScorer scorer =
      new MatchScorer(MatchModel.load(), STATISTICS, CategoryTaxonomy.load());
  private final PlaceRecogniser recogniser = new PlaceRecogniser(scorer);

  @ParameterizedTest
  @CsvSource({
    "Café de Paris,          Cafe de Paris,               60, true",
    "Mc Donald's,            McDonalds,                   80, true",
    "Hotel Hermitage,        Hôtel Hermitage Monte-Carlo, 40, true",
    "Pizzeria Monegasque,    Pizeria Monegasque,          50, true",
    "Café de Paris,          Casino de Monte-Carlo,       10, false",
    "Restaurant Roma,        Restaurant Bella Vista,      30, false",
    "Starbucks,              Starbucks,                   2000, false",
    "School 12,              School 13,                   300, false",
  })
  void alikeAndNearIsTheSamePlace(String place, String record, double metres, boolean same) {
    double probability =
        scorer
            .score(clues(place, 0), Candidate.of(record("1", record, metres)).clues())
            .probability();

    assertThat(probability >= 0.5).as("probability %.3f", probability).isEqualTo(same);
  }

  @Test
  void theReasonSaysWhatAgreed() {
    Claims claims = new Claims(null, null, null, "+377 99 99 29 29", null, null);
    Place place =
        new Place("Cafe Lorca", new Coordinates(43.7, 7.4), PostalAddress.NONE, null, claims);
    PlaceRecord record = record("1", "Café Llorca", 14, Map.of("phone", "+37799992929"));

    Match match = scorer.score(Clues.of(place, List.of(), List.of()), Candidate.of(record).clues());

    assertThat(match.reason()).matches("name 0\\.9\\d alike, 14 m away, same phone");
    assertThat(match.terms().get(MatchFeature.PHONE)).isPositive();
  }

  @Test
  void aDifferentBrandKeepsNeighboursApart() {
    Claims claims = new Claims(null, "Shell", null, null, null, null);
    Place place =
        new Place("Station Nord", new Coordinates(43.7, 7.4), PostalAddress.NONE, null, claims);

    Match match =
        scorer.score(
            Clues.of(place, List.of(), List.of()),
            Candidate.of(record("1", "Station Nord", 90, Map.of("brand", "TotalEnergies")))
                .clues());

    assertThat(match.reason()).contains("another brand");
    assertThat(match.terms().get(MatchFeature.BRAND)).isNegative();
  }

  @Test
  void theTermsOfAMatchAddUpToItsScore() {
    PlaceRecord record = record("1", "Café Llorca", 40);
    PlaceRecord other = record("2", "Casino Royal", 400);

    double score = logOdds(record) - logOdds(other);

    assertThat(sumOfTerms(record) - sumOfTerms(other)).isCloseTo(score, within(1e-3));
  }

  private double sumOfTerms(PlaceRecord record) {
    return scorer
        .score(clues("Cafe Lorca", 0), Candidate.of(record).clues())
        .terms()
        .values()
        .stream()
        .mapToDouble(Double::doubleValue)
        .sum();
  }

  private double logOdds(PlaceRecord record) {
    double probability = scorer.probability(clues("Cafe Lorca", 0), Candidate.of(record).clues());
    return Math.log(probability / (1 - probability));
  }

  @ParameterizedTest
  @CsvSource({
    "Swimming Club,        Gym @ Swimming Club,    20, false",
    "First Street Bakery,  1st St. Bakery,         60, true",
    "Theatre Royal Ltd.,   Royal Theater,          60, true",
    "Москва Кафе,          Moskva Kafe,            60, true",
    "京都御所,              京都御所 Imperial Palace, 60, true",
  })
  void partsHostsShortFormsAndOtherScriptsAreUnderstood(
      String place, String record, double metres, boolean same) {
    double probability =
        scorer.probability(clues(place, 0), Candidate.of(record("1", record, metres)).clues());

    assertThat(probability >= 0.5).as("probability %.3f", probability).isEqualTo(same);
  }

  @Test
  void twoBranchesThatFitEquallyWellAreLeftUndecided() {
    Recognition recognition =
        recogniser.recognise(
            clues("Starbucks", 0),
            List.of(
                Candidate.of(record("1", "Starbucks", 150)),
                Candidate.of(record("2", "Starbucks", -150))));

    assertThat(recognition).isNotInstanceOf(Recognition.Recognised.class);
  }

  @Test
  void recordsOfOnePlaceFromTwoDatasetsDoNotCompete() {
    PlaceRecord other =
        new PlaceRecord(
            "other",
            "x",
            List.of("Hotel Hermitage"),
            List.of(),
            at(20),
            PostalAddress.NONE,
            List.of(),
            Map.of(),
            null,
            PlaceRecord.Lifecycle.IN_USE);

    Recognition recognition =
        recogniser.recognise(
            clues("Hotel Hermitage", 0),
            List.of(Candidate.of(record("1", "Hotel Hermitage", 25)), Candidate.of(other)));

    assertThat(recognition)
        .isInstanceOfSatisfying(
            Recognition.Recognised.class,
            recognised -> {
              assertThat(recognised.records()).hasSize(2);
              assertThat(recognised.probability()).isGreaterThan(0.9);
            });
  }

  @Test
  void aWordForTheKindOfTheRecordDoesNotSpeakForARival() {
    Recognition recognition =
        recogniser.recognise(
            clues("Hotel Hermitage", 0),
            List.of(
                Candidate.of(record("1", "Hermitage", 53, "hotel")),
                Candidate.of(record("2", "Hôtel de Paris", 133, "hotel"))));

    assertThat(recognition)
        .isInstanceOfSatisfying(
            Recognition.Recognised.class,
            recognised -> assertThat(recognised.best().record().id()).isEqualTo("1"));
  }

  @ParameterizedTest
  @CsvSource({
    "Hofer Bakery,           pastry_shop",
    "Da Vinci Kitchen,       restaurant",
    "DHL Packstation 145,    parcel_locker",
    "Public Toilets,         toilets",
    "Eni Ladestation,        charging_station",
  })
  void aCategoryDoesNotContradictTheNameOfItsOwnRecord(String name, String category) {
    PlaceRecord record = record("1", name, 20, category);

    assertThat(scorer.score(clues(name, 0), Candidate.of(record).clues()).terms())
        .allSatisfy((feature, term) -> {
          if (feature == MatchFeature.KIND_OF_CATEGORY || feature == MatchFeature.ACCESSORY) {
            assertThat(term).as(feature.toString()).isNotNegative();
          }
        });
  }

  @ParameterizedTest
  @CsvSource({
    "Central School,     Central School Library,      20, library",
    "Anger-Grundschule,  Anger-Kindergarten,          58, kindergarten",
    "Ärztehaus Nord 36,  Ärztehaus Nord 46,           41, doctor",
    "Salvatorgarage,     Salvatorkirche,              26, church",
    "Kreissparkasse,     Kreissparkasse München,      13, parking",
  })
  void aNeighbourOfAnotherKindOrNumberIsNotTakenWithConfidence(
      String place, String record, double metres, String category) {
    Recognition recognition =
        recogniser.recognise(
            clues(place, 0), List.of(Candidate.of(record("1", record, metres, category))));

    double probability =
        recognition instanceof Recognition.Recognised recognised ? recognised.probability() : 0;
    assertThat(probability).isLessThan(Confidence.HIGH.floor());
  }

  @Test
  void aSlipOfTheFingersIsForgiven() {
    assertThat(
            recogniser.recognise(
                clues("Mini bamp", 0), List.of(Candidate.of(record("1", "Mini ramp", 73)))))
        .isInstanceOf(Recognition.Recognised.class);
  }

  @Test
  void nothingToCompareWithIsUnrecognised() {
    assertThat(recogniser.recognise(clues("Anything", 0), List.of()))
        .isEqualTo(new Recognition.Unrecognised(null));
  }

  private static Clues clues(String name, double metresNorth) {
    Place place = new Place(name, at(metresNorth), PostalAddress.NONE, null, Claims.NONE);
    return Clues.of(place, List.of(), List.of());
  }

  private static PlaceRecord record(String id, String name, double metresNorth) {
    return record(id, name, metresNorth, Map.of());
  }

  private static PlaceRecord record(
      String id, String name, double metresNorth, Map<String, String> tags) {
    return record(id, name, metresNorth, List.of(), tags);
  }

  private static PlaceRecord record(String id, String name, double metresNorth, String category) {
    return record(id, name, metresNorth, List.of(category), Map.of());
  }

  private static PlaceRecord record(
      String id,
      String name,
      double metresNorth,
      List<String> categories,
      Map<String, String> tags) {
    return new PlaceRecord(
        "test",
        id,
        List.of(name),
        List.of(),
        at(metresNorth),
        PostalAddress.NONE,
        categories,
        tags,
        null,
        PlaceRecord.Lifecycle.IN_USE);
  }

  private static Coordinates at(double metresNorth) {
    return new Coordinates(43.7 + metresNorth / 111_195, 7.4);
  }
}
