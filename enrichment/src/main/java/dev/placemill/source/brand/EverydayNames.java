package dev.placemill.source.brand;

import java.util.Set;

/// Brand names that are also everyday words, family names or places: alone they may mean the brand,
/// among other words they usually do not.
final class EverydayNames {
  private static final Set<String> WORDS =
      Set.of(
          """
          academy ace action albert alfa alliance ally alpha amber american anchor anderson
          andersons anna apple arena argos asia aspen atlantic atlas aurora avenue azur banner
          base bauer bazaar beacon becker bell bernard best beta bianchi big bliss blue bobs boots
          boss braun bravo bridge brothers brown budget burger cadillac camp campbell canyon
          capital carry carter casa cash casino castle central century champion chan change
          charlies chase cheers chevron circle citizens city clark classic clinic club coach coast
          coffee comfort connect continental coop cooper corner costa country courtyard creams
          crown cube daily daves davis days delta denner depot diamond diesel discovery dollar
          domino dragon drake dupont durand eagle earth east echo eden edge elan elephant elite
          emerald empire energy enterprise escape esprit essence eurasia euro europa evans
          evolution exchange express extra family farmers ferrari fiesta first fischer five flash
          flora focus ford forest forever fortune forum fox france free freedom fresh frontier
          fuchs fuji future galaxy gallery game gap garage garcia garden gelato general georges
          georgia giant gift global globe gold golden good grand great green guess gulf gunther
          hahn hall halo hammer hana happy harbor harmony harris harrys hart harvest heart
          heritage hero hilton hoffmann holiday home honey hope horizon house huber hunter ideal
          image imperial independent infiniti inter international island ivy jack jacks jaguar
          jasmine joes johnson jones jordan joy jubilee kaiser keller kelly kens key kim king
          kings kiosk kiwi klein koch krause kruger laguna lake landmark lange lee lehmann leon
          lewis liberty life lily lime lincoln lion london lotus love lucky luna lux mac magic
          mango mania maple marina marios mark market martin martinez martins master max maxi
          medicine mega mercury meridian merit metro meyer mikes milano mini mint mobil mobile
          modern monaco monarch moon more morgan morrison motor mountain muller murphy murray
          napoli national natural nature neptune next nguyen nice nine north nova oasis ocean
          office olympia one open orange orbit orchard oriental origin orion oxford pacific palace
          paloma panda paradise paragon paris park parker partner patel paul peak pearl penny
          people perfect peters petrol phoenix piccadilly pier pilot pink pioneer planet plaza
          plus point polo pop popular post power premier prestige prima primavera prime princess
          progress public pure queen quest race radio raffles rainbow rapid real red reef regal
          regency regions relax reserve rex richard richter ridge river roadhouse robert roberts
          rocket roma rose rossi royal ruby russo ryan saba safari sakura salem sams sante saturn
          save schmidt schneider schroder schulz schwarz sears select senator seven shell sierra
          silver simply singh sixt sky small smart smith smiths snipes solo sonic south spar spark
          spirit sport spot spring square standard star state sterling stewart stone studio style
          subway success summit sun sunrise super supermarket supreme swan tan target tate taylor
          telecom thomas thompson thunder tiger time titan toms tonys top total tower town
          tradition travel treasure trinity triumph turner twin union united unity universal urban
          vacation valley value vans velo venezia venus vera verona victoria victory village
          vintage vision vista vita viva vogel wagner warehouse wash washington wave weber well
          werner west white wild williams wilson wings winner winter wish wolf wonder wong world
          yes young zebra zero zimmermann zone анна весна восток звезда лидер мария мир север
          центр юг
          """
              .strip()
              .split("\\s+"));

  private EverydayNames() {}

  /// @param key a name without spaces, folded
  static boolean contains(String key) {
    return WORDS.contains(key) || isShort(key);
  }

  /// Two Latin letters, or three that can be spoken: `obi`, but not `kfc`.
  private static boolean isShort(String key) {
    return key.length() <= 3
        && key.chars().allMatch(letter -> letter < 0x250)
        && (key.length() <= 2 || key.chars().anyMatch(letter -> "aeiou".indexOf(letter) >= 0));
  }
}
