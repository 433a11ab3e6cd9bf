package dev.placemill.source.website;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.AttributeValue;
import dev.placemill.attribute.AttributeValue.Text;
import dev.placemill.attribute.AttributeValue.TextList;
import dev.placemill.attribute.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/// The values that plain HTML gives: what the links lead to that people see, and what its text
/// says.
final class HtmlFacts {
  private static final double LINKED = 0.92;
  private static final double WRITTEN = 0.85;
  private static final double FIRST_OF_TWO = 0.75;
  private static final double GUESSED_FROM_WORDS = 0.8;
  private static final int MOST_LINKS = 3_000;

  private static final Pattern LABELLED_PHONE =
      Pattern.compile(
          "(?i)(?:\\btel(?:e(?:f|ph)[oó]n[oe]?|efoon)?|\\bt[ée]l(?:éphone)?|\\bphone|\\bcall(?: us)?|\\btlf|☎|📞)"
              + "[.:\\s]{0,4}([+(]{0,2}\\d[\\d\\s().\\-/]{5,20}\\d)");
  private static final Pattern FAX = Pattern.compile("(?i)\\bfax|telefax");
  private static final Pattern MENU =
      Pattern.compile(
          "(?i)^(?:(?:our|view|see|the|unsere|zur|notre|la|nuestra|il nostro|full|dinner|lunch|food) )*"
              + "(?:menus?|menu pdf|speise(?:n)?karte|la carte|carte|carta|menú|menù|menukaart|ementa)$");
  private static final Pattern BOOKING =
      Pattern.compile(
          "(?i)book (?:a |your )?(?:table|now|online|appointment)|reserve(?: a table| now)?$|^reservations?$"
              + "|tisch reservieren|reservieren$|termin (?:buchen|vereinbaren)|réserver|réservation"
              + "|reservar|prenota|reserveren");
  private static final Pattern BOOKING_HOST =
      Pattern.compile(
          "(?i)://(?:[\\w-]+\\.)*(?:opentable\\.[a-z.]+|resy\\.com|thefork\\.[a-z.]+|quandoo\\.[a-z.]+|sevenrooms\\.com|bookatable\\.[a-z.]+|treatwell\\.[a-z.]+)/.");
  private static final Pattern ORDER =
      Pattern.compile(
          "(?i)^order (?:online|now|food|here)|online bestellen|jetzt bestellen|commander en ligne|ordina online|pedir online");
  private static final Pattern ORDER_HOST =
      Pattern.compile(
          "(?i)://(?:[\\w-]+\\.)*(?:ubereats\\.com|deliveroo\\.[a-z.]+|doordash\\.com|grubhub\\.com|lieferando\\.[a-z]+|just-eat\\.[a-z.]+|wolt\\.com|glovoapp\\.com|toasttab\\.com)/.");

  private final SitePage page;
  private final Element within;
  private final String text;
  private final @Nullable String country;
  private final List<Fact> facts = new ArrayList<>();

  private HtmlFacts(SitePage page, Element within, String text, @Nullable String country) {
    this.page = page;
    this.within = within;
    this.text = text;
    this.country = country;
  }

  /// What a part of a page says of the one place it speaks of.
  static List<Fact> ofPlace(SitePage page, BranchCard part, @Nullable String country) {
    var facts = new HtmlFacts(page, part.html(), part.text(), country);
    facts.phone();
    facts.hours();
    facts.email();
    facts.accounts();
    facts.links();
    return facts.facts;
  }

  /// What the page of one branch says of it alone: its frame is that of the whole site.
  static List<Fact> ofBranch(SitePage page, BranchCard part, @Nullable String country) {
    var facts = new HtmlFacts(page, part.html(), part.text(), country);
    facts.phone();
    facts.hours();
    return facts.facts;
  }

  /// What all places of a site share.
  static List<Fact> ofSite(SitePage page) {
    var facts = new HtmlFacts(page, page.html(), "", null);
    facts.accounts();
    return facts.facts;
  }

  private void add(Attribute attribute, AttributeValue value, double sureness, String how) {
    facts.add(new Fact(attribute, value, sureness, how));
  }

