package dev.placemill.source.website;

import dev.placemill.attribute.FoldedText;
import dev.placemill.attribute.Normalizer;
import dev.placemill.page.PlaceClues;
import dev.placemill.page.PlaceOnPage;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;

/// Which pages of a site are likely to speak of the place.
///
/// @param site any page of the site
record SiteLinks(URI site, PlaceClues clues) {
  /// A page worth asking for.
  ///
  /// @param score the higher, the likelier
  record Lead(URI address, double score) {}

  /// Below this a page is not worth a request.
  static final double WORTHWHILE = 1;

  /// From here on a link names something that only this place has.
  static final double OF_THIS_PLACE = 3;

  private static final double SENT_THERE = 5;
  private static final double NUMBER = 4;
  private static final double POSTCODE = 4;
  private static final double STREET = 3.5;
  private static final double CITY = 2.5;
  private static final double NAME_PART = 0.7;
  private static final double LOCATOR = 1.5;
  private static final double CONTACT = 1.2;
  private static final int MOST_LINKS = 5_000;

  private static final Set<String> LOCATOR_WORDS =
      Set.of(
          "stores",
          "store",
          "locations",
          "location",
          "locator",
          "storefinder",
          "storelocator",
          "branches",
          "branch",
          "filialen",
          "filiale",
          "filialfinder",
          "standorte",
          "standort",
          "restaurants",
          "shops",
          "magasins",
          "magasin",
          "tiendas",
          "tienda",
          "negozi",
          "winkels",
          "vestigingen",
          "finder",
          "agences",
          "sedi",
          "lojas",
          "oddzialy",
          "sklepy",
          "butiker",
          "butikker",
          "hotels");
  private static final Set<String> CONTACT_WORDS =
      Set.of(
          "contact",
          "contacts",
          "kontakt",
          "impressum",
          "contacto",
          "contatti",
          "contatto",
          "contactez",
          "hours",
          "opening",
          "oeffnungszeiten",
          "offnungszeiten",
          "horaires",
          "horarios",
          "orari",
          "openingstijden",
          "visit",
          "besuch",
          "anfahrt",
          "find",
          "about",
          "uber",
          "ueber");
  private static final Pattern SENT =
      Pattern.compile("(?i)^\\s*\\d+\\s*[;,]\\s*url\\s*=\\s*['\"]?([^'\"]+)");
  private static final Pattern NOT_A_PAGE =
      Pattern.compile(
          "(?i)\\.(?:pdf|jpe?g|png|gif|webp|svg|zip|mp4|mp3|css|js|ics|vcf|docx?|xlsx?)$");

  /// What a page links to on its own site, and where it sends everybody.
  Stream<Lead> on(SitePage page) {
    Stream<Lead> sent =
        page.html().select("meta[http-equiv~=(?i)^refresh$]").stream()
            .flatMap(meta -> SENT.matcher(meta.attr("content")).results())
            .flatMap(found -> address(page.address(), found.group(1)).stream())
            .filter(this::isSameSite)
            .map(address -> new Lead(address, SENT_THERE));
    Stream<Lead> linked =
        page.html().select("a[href]").stream()
            .limit(MOST_LINKS)
            .flatMap(link -> lead(link).stream());
    return Stream.concat(sent.limit(1), linked);
  }

  private Optional<Lead> lead(Element link) {
    return address(link.absUrl("href"))
        .filter(this::isSameSite)
        .map(address -> new Lead(address, score(address, link.text() + " " + link.attr("title"))))
        .filter(lead -> lead.score() >= WORTHWHILE);
  }

  /// What a sitemap lists; general words tell nothing there, where every page is listed.
  Stream<Lead> of(List<URI> listed) {
    return listed.stream()
        .filter(this::isSameSite)
        .map(address -> new Lead(address, score(address, "")))
        .filter(lead -> lead.score() >= CITY);
  }

  private double score(URI address, String text) {
    List<String> path = words(address);
    PlaceOnPage shown = PlaceOnPage.of(clues, String.join(" ", path) + " " + text, List.of());
    Set<String> all = new HashSet<>(FoldedText.of(text).words());
    all.addAll(path);
    double score = 0;
    score += clues.storeNumbers().stream().anyMatch(all::contains) ? NUMBER : 0;
    score += shown.postcode() ? POSTCODE : 0;
    score += shown.street() ? STREET : 0;
    score += shown.house() ? 1 : 0;
    score += shown.city() ? CITY : 0;
    score += isAny(all, LOCATOR_WORDS) ? LOCATOR : 0;
    score += isAny(all, CONTACT_WORDS) ? CONTACT : 0;
    if (score > 0) {
      score +=
          NAME_PART * FoldedText.of(clues.name()).words().stream().filter(all::contains).count();
      // Of two pages that say the same, the shorter path is the place's own.
      score -= 0.05 * path.size();
    }
    return score;
  }

  private static boolean isAny(Set<String> words, Set<String> sought) {
    return words.stream().anyMatch(sought::contains);
  }

  private static List<String> words(URI address) {
    String path = address.getRawPath() == null ? "" : address.getRawPath();
    String query = address.getRawQuery() == null ? "" : " " + address.getRawQuery();
    try {
      return FoldedText.of(URLDecoder.decode(path + query, StandardCharsets.UTF_8)).words();
    } catch (IllegalArgumentException notEncoded) {
      return FoldedText.of(path + query).words();
    }
  }

  static Optional<URI> address(String link) {
    try {
      URI address = new URI(link.strip().replace(" ", "%20"));
      boolean isPage =
          address.getHost() != null
              && address.getScheme() != null
              && address.getScheme().startsWith("http")
              && !NOT_A_PAGE.matcher(String.valueOf(address.getPath())).find();
      return isPage ? Optional.of(withoutFragment(address)) : Optional.empty();
    } catch (URISyntaxException noAddress) {
      return Optional.empty();
    }
  }

  private static Optional<URI> address(URI page, String link) {
    try {
      return address(page.resolve(link.strip().replace(" ", "%20")).toString());
    } catch (IllegalArgumentException noAddress) {
      return Optional.empty();
    }
  }

  private static URI withoutFragment(URI address) {
    String text = address.toString();
    int fragment = text.indexOf('#');
    return fragment < 0 ? address : URI.create(text.substring(0, fragment));
  }

  boolean isSameSite(URI address) {
    return owner(site).equals(owner(address));
  }

  static String owner(URI address) {
    String host = String.valueOf(address.getHost()).toLowerCase(Locale.ROOT);
    return Normalizer.registrableDomain("https://" + host).orElse(host);
  }

  static boolean isLocator(URI address) {
    return words(address).stream().anyMatch(LOCATOR_WORDS::contains);
  }
}
