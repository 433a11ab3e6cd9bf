package dev.placemill.source.brand;

import java.util.Set;

/// Brand names that are also everyday words, family names or places: alone they may mean the brand,
/// among other words they usually do not.
final class CommonNames {
  private static final Set<String> WORDS =
      Set.of(
          """
          ace action albert alfa alliance ally alpha amber american anchor andersons anna apple
          arena argos asia aspen atlantic atlas aurora avenue azur banner base bauer becker bell
          bernard best beta bianchi big bliss blue boots boss braun bravo bridge budget burger
          camp canyon capital carter casa castle central century champion chase chevron circle
          citizens city classic clinic club coach coast coffee comfort continental coop corner
          costa country crown cube daily days delta denner diamond diesel discovery dollar domino
          dragon drake dupont durand eagle earth east echo eden edge elan elephant elite emerald
          empire energy enterprise escape esprit essence eurasia euro europa evolution express
          extra family ferrari fiesta first fischer five flash flora focus ford forest forever
          fortune forum fox france freedom fresh frontier fuchs fuji future galaxy gallery game
          gap garcia garden general giant gift global globe gold golden good grand great green
          guess gulf gunther hahn halo hammer hana happy harbor harmony hart harvest heart
          heritage hero hilton hoffmann home honey hope horizon house huber hunter ideal image
          imperial independent inter island ivy jack jaguar jasmine jordan joy jubilee kaiser
          keller key king kings kiosk kiwi klein koch krause kruger laguna lake landmark lange
          lehmann leon liberty lily lime lincoln lion london lotus love lucky luna lux mac magic
          mango maple marina mark market martin martinez master max maxi mega mercury meridian
          merit metro meyer milano mini mint mobil modern monaco monarch moon morrison motor
          mountain muller napoli natural nature neptune next nice nine north nova ocean olympia
          one open orange orbit orchard origin orion oxford pacific paloma panda paradise paragon
          paris park paul peak pearl penny people perfect phoenix piccadilly pier pilot pink
          pioneer planet plaza point polo pop post premier prestige prima primavera prime princess
          progress pure queen quest race radio rainbow rapid red reef regal regency regions relax
          reserve rex richard richter ridge river robert rocket roma rose rossi royal ruby russo
          saba safari sakura salem saturn save schmidt schneider schroder schulz schwarz sears
          select senator seven shell sierra silver simply sixt sky smart smith smiths snipes solo
          sonic south spar spark spirit sport spring square standard star state sterling stone
          studio style subway success summit sun sunrise super supreme swan target tate taylor
          thomas thunder tiger time titan top total tower town tradition travel treasure trinity
          triumph twin union united unity universal urban vacation valley value vans venezia venus
          vera verona victoria victory village vintage vision vista vita viva vogel wagner
          warehouse washington wave weber well werner west white wild wings winner winter wish
          wolf wonder world yes young zebra zero zimmermann zone анна весна восток звезда лидер
          мария мир север центр юг
          """
              .strip()
              .split("\\s+"));

  private CommonNames() {}

  /// @param key a name without spaces, folded
  static boolean contains(String key) {
    return WORDS.contains(key) || key.length() <= 2 || isShortWord(key);
  }

  /// Three Latin letters that can be spoken: `obi`, but not `kfc`.
  private static boolean isShortWord(String key) {
    return key.length() == 3
        && key.chars().allMatch(letter -> letter >= 'a' && letter <= 'z')
        && key.chars().anyMatch(letter -> "aeiou".indexOf(letter) >= 0);
  }
}
