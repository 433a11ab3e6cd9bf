package dev.placemill.source.website;

import dev.placemill.attribute.Attribute;
import dev.placemill.page.ParkedPage;
import dev.placemill.page.PlaceClues;
import dev.placemill.web.PageAnswer;
import dev.placemill.web.PageFetcher;
import dev.placemill.web.PageFetcher.Kind;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;

/// Goes through a site for one place: from the page that was named, along the likeliest links, to
/// the page that speaks of this place, asking for few pages.
final class SiteVisit {
  /// Once a page shows the place, so many more may be read for what it leaves out.
  private static final int MOST_FURTHER_PAGES = 2;

  private static final double SURE = 0.85;

  private final PageFetcher fetcher;
  private final PlaceClues clues;
  private final Set<Attribute> wanted;
  private final int mostPages;
  private final Instant deadline;
  private final Clock clock;
  private final LocalDate today;

  private final PriorityQueue<SiteLinks.Lead> leads =
      new PriorityQueue<>(Comparator.comparingDouble(SiteLinks.Lead::score).reversed());
  private final Set<URI> seen = new HashSet<>();
  // On pages that do not speak of this place.
  private final Set<String> hotlines = new HashSet<>();
  private final List<PageReading> shown = new ArrayList<>();
  private boolean isChain;
  private int pages;
  private int furtherPages;

  /// What a visit brought.
  sealed interface Result {
    /// @param readings of pages that show the place, the surest first
    /// @param isChain whether the site is of many places
    record Shown(List<PageReading> readings, boolean isChain) implements Result {}

    /// The site was read and does not speak of this place.
    ///
    /// @param front the page that was named
    record NotShown(PageReading front, String reason, boolean isChain) implements Result {}

    /// The site could not be read.
    record NotRead(PageAnswer why) implements Result {}
  }

  SiteVisit(
      PageFetcher fetcher,
      PlaceClues clues,
      Set<Attribute> wanted,
      int mostPages,
      Instant deadline,
      Clock clock) {
    this.fetcher = fetcher;
    this.clues = clues;
    this.wanted = wanted;
    this.mostPages = mostPages;
    this.deadline = deadline;
    this.clock = clock;
    today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  Result run(KnownSites.KnownSite site) {
    isChain = site.isOfBrand();
    seen.add(site.address());
    PageAnswer front = fetcher.fetch(site.address(), Kind.PAGE, deadline);
    if (!(front instanceof PageAnswer.Page page)) {
      return front instanceof PageAnswer.Missing && !isFrontDoor(site.address())
          ? run(
              new KnownSites.KnownSite(
                  site.address().resolve("/"), site.namedBy(), site.isOfBrand()))
          : new Result.NotRead(front);
    }
    SitePage read = SitePage.of(page, clues.countryCode());
    Optional<String> parked = ParkedPage.find(read.title(), read.text(), read.html()::html);
    PageReading reading = take(read);
    if (parked.isPresent()) {
      return new Result.NotShown(
          reading,
          "%s is no site of a place: it says \"%s\""
              .formatted(page.address().getHost(), parked.get()),
          false);
    }
    follow(read.address());
    if (shown.isEmpty() && !isOver()) {
      readSitemaps(read.address());
      follow(read.address());
    }
    return shown.isEmpty()
        ? new Result.NotShown(
            reading,
            "%d pages of %s were read, and none shows this place"
                .formatted(pages, page.address().getHost()),
            isChain)
        : new Result.Shown(
            shown.stream()
                .sorted(
                    Comparator.comparingDouble((PageReading one) -> one.likeness().probability())
                        .reversed())
                .toList(),
            isChain);
  }

  private static boolean isFrontDoor(URI address) {
    String path = String.valueOf(address.getPath());
    return path.isEmpty() || path.equals("/");
  }

  /// Reads a page and remembers where it leads.
  private PageReading take(SitePage page) {
    pages++;
    seen.add(page.address());
    isChain |= page.isOfManyPlaces();
    PageReading reading = PageReading.of(page, clues, isChain, hotlines, today);
    if (reading.isShown()) {
      shown.add(reading);
    } else if (!page.isOfManyPlaces()) {
      hotlines.addAll(page.phones());
    }
    new SiteLinks(page.address(), clues)
        .on(page)
        .filter(lead -> !seen.contains(lead.address()))
        .forEach(leads::add);
    return reading;
  }

  private void follow(URI site) {
    var links = new SiteLinks(site, clues);
    while (!leads.isEmpty() && !isOver()) {
      SiteLinks.Lead lead = leads.remove();
      if (isChain && !shown.isEmpty() && lead.score() < SiteLinks.OF_THIS_PLACE) {
        return;
      }
      if (!seen.add(lead.address()) || !links.isSameSite(lead.address())) {
        continue;
      }
      furtherPages += shown.isEmpty() ? 0 : 1;
      if (fetcher.fetch(lead.address(), Kind.PAGE, deadline) instanceof PageAnswer.Page page) {
        if (!seen.contains(page.address()) || page.address().equals(lead.address())) {
          take(SitePage.of(page, clues.countryCode()));
        }
      } else {
        pages++;
      }
    }
  }

  private void readSitemaps(URI site) {
    new SiteLinks(site, clues)
        .of(Sitemaps.pages(fetcher, site, deadline))
        .filter(lead -> !seen.contains(lead.address()))
        .forEach(leads::add);
  }

  private boolean isOver() {
    return pages >= mostPages
        || furtherPages >= MOST_FURTHER_PAGES
        || !clock.instant().isBefore(deadline)
        || isEnough();
  }

  /// The place was surely seen, and the first things people look for were found.
  private boolean isEnough() {
    boolean isSure = shown.stream().anyMatch(one -> one.likeness().probability() >= SURE);
    return isSure && (isChain || has(Attribute.PHONE)) && has(Attribute.OPENING_HOURS);
  }

  private boolean has(Attribute attribute) {
    return !wanted.contains(attribute) || shown.stream().anyMatch(one -> one.has(attribute));
  }
}
