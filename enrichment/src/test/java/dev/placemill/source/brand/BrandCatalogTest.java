package dev.placemill.source.brand;

import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.attribute.CategoryTaxonomy;
import dev.placemill.attribute.FoldedText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrandCatalogTest {
  private static final CategoryTaxonomy TAXONOMY = CategoryTaxonomy.load();
  private static final BrandCatalog CATALOG = BrandCatalog.load(TAXONOMY);

  /// Things a brand puts up that nobody would list as a place.
  private static final Set<String> NO_PLACES =
      Set.of("amenity/telephone", "amenity/trolley_bay", "amenity/waste_basket");

  @Test
  void everyKindOfPlaceThatBrandsRunHasACategory() throws IOException {
    assertThat(kinds())
        .hasSizeGreaterThan(250)
        .filteredOn(kind -> !NO_PLACES.contains(kind))
        .allSatisfy(kind -> {
          int slash = kind.indexOf('/');
          assertThat(
                  TAXONOMY.ofOsmTags(Map.of(kind.substring(0, slash), kind.substring(slash + 1))))
              .as(kind)
              .hasSize(2);
        });
  }

  @Test
  void aBrandTradesWhereItsLocationSetSays() {
    assertThat(CATALOG.names().named("woolworths"))
        .filteredOn(brand -> brand.chainId().equals("Q3249145"))
        .isNotEmpty()
        .allSatisfy(brand -> {
          assertThat(brand.countries().contains("AU")).isTrue();
          assertThat(brand.countries().contains("ZA")).isFalse();
        });
  }

  @Test
  void aBrandOfARegionTradesInItsCountry() {
    assertThat(CATALOG.names().named("aldisud"))
        .anySatisfy(brand -> {
          assertThat(brand.countries().contains("DE")).isTrue();
          assertThat(brand.countries().contains("US")).isFalse();
        });
  }

  @Test
  void aSetOfCountriesIsReadBothWays() {
    assertThat(CountrySet.of("DE FR").contains("FR")).isTrue();
    assertThat(CountrySet.of("DE FR").contains("US")).isFalse();
    assertThat(CountrySet.of("* CN US").contains("FR")).isTrue();
    assertThat(CountrySet.of("* CN US").contains("US")).isFalse();
    assertThat(CountrySet.of("*").contains("US")).isTrue();
    assertThat(CountrySet.of("DE").isSingle()).isTrue();
    assertThat(CountrySet.of("* DE").isSingle()).isFalse();
  }

  @Test
  void oneLetterApartIsAddedLostChangedOrSwapped() {
    assertThat(BrandNames.isOneLetterApart("starbuks", "starbucks")).isTrue();
    assertThat(BrandNames.isOneLetterApart("starbuccks", "starbucks")).isTrue();
    assertThat(BrandNames.isOneLetterApart("starbacks", "starbucks")).isTrue();
    assertThat(BrandNames.isOneLetterApart("satrbucks", "starbucks")).isTrue();
    assertThat(BrandNames.isOneLetterApart("starbucks", "starbucks")).isFalse();
    assertThat(BrandNames.isOneLetterApart("satrbuks", "starbucks")).isFalse();
    assertThat(BrandNames.isOneLetterApart("starbuckscafe", "starbucks")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "McDonald's",
        "H&M",
        "7-Eleven",
        "A. B_C (d)",
        "T\tX",
        "`Q´",
        "Żabka",
        "İ",
        "Ｈ２Ｏ",
        ""
      })
  void aNameIsIndexedAsItIsFolded(String name) {
    assertThat(BrandNames.key(name)).isEqualTo(FoldedText.of(name).joined());
  }

  @Test
  void aNameIsFoundWhereverItsWrongLetterStands() {
    String name = "mercadona";
    for (int i = 0; i < name.length(); i++) {
      assertThat(CATALOG.names().near(name.substring(0, i) + "x" + name.substring(i + 1)))
          .contains(name);
      assertThat(CATALOG.names().near(name.substring(0, i) + name.substring(i + 1))).contains(name);
      assertThat(CATALOG.names().near(name.substring(0, i) + "x" + name.substring(i)))
          .contains(name);
    }
  }

  private static List<String> kinds() throws IOException {
    try (var reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(
                    Objects.requireNonNull(
                        BrandCatalog.class.getResourceAsStream("brands.tsv.gz"))),
                StandardCharsets.UTF_8))) {
      return reader
          .lines()
          .filter(line -> line.startsWith("C\t"))
          .map(line -> line.split("\t", -1)[1])
          .toList();
    }
  }
}
