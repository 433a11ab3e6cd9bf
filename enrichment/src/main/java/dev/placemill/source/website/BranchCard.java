package dev.placemill.source.website;

import dev.placemill.page.Neighbourhood;
import dev.placemill.page.PlaceClues;
import dev.placemill.page.PlaceOnPage;
import java.util.Comparator;
import java.util.Optional;
import org.jsoup.nodes.Element;

/// The part of a list of branches that speaks of one: from where its street or postcode stands
/// outwards, until another branch begins.
///
/// @param html that part
/// @param text what people see of it
record BranchCard(Element html, String text, Likeness likeness) {
  private static final int LONGEST = 1_500;
  private static final int MOST_LOOKED_AT = 20;

  /// A heading for the branch and one for its hours.
  private static final int USUAL_HEADINGS = 2;

  static Optional<BranchCard> find(SitePage page, PlaceClues clues) {
    return find(page, clues, USUAL_HEADINGS);
  }

  /// The part under one heading alone, since under the next one another branch may begin of which
  /// nothing but the name is said.
  static Optional<BranchCard> findUnderOneHeading(SitePage page, PlaceClues clues) {
    return find(page, clues, 1);
  }

  private static Optional<BranchCard> find(SitePage page, PlaceClues clues, int mostHeadings) {
    return page.html().getAllElements().stream()
        .filter(element -> !element.ownText().isBlank())
        .filter(page.visible()::shows)
        .filter(element -> isAboutPlace(element, clues))
        .limit(MOST_LOOKED_AT)
        .map(element -> outermost(element, page, clues, mostHeadings))
        .map(element -> of(element, page, clues))
        .max(Comparator.comparingDouble(card -> card.likeness().probability()))
        .filter(card -> !card.html().normalName().equals("body"));
  }

  private static boolean isAboutPlace(Element element, PlaceClues clues) {
    PlaceOnPage shown = PlaceOnPage.of(clues, element.ownText());
    return shown.house() || shown.postcode();
  }

  private static Element outermost(
      Element inner, SitePage page, PlaceClues clues, int mostHeadings) {
    Element card = inner;
    for (Element above = inner.parent(); above != null; above = above.parent()) {
      String text = page.textOf(above);
      boolean isMore =
          text.length() > LONGEST
              || page.phonesOf(above, text, clues.countryCode()).size() > 1
              || above.select("address").size() > 1
              || above.select("h1,h2,h3,h4").size() > mostHeadings
              || !new Neighbourhood(text, clues).isOfOnePlace();
      if (isMore) {
        return card;
      }
      card = above;
    }
    return card;
  }

  private static BranchCard of(Element html, SitePage page, PlaceClues clues) {
    String text = page.textOf(html);
    var phones = page.phonesOf(html, text, clues.countryCode());
    return new BranchCard(html, text, Likeness.ofText(PlaceOnPage.of(clues, text, phones)));
  }
}
