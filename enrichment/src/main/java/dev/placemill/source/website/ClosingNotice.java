package dev.placemill.source.website;

import dev.placemill.page.Neighbourhood;
import dev.placemill.page.PlaceClues;
import dev.placemill.page.PlaceOnPage;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a page says of a place that no longer opens, in its own words.
///
/// @param status as the attribute has it
/// @param quote the words around, for people
record ClosingNotice(String status, String quote) {
  private static final Pattern FOR_GOOD =
      Pattern.compile(
          "(?i)permanently closed|closed permanently|closed its doors|closed our doors|"
              + "(?:have|has|is|are) (?:now )?closed (?:for good|down|forever)|"
              + "dauerhaft geschlossen|endgültig geschlossen|für immer geschlossen|"
              + "fermée? définitivement|définitivement fermée?|fermeture définitive|"
              + "cerrad[oa] (?:permanentemente|definitivamente)|cierre definitivo|"
              + "chius[oa] (?:definitivamente|permanentemente)|"
              + "permanent gesloten|definitief gesloten|"
              + "(?:encerrad[oa]|fechad[oa]) (?:permanentemente|definitivamente)|"
              + "zamknięte na stałe|permanent stängt|permanent lukket|trvale uzavřen");
  private static final Pattern FOR_NOW =
      Pattern.compile(
          "(?i)temporarily closed|closed temporarily|closed for (?:renovations?|refurbishment)|"
              + "closed until further notice|"
              + "vorübergehend geschlossen|bis auf weiteres geschlossen|wegen umbau geschlossen|"
              + "fermée? temporairement|temporairement fermée?|fermé pour travaux|"
              + "cerrado temporalmente|temporalmente cerrado|temporaneamente chiuso|"
              + "chiuso temporaneamente|tijdelijk gesloten|temporariamente encerrado|"
              + "temporariamente fechado|tymczasowo zamknięte|tillfälligt stängt|"
              + "midlertidigt lukket|dočasně uzavřen");

  /// "Our former shop is permanently closed", and so is the pool.
  private static final Pattern OF_ANOTHER =
      Pattern.compile(
          "(?i)\\b(?:other|another|former|old|previous|andere|ehemalige|alte|ancien|otra|altra)\\b"
              + "|\\b(?:kitchen|pool|parking|playground|terrace|küche|terrasse|road|entrance)\\b");

  private static final String BRANCH =
      "(?:branch|store|shop|location|outlet|restaurant|café|cafe|filiale|standort|geschäft|laden"
          + "|boutique|magasin|agence|tienda|sucursal|negozio|sede|winkel|vestiging|loja|sklep)";
  private static final Pattern ANY_BRANCH = Pattern.compile("(?iU)\\b" + BRANCH + "\\b");

  /// "This location", but neither "our Hill Road location" nor "our location in Chicago".
  private static final Pattern THIS_BRANCH =
      Pattern.compile(
          "(?iU)\\b(?:this|the|our|dies\\w*|die|der|das|unser\\w*|cet|cette|ce|le|la|notre|est[ea]"
              + "|nuestr[oa]|el|quest[oa]|il|nostr[oa]|deze|dit|de|het|onze) "
              + BRANCH
              + "\\b(?! (?:in|on|at|near|of|am|an|auf|im|zu|à|en|de|di|del|da|em|w|na)\\b)");

  /// Words by which a page speaks of the place that it is about.
  private static final Pattern OF_SELF =
      Pattern.compile(
          "(?iU)\\b(?:we|we.re|us|our|this|wir|uns|unser\\w*|dies\\w*|nous|notre|nos|cet|cette|ce"
              + "|nosotros|nuestr[oa]s?|est[ea]|noi|nostr[oa]|quest[oa]|wij|ons|onze|deze|dit"
              + "|nós|noss[oa]|vi|vår|vores|denne|dette|denna|nasz\\w*)\\b");

  private static final int LONGEST_QUOTE = 160;
  private static final int MOST_QUOTES = 200;

  /// Finds a notice about the place itself. Of a text that has other addresses too, only what
  /// stands under the place's own is about it.
  ///
  /// @param isChain whether the site is of many places: what does not say whom it means may then
  ///   mean any of them
  static Optional<ClosingNotice> find(CharSequence text, PlaceClues place, boolean isChain) {
    return find(text, FOR_GOOD, "Closed", place, isChain)
        .or(() -> find(text, FOR_NOW, "Temporarily Closed", place, isChain));
  }

  private static Optional<ClosingNotice> find(
      CharSequence text, Pattern words, String status, PlaceClues place, boolean isChain) {
    Matcher said = words.matcher(text);
    Neighbourhood neighbourhood = null;
    for (int quotes = 0; quotes < MOST_QUOTES && said.find(); ) {
      String quote = findSentence(text, said.start(), said.end()).orElse("");
      quotes += quote.isEmpty() ? 0 : 1;
      if (!quote.isEmpty() && mayMean(place, quote, said.group(), isChain)) {
        neighbourhood =
            neighbourhood == null ? new Neighbourhood(text.toString(), place) : neighbourhood;
        if (neighbourhood.isOfOnePlace() || neighbourhood.isUnderOwn(said.start())) {
          return Optional.of(new ClosingNotice(status, quote));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean mayMean(PlaceClues place, String quote, String words, boolean isChain) {
    if (OF_ANOTHER.matcher(quote).find() || !new Neighbourhood(quote, place).isOfOnePlace()) {
      return false;
    }
    PlaceOnPage shown = PlaceOnPage.of(place, quote);
    boolean isNamed = shown.street() || shown.postcode() || (isChain ? shown.city() : shown.name());
    if (isNamed) {
      return true;
    }
    boolean isOfAnotherBranch =
        ANY_BRANCH.matcher(quote).find() && !THIS_BRANCH.matcher(quote).find();
    boolean saysWhom = OF_SELF.matcher(quote).find() || quote.equals(words);
    return !isOfAnotherBranch && (!isChain || saysWhom);
  }

  /// The sentence around, unless it is too long to be a notice.
  private static Optional<String> findSentence(CharSequence text, int start, int end) {
    int from = start;
    while (from > 0 && !isEnd(text.charAt(from - 1)) && end - from <= LONGEST_QUOTE) {
      from--;
    }
    int to = end;
    while (to < text.length() && !isEnd(text.charAt(to)) && to - from <= LONGEST_QUOTE) {
      to++;
    }
    return to - from > LONGEST_QUOTE
        ? Optional.empty()
        : Optional.of(text.subSequence(from, to).toString().strip());
  }

  private static boolean isEnd(char letter) {
    return ".!?\n".indexOf(letter) >= 0;
  }
}
