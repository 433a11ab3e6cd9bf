package dev.placemill.page;

import dev.placemill.web.PageAnswer;
import java.net.URI;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/// A page as people see it.
///
/// @param address where it was found, after redirects
/// @param title of its window; empty when it has none
/// @param text what is visible, one line per block, without runs of white space
/// @param links what it leads to, in their order
/// @param seenOn when the site last gave it
public record ReadablePage(
    URI address, String title, String text, List<Link> links, LocalDate seenOn) {
  private static final int MOST_LINKS = 500;
  private static final Set<String> WEB = Set.of("http", "https");

  /// @param text what people click on; for a picture, what it says it shows
  public record Link(URI address, String text) {}

  public ReadablePage {
    links = List.copyOf(links);
  }

  /// Reads a page that was fetched.
  public static ReadablePage of(PageAnswer.Page page) {
    Document document = Jsoup.parse(page.text(), page.address().toString());
    String title = WhiteSpace.folded(document.title()).strip();
    List<Link> links = links(document);
    return new ReadablePage(
        page.address(),
        title,
        VisibleText.in(document).of(document),
        links,
        LocalDate.ofInstant(page.fetchedAt(), ZoneOffset.UTC));
  }

  private static List<Link> links(Document document) {
    List<Link> links = new ArrayList<>();
    for (Element anchor : document.select("a[href]")) {
      if (links.size() == MOST_LINKS) {
        break;
      }
      URI address = address(anchor.absUrl("href"));
      if (address != null) {
        links.add(new Link(address, words(anchor)));
      }
    }
    return links;
  }

  private static @Nullable URI address(String text) {
    try {
      URI address = URI.create(text);
      String scheme = address.getScheme();
      return scheme != null
              && WEB.contains(scheme.toLowerCase(Locale.ROOT))
              && address.getHost() != null
          ? address
          : null;
    } catch (IllegalArgumentException notAnAddress) {
      return null;
    }
  }

  private static String words(Element anchor) {
    String text = anchor.text();
    Element picture = text.isBlank() ? anchor.selectFirst("img[alt]") : null;
    return WhiteSpace.folded(picture == null ? text : picture.attr("alt")).strip();
  }
}
