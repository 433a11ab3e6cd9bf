package dev.placemill.source.llm;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.AttributeValue;
import dev.placemill.page.Neighbourhood;
import dev.placemill.page.PlaceClues;
import dev.placemill.page.PlaceOnPage;
import dev.placemill.page.ReadablePage;
import dev.placemill.page.WhiteSpace;
import dev.placemill.source.Evidence;
import dev.placemill.source.Observation;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Decides what of a model's answer is believed: what a page of the place says, word by word, about
/// the place. The model is no witness, only a reader who points at sentences.
final class FactCheck {
  private static final int LONGEST_QUOTE = 600;
  private static final int SHOWN = 160;
  private static final int LEADING_UP = 30;
  private static final double NOT_CERTAIN = 0.9;
  private static final Pattern QUOTATION_MARKS =
      Pattern.compile("^[\\s\"'“”„«»‚‘’]+|[\\s\"'“”„«»‚‘’]+$");

  /// What became of one fact.
  sealed interface Verdict {
    record Kept(Observation observation) implements Verdict {}

    /// @param reason for people, e.g. "phone: its quote is not on the page"
    record Dropped(String reason) implements Verdict {}
  }

  /// A page as the model was shown it.
  private record Shown(
      ReadablePage page, String text, Neighbourhood neighbourhood, PlaceOnPage place) {
    /// The words that lead up to a quote.
    String before(String quote) {
      int start = text.indexOf(quote);
      return text.substring(Math.max(0, start - LEADING_UP), start);
    }
  }

  private final PlaceClues place;
  private final Set<Attribute> asked;
  private final List<Shown> pages;
  private final String model;
  private final double probability;

  /// @param texts what the model was shown of each page
  FactCheck(
      PlaceClues place,
      Set<Attribute> asked,
      List<ReadablePage> pages,
      List<String> texts,
      LlmConfig config) {
    this.place = place;
    this.asked = asked;
    model = config.model();
    probability = config.probability();
    this.pages =
        pages.stream().map(page -> shown(page, texts.get(pages.indexOf(page)), place)).toList();
  }

  private static Shown shown(ReadablePage page, String text, PlaceClues place) {
    // The address may be in a part that was not sent.
    return new Shown(
        page,
        WhiteSpace.folded(text),
        new Neighbourhood(page.text(), place),
        PlaceOnPage.of(place, page));
  }

  Verdict check(Fact fact) {
    Optional<Attribute> attribute =
        Attribute.findByWireName(fact.attribute()).filter(asked::contains);
    if (attribute.isEmpty()) {
      return new Verdict.Dropped("a value nobody asked for");
    }
    String quote = QUOTATION_MARKS.matcher(WhiteSpace.folded(fact.quote())).replaceAll("");
    Optional<Shown> page = findPage(fact.page(), quote);
    if (quote.isEmpty() || quote.length() > LONGEST_QUOTE || page.isEmpty()) {
      return dropped(attribute.get(), "its quote is not on the page");
    }
    return check(attribute.get(), fact.value(), quote, page.get());
  }

  private Verdict check(Attribute attribute, String text, String quote, Shown page) {
    Optional<AttributeValue> value = ValueInWords.findNormal(attribute, text, place.countryCode());
    if (value.isEmpty()) {
      return dropped(attribute, "it is no such value");
    }
    if (!ValueInWords.isIn(quote, attribute, value.get(), place.countryCode())
        || (attribute == Attribute.PHONE && ValueInWords.isFaxAfter(page.before(quote)))) {
      return dropped(attribute, "its quote does not say so");
    }
    if (!page.neighbourhood().isOfThePlace(quote)) {
      return dropped(attribute, "it stands beside the address of another place");
    }
    return new Verdict.Kept(
        new Observation(
            attribute,
            value.get(),
            page.place().isCertain() ? probability : probability * NOT_CERTAIN,
            new Evidence(
                    LlmSource.NAME,
                    null,
                    page.page().address().toString(),
                    page.page().seenOn(),
                    Evidence.Scope.PLACE)
                .quoting(shortened(quote)),
            "%s read on a page that shows %s: “%s”"
                .formatted(model, page.place().described(), shortened(quote))));
  }

  /// The page the model names, else any other that has the quote: models miscount.
  private Optional<Shown> findPage(int number, String quote) {
    if (number >= 1 && number <= pages.size() && pages.get(number - 1).text().contains(quote)) {
      return Optional.of(pages.get(number - 1));
    }
    return pages.stream().filter(page -> page.text().contains(quote)).findFirst();
  }

  private static String shortened(String quote) {
    return quote.length() <= SHOWN ? quote : quote.substring(0, SHOWN) + "…";
  }

  private static Verdict dropped(Attribute attribute, String reason) {
    return new Verdict.Dropped(attribute.wireName() + ": " + reason);
  }
}