  /// One number is the place's; of many nobody can tell which.
  private void phone() {
    List<AttributeValue.Phone> linked =
        links("a[href^=tel:]")
            .filter(link -> !isFax(link))
            .flatMap(link ->
                Normalizer.phone(link.attr("href").substring(4).replace("%20", " "), country)
                    .stream())
            .distinct()
            .toList();
    if (linked.size() == 1) {
      add(Attribute.PHONE, linked.getFirst(), LINKED, "a link to call");
    } else if (linked.size() == 2) {
      // Most often the phone and a mobile one, in this order.
      add(Attribute.PHONE, linked.getFirst(), FIRST_OF_TWO, "the first of two links to call");
      add(
          Attribute.PHONE_ADDITIONAL,
          new TextList(List.of(linked.getLast().e164())),
          FIRST_OF_TWO,
          "the second of two links to call");
    } else if (linked.isEmpty()) {
      List<AttributeValue.Phone> written =
          LABELLED_PHONE
              .matcher(text)
              .results()
              .limit(MOST_LINKS)
              .flatMap(found -> Normalizer.phone(found.group(1), country).stream())
              .distinct()
              .toList();
      if (written.size() == 1) {
        add(Attribute.PHONE, written.getFirst(), WRITTEN, "a number marked as the phone");
      }
    }
  }

  private void hours() {
    WrittenHours.find(text, page.language())
        .flatMap(WeekOfTimes::findValue)
        .ifPresent(hours -> add(Attribute.OPENING_HOURS, hours, WRITTEN, "the hours written"));
  }

  private static boolean isFax(Element link) {
    Element before = link.previousElementSibling();
    Element parent = link.parent();
    return FAX.matcher(link.text()).find()
        || (before != null && FAX.matcher(before.text()).find())
        || (parent != null && FAX.matcher(parent.ownText()).find());
  }

  private void email() {
    List<Text> linked =
        links("a[href^=mailto:]")
            .map(link -> link.attr("href").substring(7).split("\\?", 2)[0])
            .flatMap(address -> Normalizer.email(address.replace("%20", "")).stream())
            .distinct()
            .toList();
    if (linked.size() == 1) {
      add(Attribute.EMAIL, linked.getFirst(), LINKED, "a link to write to");
    }
  }

  private void accounts() {
    for (Attribute network : Attribute.SOCIAL_NETWORKS) {
      List<Text> accounts =
          links("a[href*=//]")
              .flatMap(link -> account(network, link.attr("href")).stream())
              .distinct()
              .toList();
      if (accounts.size() == 1) {
        add(network, accounts.getFirst(), LINKED, "a link to the account");
      }
    }
  }

  private static Optional<Text> account(Attribute network, String href) {
    return href.startsWith("http") || href.startsWith("//")
        ? Normalizer.social(network, href.startsWith("//") ? "https:" + href : href)
        : Optional.empty();
  }

  private void links() {
    link(MENU, null).ifPresent(url -> add(Attribute.MENU_URL, url, GUESSED_FROM_WORDS, "a link"));
    link(BOOKING, BOOKING_HOST)
        .ifPresent(url -> add(Attribute.BOOKING_URL, url, GUESSED_FROM_WORDS, "a link"));
    link(ORDER, ORDER_HOST)
        .ifPresent(url -> add(Attribute.ORDER_URL, url, GUESSED_FROM_WORDS, "a link"));
  }

  private Optional<Text> link(Pattern words, @Nullable Pattern host) {
    return links("a[href]")
        .filter(link ->
            words.matcher(link.text().strip().toLowerCase(Locale.ROOT)).find()
                || (host != null && host.matcher(link.absUrl("href")).find()))
        .map(link -> link.absUrl("href"))
        .filter(url -> url.startsWith("http") && !url.contains("#"))
        .flatMap(url -> Normalizer.website(url).stream())
        .findFirst();
  }

  private Stream<Element> links(String selector) {
    return within.select(selector).stream().filter(page.visible()::shows).limit(MOST_LINKS);
  }
}
