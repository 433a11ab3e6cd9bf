package dev.placemill.match;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What single words of names and addresses mean when they are compared. Both sides pass through
/// the same tables, so a word is written in its shortest usual form, whatever that form is.
final class NameWords {
  private static final Map<String, String> SHORT =
      Stream.of(
              "street st, saint st, sankt st, sainte ste, santa sta, avenue ave, av ave, avda avenida, road rd, drive dr",
              "boulevard blvd, bd blvd, lane ln, place pl, square sq, court ct, crescent cres",
              "terrace ter, highway hwy, parkway pkwy, expressway expy, strasse str, platz pl",
              "pza plaza, jalan jln, lorong lor, bukit bt, kampong kg, kampung kg, tanjong tg",
              "north n, south s, east e, west w, upper upp, mount mt, block blk",
              "centre ctr, center ctr, cntr ctr, theatre theater, international intl, int intl",
              "university univ, uni univ, department dept, building bldg, apartments apt",
              "apartment apt, apts apt, company co, corporation corp, government govt, gov govt",
              "restaurants restaurant, resto restaurant, cafe caffe, caf caffe, coffe coffee",
              "kopitiam coffeeshop, barbeque bbq, barbecue bbq, hairdresser hair, salons salon",
              "primary pri, secondary sec, junior jr, jnr jr, senior sr, elementary elem, high hi",
              "school sch, schools sch, station stn, library lib, church ch, community comm",
              "condominium condo, supermart supermarket, mkt market, service svc, services svc",
              "association assoc, assn assoc, xpress express, n and, et and, und and, y and",
              "first 1st, second 2nd, third 3rd, fourth 4th, one 1, two 2, three 3, four 4, five 5",
              "six 6, seven 7, eight 8, nine 9, ten 10")
          .flatMap(line -> Stream.of(line.split(", ", -1)))
          .map(pair -> pair.split(" ", -1))
          .collect(
              Collectors.toUnmodifiableMap(pair -> pair[0], pair -> pair[1], (_, last) -> last));

  private static final Set<String> LEGAL_FORMS =
      words("ltd limited gmbh llc inc plc sarl srl bv kg mbh pte corp co pvt");

  /// Words that name a kind of place, by kind.
  private static final Map<String, String> KINDS =
      Stream.of(
              "food: restaurant restaurante ristorante gaststatte trattoria caffe coffee coffeeshop"
                  + " bistro grill kitchen diner eatery pizzeria pizza sushi ramen noodle noodles bbq"
                  + " bakery bar pub tavern lounge tea deli steakhouse burger burgers chicken seafood"
                  + " cuisine canteen hawker eating",
              "park: park garden gardens playground field parkette trail reserve forest green",
              "school: sch college univ academy elem schule grundschule mittelschule realschule"
                  + " hauptschule gymnasium ecole escuela scuola",
              "kindergarten: kindergarten preschool childcare nursery montessori daycare kita"
                  + " kinderkrippe creche",
              "library: lib bibliothek bibliotheque biblioteca mediatheque",
              "church: ch temple mosque masjid synagogue cathedral chapel parish worship kirche"
                  + " kapelle eglise iglesia chiesa",
              "parking: parking carpark garage parkhaus parkplatz aparcamiento autowerkstatt",
              "fountain: fountain fontaine font fontana brunnen",
              "taxi: taxi taxis",
              "station: stn subway mrt lrt bus terminal interchange bahnhof gare estacion stazione"
                  + " platform exit",
              "hotel: hotel inn hostel motel resort suites",
              "bank: bank sparkasse",
              "atm: atm geldautomat bancomat cajero",
              "medical: clinic dental dentist hospital medical pharmacy apotheke pharmacie farmacia"
                  + " chiropractic physiotherapy optical doctor veterinary animal vet",
              "fuel: gas petrol fuel tankstelle",
              "shop: store shop market supermarket mart grocery groceries convenience boutique mall"
                  + " plaza",
              "hair: hair salon spa nails nail barber beauty",
              "sport: gym fitness yoga pilates swimming pool piscine piscina schwimmbad hallenbad"
                  + " arena stadium sports turnhalle",
              "housing: condo apt residences residence towers heights court blk",
              "laundry: cleaners laundry laundromat",
              "post: post",
              "fire: fire feuerwehr pompiers bomberos",
              "police: police polizei policia polizia",
              "museum: museum gallery musee museo",
              "cinema: cinema theater cineplex kino",
              "road: rd ave st dr blvd cres ln hwy way link walk loop jln")
          .flatMap(NameWords::kind)
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

  /// Words of places so wide that two points of one may lie far apart.
  private static final Set<String> LARGE =
      words(
          "park univ airport mall hospital college sch stadium golf cemetery reservoir beach island"
              + " zoo club garden gardens stn mrt lrt terminal plaza campus polytechnic condo estate"
              + " reserve camp interchange hub square ctr city village expy hwy forest lake farm");

  /// Words of what is a part of a larger place: "Central School Library" is not "Central School".
  private static final Set<String> PARTS =
      words(
          "gym playground carpark parking park pool lobby ballroom hall lib canteen atm entrance"
              + " exit gate garage rooftop court courts field rink arena cafeteria stop washroom"
              + " toilet office pharmacy tower wing room lounge bar shop lot terminal platform hangar"
              + " auditorium theater track stn bldg floor classroom lab ward clinic bridge foodcourt"
              + " food studio chapel patio parts svc grooming fuel floral bibliothek apotheke"
              + " geldautomat schwimmbad piscine piscina parkhaus");

