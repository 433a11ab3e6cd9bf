package dev.placemill.page;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Tells the pages that stand where a site was or will be: for sale, parked, suspended, empty.
public final class ParkedPage {
  private static final Pattern FOR_SALE =
      Pattern.compile(
          "(?:this |the )?domain (?:name )?[\\w.-]* ?(?:is|may be|has been|could be) (?:available |listed )?for sale"
              + "|buy this domain|domain is parked|parked (?:free|domain)|domain parking"
              + "|this domain (?:name )?(?:is|has been) (?:registered|expired|suspended|parked)"
              + "|diese domain (?:steht zum verkauf|ist geparkt|kaufen|wurde registriert)"
              + "|domain (?:steht zum verkauf|zu verkaufen)|domaine? (?:est )?à vendre"
              + "|este dominio está (?:en venta|a la venta|aparcado)|dominio in vendita"
              + "|account (?:has been )?suspended|welcome to nginx|apache2? \\w* ?default page"
              + "|future home of something quite cool");

  /// What a real site may say too, of its next menu, and one that has nothing else to say.
  private static final Pattern EMPTY =
      Pattern.compile("it works!|index of /|coming soon|website is under construction");

  private static final Pattern BROKERS =
      Pattern.compile(
          "sedoparking|parkingcrew|bodis\\.com|dan\\.com|afternic|hugedomains|undeveloped\\.com"
              + "|domainmarket|above\\.com/marketplace|cashparking|sav\\.com/domains");

  /// A real site says more than this, however it greets.
  private static final int MOST_TEXT = 3_000;

  private static final int MOST_TEXT_OF_NOTHING = 300;

  private ParkedPage() {}

  /// The words that give the page away.
  ///
  /// @param text what people see of it
  /// @param html asked for only where the text leaves it open
  public static Optional<String> find(String title, String text, Supplier<String> html) {
    if (text.length() > MOST_TEXT) {
      return Optional.empty();
    }
    String lower = (title + " " + text).toLowerCase(Locale.ROOT);
    Matcher said = FOR_SALE.matcher(lower);
    if (said.find()) {
      return Optional.of(said.group());
    }
    Matcher empty = EMPTY.matcher(lower);
    if (text.length() < MOST_TEXT_OF_NOTHING && empty.find()) {
      return Optional.of(empty.group());
    }
    Matcher broker = BROKERS.matcher(html.get().toLowerCase(Locale.ROOT));
    return broker.find() && text.length() < MOST_TEXT / 3
        ? Optional.of(broker.group())
        : Optional.empty();
  }
}
