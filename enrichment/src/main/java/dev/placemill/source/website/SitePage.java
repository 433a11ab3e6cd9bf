package dev.placemill.source.website;

import dev.placemill.attribute.Normalizer;
import dev.placemill.page.VisibleText;
import dev.placemill.page.WrittenPhones;
import dev.placemill.web.PageAnswer;
import java.net.URI;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/// A page of a site, read.
///
/// @param fetchedOn the day the site gave it
/// @param visible what people see of it
/// @param text all of that
/// @param phones that people see, in E.164
/// @param places what the page describes in schema.org's words, outer things first
record SitePage(
    URI address,
    LocalDate fetchedOn,
    Document html,
    VisibleText visible,
    String text,
    List<String> phones,
    List<PlaceThing> places) {
  private static final int MOST_NUMBERS = 100;
  private static final int MOST_PLACES = 2_000;
  private static final int MANY_PHONES = 3;

  /// @param country ISO code, for phone numbers written without it
  static SitePage of(PageAnswer.Page page, @Nullable String country) {
    Document html = Jsoup.parse(page.text(), page.address().toString());
    VisibleText visible = VisibleText.in(html);
    String text = visible.of(html);
    return new SitePage(
        page.address(),
        LocalDate.ofInstant(page.fetchedAt(), ZoneOffset.UTC),
        html,
        visible,
        text,
        phones(html, visible, text, country),
        Thing.all(roots(html)).stream()
            .filter(Vocabulary::isPlace)
            .limit(MOST_PLACES)
            .map(PlaceThing::new)
            .toList());
  }

  static List<Thing> roots(Document html) {
    return Stream.of(JsonLd.of(html), MarkedItems.MICRODATA.of(html), MarkedItems.RDFA.of(html))
        .flatMap(List::stream)
        .toList();
  }

  private static List<String> phones(
      Element html, VisibleText visible, String text, @Nullable String country) {
    Stream<String> linked =
        html.select("a[href^=tel:]").stream()
            .filter(visible::shows)
            .map(link -> link.attr("href").substring(4));
    return Stream.concat(
            linked
                .limit(MOST_NUMBERS)
                .flatMap(number -> Normalizer.phone(number.replace("%20", " "), country).stream())
                .map(phone -> phone.e164()),
            WrittenPhones.in(text, country).stream())
        .distinct()
        .toList();
  }

  /// The numbers that people see in a part.
  ///
  /// @param text what they see of it
  List<String> phonesOf(Element part, String text, @Nullable String country) {
    return phones(part, visible, text, country);
  }

  /// What people see of a part.
  String textOf(Element part) {
    return visible.of(part);
  }

  /// ISO 639, or empty when the page does not say.
  String language() {
    String said = html.select("html").attr("lang").toLowerCase(Locale.ROOT);
    return said.length() >= 2 ? said.substring(0, 2) : "";
  }

  /// A list of branches rather than the page of one, also while a script has yet to show it.
  boolean isOfManyPlaces() {
    long addresses =
        places.stream()
            .map(PlaceThing::spot)
            .filter(spot -> !spot.isEmpty())
            .distinct()
            .limit(2)
            .count();
    long linked =
        html.select("a[href^=tel:]").stream()
            .map(link -> link.attr("href").replaceAll("\\D", ""))
            .distinct()
            .limit(MANY_PHONES)
            .count();
    long written =
        html.select("address").stream()
            .map(address -> address.text().strip())
            .filter(address -> !address.isEmpty())
            .collect(Collectors.toSet())
            .size();
    return addresses > 1 || linked >= MANY_PHONES || written > 1;
  }

  String title() {
    return html.title().strip();
  }
}
