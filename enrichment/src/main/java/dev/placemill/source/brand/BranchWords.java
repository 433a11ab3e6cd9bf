package dev.placemill.source.brand;

import dev.placemill.attribute.CategoryTaxonomy;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What the words beside a brand's name say: which branch it is, or that it is something else.
final class BranchWords {
  private static final Set<String> BRANCH =
      words(
          """
          store stores shop branch outlet location no nr num number filiale agence agencia sucursal
          tienda magasin flagship drive thru through express the de la le les du des da do del di
          von am an im in at on der den die zum zur and by inc ltd llc gmbh co kg sa ag ten tenpo
          official kiosk to go unit loja filial negozio punto vendita магазин филиал маркет фирма
          فرع\
          """);

  private static final Set<String> SPOT =
      words(
          """
          airport terminal station mall plaza square center centre street st road rd avenue ave av
          boulevard blvd highway hwy lane ln parkway pkwy park north south east west central
          downtown midtown uptown city town village campus university hospital bahnhof hbf
          hauptbahnhof flughafen platz strasse str gare aeroport place rue centro via piazza
          aeropuerto calle avenida estacion rua praca ulica ul junction retail quarter pier harbour
          harbor bridge corner gate exit crossing crossroads lobby tower building concourse
          вокзал аэропорт улица ул тц трц тк метро площадь проспект مطار مول شارع\
          """);

  /// After a brand's name alone, these make a name of their own: Wells Fargo Center, Lincoln Park.
  private static final Set<String> MAKES_ANOTHER_NAME =
      words(
          """
          center centre park plaza tower square city town village building university hospital
          bridge house pier harbour harbor\
          """);

  private static final Pattern NUMBER =
      Pattern.compile("[\\p{L}]?\\p{N}+[\\p{L}]?|[a-z]|i{2,3}|iv|vi");
  private static final Pattern ENDS_LIKE_A_SPOT =
      Pattern.compile(
          ".+(strasse|platz|gasse|allee|bahnhof|straat|plein|gatan|vagen|torget|gade|katu)");
  private static final Pattern ENDS_LIKE_A_BRANCH =
      Pattern.compile(".*(店|門市|门市|支店|分店|駅前|駅|站|空港|机场|機場|점|지점|역|モール|ビル)");

  private final CategoryTaxonomy taxonomy;

  /// What a run of words is.
  enum Sense {
    BRANCH,
    PLACE,
    SPOT,
    OWN_KIND,
    KIND,
    OTHER_KIND,
    UNKNOWN
  }

  BranchWords(CategoryTaxonomy taxonomy) {
    this.taxonomy = taxonomy;
  }

  /// Reads the words beside the name of a brand that runs places of `kind`.
  ///
  /// @param placeWords words of the address, city and country
  RestOfName read(List<String> words, Set<String> placeWords, BrandKind kind) {
    var rest = new RestOfName();
    for (int i = 0; i < words.size(); i++) {
      if (i + 1 < words.size() && isCategoryInTwoWords(words.get(i), words.get(i + 1))) {
        rest.add(kindSense(words.get(i) + " " + words.get(i + 1), kind));
        i++;
      } else {
        rest.add(sense(words.get(i), placeWords, kind));
      }
    }
    return rest;
  }

  /// Whether the words make a name of their own when they follow a brand's.
  static boolean makeAnotherName(List<String> words) {
    return !words.isEmpty() && MAKES_ANOTHER_NAME.contains(words.getFirst());
  }

  private Sense sense(String word, Set<String> placeWords, BrandKind kind) {
    if (BRANCH.contains(word)
        || NUMBER.matcher(word).matches()
        || ENDS_LIKE_A_BRANCH.matcher(word).matches()) {
      return Sense.BRANCH;
    }
    // A category is weighed before the address: the Shell Beach Hotel may well stand in a street
    // called Hotel Road.
    boolean isSpot = SPOT.contains(word) || ENDS_LIKE_A_SPOT.matcher(word).matches();
    if (!isSpot && !placeWords.contains(word)) {
      return kindSense(word, kind);
    }
    return placeWords.contains(word) ? Sense.PLACE : Sense.SPOT;
  }

  private Sense kindSense(String words, BrandKind kind) {
    Optional<String> said = taxonomy.findByLabel(words);
    if (said.isEmpty()) {
      return Sense.UNKNOWN;
    }
    Optional<String> own = kind.findCategory();
    if (own.equals(said)) {
      return Sense.OWN_KIND;
    }
    boolean fits =
        said.get().equals("store") || own.isEmpty() || taxonomy.compatible(own.get(), said.get());
    return fits ? Sense.KIND : Sense.OTHER_KIND;
  }

  private boolean isCategoryInTwoWords(String first, String second) {
    Optional<String> both = taxonomy.findByLabel(first + " " + second);
    return both.isPresent() && !both.equals(taxonomy.findByLabel(second));
  }

  private static Set<String> words(String text) {
    return Set.of(text.strip().split("\\s+"));
  }
}
