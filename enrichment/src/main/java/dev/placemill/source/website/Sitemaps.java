package dev.placemill.source.website;

import dev.placemill.web.PageAnswer;
import dev.placemill.web.PageFetcher;
import dev.placemill.web.PageFetcher.Kind;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jsoup.parser.Parser;

/// The pages a site lists for robots. Read with a pattern rather than as XML: the lists are large,
/// often broken, and nothing but the addresses matters.
final class Sitemaps {
  private static final Pattern ADDRESS =
      Pattern.compile("<(?:\\w+:)?loc>\\s*(?:<!\\[CDATA\\[)?\\s*([^<\\]]{4,2000})");
  private static final Pattern IS_INDEX = Pattern.compile("<(?:\\w+:)?sitemapindex");
  private static final int MOST_FILES = 4;
  private static final int MOST_ADDRESSES = 200_000;

  private Sitemaps() {}

  static List<URI> pages(PageFetcher fetcher, URI site, Instant deadline) {
    Deque<URI> files = new ArrayDeque<>(fetcher.sitemaps(site, deadline));
    if (files.isEmpty()) {
      files.add(site.resolve("/sitemap.xml"));
    }
    List<URI> pages = new ArrayList<>();
    for (int file = 0; file < MOST_FILES && !files.isEmpty(); file++) {
      if (fetcher.fetch(files.removeFirst(), Kind.SITEMAP, deadline)
          instanceof PageAnswer.Page(URI _, String text, Instant _)) {
        List<URI> listed = addresses(text);
        if (IS_INDEX.matcher(text).find()) {
          // Those with branches in them first.
          listed.stream()
              .sorted(Comparator.comparing((URI one) -> !SiteLinks.isLocator(one)).reversed())
              .forEach(files::addFirst);
        } else {
          pages.addAll(listed);
        }
      }
    }
    return pages;
  }

  private static List<URI> addresses(String text) {
    if (!text.contains("<")) {
      return text.lines()
          .limit(MOST_ADDRESSES)
          .flatMap(line -> SiteLinks.address(line).stream())
          .toList();
    }
    return ADDRESS
        .matcher(text)
        .results()
        .limit(MOST_ADDRESSES)
        .map((MatchResult found) -> Parser.unescapeEntities(found.group(1).strip(), false))
        .flatMap(address -> SiteLinks.address(address).stream())
        .toList();
  }
}
