package dev.placemill.source.website;

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
  // "Our branch in the old town is permanently closed; visit us here" speaks of another one.
  private static final Pattern OF_ANOTHER =
      Pattern.compile(
          "(?i)\\b(?:other|another|former|old|previous|andere|ehemalige|alte|ancien|otra|altra)\\b"
              + "|\\b(?:kitchen|pool|parking|playground|terrace|küche|terrasse|road|entrance)\\b");
  private static final int LONGEST_QUOTE = 160;

  static Optional<ClosingNotice> find(String text) {
    return find(text, FOR_GOOD, "Closed").or(() -> find(text, FOR_NOW, "Temporarily Closed"));
  }

  private static Optional<ClosingNotice> find(String text, Pattern pattern, String status) {
    Matcher said = pattern.matcher(text);
    while (said.find()) {
      String quote = sentence(text, said.start(), said.end());
      if (quote.length() <= LONGEST_QUOTE && !OF_ANOTHER.matcher(quote).find()) {
        return Optional.of(new ClosingNotice(status, quote));
      }
    }
    return Optional.empty();
  }

  private static String sentence(String text, int start, int end) {
    int from = start;
    while (from > 0 && !isEnd(text.charAt(from - 1))) {
      from--;
    }
    int to = end;
    while (to < text.length() && !isEnd(text.charAt(to))) {
      to++;
    }
    return text.substring(from, to).replaceAll("\\s+", " ").strip();
  }

  private static boolean isEnd(char letter) {
    return ".!?\n".indexOf(letter) >= 0;
  }
}
