package dev.placemill.source.llm;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.FoldedText;
import java.util.regex.Pattern;

/// The words by which a sentence can be seen to speak of something that a place has or has not.
///
/// @param words parts of words in folded text, of the languages that sites are mostly written in
record Topic(Pattern words) {
  private static final Topic DELIVERY =
      new Topic(
          Pattern.compile(
              "deliver|lieferservice|lieferdienst|liefern|livraison|livrons|a domicili|entrega"
                  + "|consegn|bezorg|dowoz|dostaw|levering|leverans|utkorning|rozvoz"));
  private static final Topic TAKEOUT =
      new Topic(
          Pattern.compile(
              "take ?away|take ?out|\\bto go\\b|mitnehmen|abhol|a emporter|para llevar|per emportar"
                  + "|asporto|afhal|meeneem|na wynos|pick ?up"));
  private static final Topic OUTDOOR_SEATING =
      new Topic(
          Pattern.compile(
              "terras|terrace|terraz|terrac|outdoor|outside|biergarten|beer garden|gastgarten"
                  + "|patio|aussenbereich|freisitz|draussen|aire libre|all aperto|uteserv"
                  + "|udenfor|utendors|ogrod"));
  private static final Topic WIFI =
      new Topic(Pattern.compile("wi ?fi\\b|\\bwlan|wireless internet|internet sans fil"));
  private static final Topic WHEELCHAIR =
      new Topic(
          Pattern.compile(
              "wheelchair|rollstuhl|barrierefrei|fauteuil roulant|\\bpmr\\b|silla de ruedas"
                  + "|cadira de rodes|sedia a rotelle|carrozzin|cadeira de rodas|rolstoel"
                  + "|rullstol|korestol|pyoratuoli|wozk|step free|barrier free|accessib"
                  + "|mobilite reduite"));

  private static final Pattern NEGATION =
      Pattern.compile(
          "\\b(?:no|not|non|never|without|cannot|(?:do|does|did|is|are|was|ca|wo)nt|kein\\w*|nicht|ohne|pas|sans|aucun\\w*|ni|sin"
              + "|senza|geen|niet|zonder|ikke|ingen|uden|uten|inte|inga|utan|nie|bez|nao|sem|nem"
              + "|ei|nincs)\\b");

  static Topic of(Attribute attribute) {
    return switch (attribute) {
      case HAS_DELIVERY -> DELIVERY;
      case HAS_TAKEOUT -> TAKEOUT;
      case HAS_OUTDOOR_SEATING -> OUTDOOR_SEATING;
      case HAS_WIFI -> WIFI;
      case WHEELCHAIR -> WHEELCHAIR;
      default -> throw new IllegalArgumentException(attribute + " is not told by words");
    };
  }

  boolean isIn(String quote) {
    return words.matcher(FoldedText.of(quote).spaced()).find();
  }

  /// Whether a sentence says that it is so, or, with a negation in it, that it is not.
  boolean isSaid(String quote, boolean isSo) {
    String folded = FoldedText.of(quote).spaced();
    boolean isNegated = NEGATION.matcher(folded).find();
    return words.matcher(folded).find() && isNegated != isSo;
  }
}
