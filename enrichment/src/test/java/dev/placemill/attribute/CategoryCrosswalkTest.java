package dev.placemill.attribute;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CategoryCrosswalkTest {
  private static final CategoryTaxonomy TAXONOMY = CategoryTaxonomy.load();

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "OSM; amenity=cafe; cafe",
        "OSM; amenity=place_of_worship+religion=muslim; mosque",
        "OVERTURE; coffee_shop; coffee_shop",
        "OVERTURE; bank_credit_union; bank",
        "OVERTURE; health_and_medical; health",
        "OVERTURE; Retail > Bookstore; bookstore",
        "FOURSQUARE; Dining and Drinking > Bar > Pub; pub",
        "FOURSQUARE; Pizza Place; pizza_restaurant",
        "FOURSQUARE; Dining and Drinking; food_and_drink",
        "SCHEMA_ORG; https://schema.org/CafeOrCoffeeShop; cafe",
        "SCHEMA_ORG; http://schema.org/Dentist; dentist",
        "SCHEMA_ORG; schema:GasStation; gas_station",
        "SCHEMA_ORG; LodgingBusiness; lodging",
        "GOOGLE; meal_takeaway; fast_food_restaurant",
        "GOOGLE; subway_station; subway_station",
      })
  void wordsOfOthersAreUnderstood(CategoryVocabulary vocabulary, String name, String id) {
    assertThat(TAXONOMY.find(vocabulary, name)).contains(id);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "OVERTURE; uzbek_restaurant; restaurant",
        "OVERTURE; pediatric_rheumatologist; doctor",
        "OVERTURE; maritime_law; law_firm",
        "OVERTURE; b2b_whatever; office",
        "GOOGLE; eritrean_restaurant; restaurant",
        "FOURSQUARE; Dining and Drinking > Bar > Quux; bar",
        "FOURSQUARE; Retail > Quux > Corge; shopping",
        "FOURSQUARE; Sports and Recreation > Grault; sports_and_leisure",
      })
  void anUnknownWordIsWhatItEndsWithOrStandsBelow(
      CategoryVocabulary vocabulary, String name, String id) {
    assertThat(TAXONOMY.find(vocabulary, name)).contains(id);
  }

  @ParameterizedTest
  @CsvSource({"SCHEMA_ORG, LocalBusiness", "SCHEMA_ORG, Place", "GOOGLE, point_of_interest"})
  void whatEveryPlaceIsMeansNoCategory(CategoryVocabulary vocabulary, String name) {
    assertThat(TAXONOMY.find(vocabulary, name)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(CategoryVocabulary.class)
  void nonsenseIsNoCategory(CategoryVocabulary vocabulary) {
    assertThat(TAXONOMY.find(vocabulary, "quux")).isEmpty();
    assertThat(TAXONOMY.find(vocabulary, "")).isEmpty();
    assertThat(TAXONOMY.findName(vocabulary, "quux")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(value = CategoryVocabulary.class, mode = EnumSource.Mode.EXCLUDE, names = "OSM")
  void everyCategoryAndGroupHasANameInEachVocabulary(CategoryVocabulary vocabulary) {
    assertThat(TAXONOMY.ids())
        .allSatisfy(id -> assertThat(TAXONOMY.findName(vocabulary, id)).isPresent());
  }

  /// Where a vocabulary has no word of its own, the nearest one leads to something wider.
  @ParameterizedTest
  @CsvSource({"OSM, 1", "OVERTURE, 0.97", "FOURSQUARE, 0.97", "SCHEMA_ORG, 0.6", "GOOGLE, 0.7"})
  void mostWaysThereAndBackEndWhereTheyBegan(CategoryVocabulary vocabulary, double leastShare) {
    List<String> named =
        TAXONOMY.ids().stream()
            .filter(id -> TAXONOMY.findName(vocabulary, id).isPresent())
            .toList();
    List<String> returning =
        named.stream().filter(id -> thereAndBack(vocabulary, id).equals(Optional.of(id))).toList();
    assertThat((double) returning.size() / named.size()).isGreaterThanOrEqualTo(leastShare);
    assertThat(named).allSatisfy(id -> assertThat(thereAndBack(vocabulary, id)).isPresent());
  }

  private static Optional<String> thereAndBack(CategoryVocabulary vocabulary, String id) {
    return TAXONOMY.findName(vocabulary, id).flatMap(name -> TAXONOMY.find(vocabulary, name));
  }
}