  /// Ends of compound words that tell the kind of place, all among the words of kinds.
  private static final List<String> COMPOUND_ENDS =
      List.of(
          "schule",
          "gymnasium",
          "kindergarten",
          "kirche",
          "kapelle",
          "apotheke",
          "bibliothek",
          "bahnhof",
          "parkhaus",
          "parkplatz",
          "garage",
          "sparkasse",
          "brunnen",
          "museum",
          "hotel",
          "hallenbad",
          "schwimmbad",
          "turnhalle",
          "theater");

  /// Kinds whose words mean much else in names: "Saint", "Gasthof zur Post".
  private static final Set<String> AMBIGUOUS = Set.of("road", "post");

  private static final int SHORTEST_COMPOUND = 8;

  /// Kinds of categories whose words alone say another or too little.
  private static final Map<String, Set<String>> KINDS_OF_OTHER_WORDS =
      Stream.of(
              "food,shop: pastry_shop ice_cream_shop sandwich_shop bagel_shop donut_shop cake_shop"
                  + " cupcake_shop pie_shop dessert_shop juice_shop frozen_yoghurt_shop butcher_shop",
              "shop: kitchen_store kitchen_supply_store garden_center swimming_pool_store",
              "food: beer_garden hotel_bar steak_house tea_house",
              "fuel: charging_station",
              "hotel,housing: holiday_apartment guest_house")
          .flatMap(NameWords::kind)
          .collect(
              Collectors.toUnmodifiableMap(
                  Map.Entry::getKey, entry -> Set.of(entry.getValue().split(",", -1))));

  /// Only such as have words among the kinds, by which a name could say that it is one.
  private static final Set<String> ACCESSORIES = words("parking atm taxi_stand bus_station");

  private static final Set<String> STREETS =
      words(
          "st ave rd dr blvd ln pl sq hwy cres ct ter way jln lor circle gate trail quay walk link"
              + " close view rise hill grove park pkwy expy str row green gardens loop crossing line"
              + " plain bridge avenida rue via calle rua");

  private static final Map<String, Set<String>> KINDS_OF_CATEGORIES = new ConcurrentHashMap<>();

  private NameWords() {}

  private static Stream<Map.Entry<String, String>> kind(String line) {
    String[] parts = line.split(": ", -1);
    return Stream.of(parts[1].split(" ", -1)).map(word -> Map.entry(word, parts[0]));
  }

  private static Set<String> words(String spaced) {
    return Set.of(spaced.split(" ", -1));
  }

  /// The usual short form of a folded word, the word itself where there is none.
  static String shortest(String word) {
    String known = SHORT.get(word);
    if (known != null) {
      return known;
    }
    // German writes the street and its kind as one word.
    return word.length() > 9 && word.endsWith("strasse")
        ? word.substring(0, word.length() - 4)
        : word;
  }

  static List<String> shortest(List<String> words) {
    return words.stream().map(NameWords::shortest).toList();
  }

  static boolean isLegalForm(String word) {
    return LEGAL_FORMS.contains(word);
  }

  static @Nullable String kindOf(String word) {
    String kind = KINDS.get(word);
    return kind == null && word.length() >= SHORTEST_COMPOUND ? kindOfCompound(word) : kind;
  }

  /// Whether the word is no more than a name for this kind.
  static boolean meansKind(String word, Set<String> kinds) {
    String kind = KINDS.get(word);
    return kind != null && kinds.contains(kind);
  }

  /// German writes a place and its kind as one word: "Pfarrkirche".
  private static @Nullable String kindOfCompound(String word) {
    for (String end : COMPOUND_ENDS) {
      if (word.endsWith(end)) {
        return KINDS.get(end);
      }
    }
    return null;
  }

  /// The kinds of place that a category's id tells of.
  static Set<String> kindsOfCategory(String id) {
    Set<String> others = KINDS_OF_OTHER_WORDS.get(id);
    return others != null
        ? others
        : KINDS_OF_CATEGORIES.computeIfAbsent(id, NameWords::kindsOfWords);
  }

  private static Set<String> kindsOfWords(String id) {
    return Stream.of(id.split("_", -1))
        .flatMap(word -> Stream.ofNullable(KINDS.get(shortest(word))))
        .filter(kind -> !AMBIGUOUS.contains(kind))
        .collect(Collectors.toUnmodifiableSet());
  }

  static boolean isAmbiguous(String kind) {
    return AMBIGUOUS.contains(kind);
  }

  /// Whether places of the category stand at a place of another kind and often bear its name.
  static boolean isAccessory(String category) {
    return ACCESSORIES.contains(category);
  }

  static boolean isLarge(String word) {
    return LARGE.contains(word);
  }

  static boolean isPart(String word) {
    return PARTS.contains(word);
  }

  /// Whether a number behind the word may belong to it, as in "Street 42".
  static boolean isStreetKind(String word) {
    return STREETS.contains(word);
  }

  /// Whether the word names a street, or says that others beside it do.
  static boolean isStreet(String word) {
    return STREETS.contains(word) || (word.length() > 5 && word.endsWith("str"));
  }
}
