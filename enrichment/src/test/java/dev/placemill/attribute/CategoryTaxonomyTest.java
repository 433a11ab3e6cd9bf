package dev.placemill.attribute;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CategoryTaxonomyTest {
  private static final CategoryTaxonomy TAXONOMY = CategoryTaxonomy.load();

  @Test
  void osmTagsGiveTheCategoryAndThenItsGroup() {
    assertThat(TAXONOMY.ofOsmTags(Map.of("amenity", "fast_food", "name", "Joe's")))
        .containsExactly("fast_food_restaurant", "food_and_drink");
  }

  @ParameterizedTest
  @CsvSource({
    "amenity, restaurant, cuisine, italian;pizza, pizza_restaurant",
    "amenity, restaurant, cuisine, italian, restaurant",
    "amenity, cafe, cuisine, coffee_shop, coffee_shop",
    "amenity, fuel, shop, convenience, gas_station",
    "shop, supermarket, amenity, pharmacy, pharmacy",
    "tourism, hotel, amenity, bench, hotel",
    "shop, something_new, name, X, store",
    "craft, roofer, name, X, craft_business",
    "aeroway, aerodrome, name, X, airport",
    "railway, station, station, subway, subway_station",
    "amenity, place_of_worship, religion, muslim, mosque",
    "historic, castle, tourism, museum, museum",
  })
  void moreTagsSayMore(String key, String value, String key2, String value2, String category) {
    assertThat(TAXONOMY.ofOsmTags(Map.of(key, value, key2, value2))).first().isEqualTo(category);
  }

  @ParameterizedTest
  @CsvSource({
    "highway, residential",
    "shop, vacant",
    "amenity, bench",
    "building, yes",
    "shop, no"
  })
  void whatIsNoPlaceHasNoCategory(String key, String value) {
    assertThat(TAXONOMY.ofOsmTags(Map.of(key, value))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "fast_food_restaurant, fast_food_restaurant",
    "Fast Food, fast_food_restaurant",
    "Dining and Drinking > Restaurant > Pizzeria, pizza_restaurant",
    "amenity=cafe, cafe",
    "Italian Restaurant, restaurant",
    "Italian Restaurants, restaurant",
    "Grocery Store, supermarket",
    "GAS STATIONS, gas_station",
    "fuel, gas_station",
    "Women's Clothing Store, clothing_store",
    "Apotheke, pharmacy",
    "Café, cafe",
    "coffee shop, coffee_shop",
    "レストラン, restaurant",
    "food and drink, food_and_drink",
    "Shopping, shopping",
    "hotel, hotel",
    "doityourself, hardware_store",
  })
  void labelsOfOthersAreUnderstood(String label, String category) {
    assertThat(TAXONOMY.findByLabel(label)).contains(category);
  }

  @ParameterizedTest
  @CsvSource({"Quux", "'  '", "???", "Point of interest"})
  void otherLabelsAreNot(String label) {
    assertThat(TAXONOMY.findByLabel(label)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "cafe, cafe, true",
    "cafe, restaurant, true",
    "bakery, cafe, true",
    "cafe, bakery, true",
    "bakery, food_and_drink, false",
    "cafe, food_and_drink, true",
    "gas_station, convenience_store, true",
    "pharmacy, chemist, true",
    "hotel, restaurant, true",
    "school, gas_station, false",
    "bank, restaurant, false",
    "culture, finance, false",
    "bank, never_heard_of, true",
  })
  void onlyFarCategoriesConflict(String a, String b, boolean compatible) {
    assertThat(TAXONOMY.compatible(a, b)).isEqualTo(compatible);
    assertThat(TAXONOMY.compatible(b, a)).isEqualTo(compatible);
  }

  @Test
  void aCategoryKnowsItsGroup() {
    assertThat(TAXONOMY.findGroup("supermarket")).contains("groceries");
    assertThat(TAXONOMY.findGroup("groceries")).isEmpty();
  }
}
