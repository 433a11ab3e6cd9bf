package dev.placemill.source.llm;

import dev.placemill.attribute.Attribute;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
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

  /// Whether a folded word, or words with a space between them, speak of it.
  boolean isIn(String folded) {
    return words.matcher(folded).find();
  }

  /// How a text begins and goes on around the words that speak of it; empty when none does.
  ///
  /// @param folded words with one space between them
  Optional<Around> find(String folded) {
    Matcher said = words.matcher(folded);
    if (!said.find()) {
      return Optional.empty();
    }
    int start = folded.lastIndexOf(' ', said.start()) + 1;
    int end = folded.indexOf(' ', said.end());
    return Optional.of(
        new Around(words(folded.substring(0, start)), words(end < 0 ? "" : folded.substring(end))));
  }

  private static List<String> words(String folded) {
    return folded.isBlank() ? List.of() : List.of(folded.strip().split(" ", -1));
  }

  /// The words before and after those that speak of a topic.
  record Around(List<String> before, List<String> after) {}
}
