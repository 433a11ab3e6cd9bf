package dev.placemill.source.llm;

import dev.placemill.attribute.OtherPeoplesSites;
import dev.placemill.page.ParkedPage;
import dev.placemill.page.PlaceClues;
import dev.placemill.page.PlaceOnPage;
import dev.placemill.page.ReadablePage;
import dev.placemill.page.ReadablePage.Link;
import dev.placemill.web.PageAnswer;
import dev.placemill.web.PageFetcher;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads the few pages of a site that are likely to say how a place is reached and when: the one
/// that was given, and what it links as contact, hours or this very branch.
final class SitePages {
  /// The one that was given among them.
  static final int MOST_PAGES = 3;

  private static final Pattern HOURS_AND_CONTACT =
      Pattern.compile(
          "(?iU)contact|kontakt|contatt|contacto|contato|hours|öffnungszeit|oeffnungszeit|horaires?"
              + "|horarios?|orari|openingst|åbningstid|öppettid|åpningstid");
  private static final Pattern ABOUT =
      Pattern.compile(
          "(?iU)impress?um|imprint|mentions|about|über.?uns|ueber.?uns|qui.sommes|chi.siamo"
              + "|quienes.somos|visit|find.us|anfahrt|acces|location|standort|filiale|info");

  private final PageFetcher fetcher;

  SitePages(PageFetcher fetcher) {
    this.fetcher = fetcher;
  }

  SiteReading read(URI site, PlaceClues place, Instant deadline) {
    return switch (fetcher.fetch(site, PageFetcher.Kind.PAGE, deadline)) {
      case PageAnswer.Page page -> {
        ReadablePage first = ReadablePage.of(page);
        Optional<String> reason = findWhyNotItsOwn(page, first);
        yield reason.isPresent()
            ? new SiteReading.Nothing(reason.get())
            : read(first, place, deadline);
      }
      case PageAnswer.Missing(var reason) -> new SiteReading.Nothing(reason);
      case PageAnswer.Refused(var reason) -> new SiteReading.Refused(reason);
      case PageAnswer.Unavailable(var reason, var retryAfter) ->
          new SiteReading.Unavailable(reason, retryAfter);
    };
  }

  private static Optional<String> findWhyNotItsOwn(PageAnswer.Page page, ReadablePage read) {
    String host = String.valueOf(read.address().getHost());
    return OtherPeoplesSites.has(read.address())
        ? Optional.of("its website leads to %s, which is not its own".formatted(host))
        : ParkedPage.find(read.title(), read.text(), page::text)
            .map(words -> "%s is no site of a place: it says \"%s\"".formatted(host, words));
  }

  private SiteReading read(ReadablePage first, PlaceClues place, Instant deadline) {
    List<ReadablePage> pages = new ArrayList<>();
    pages.add(first);
    for (URI address : linked(first, place)) {
      // What cannot be had of the others is done without.
      if (fetcher.fetch(address, PageFetcher.Kind.PAGE, deadline) instanceof PageAnswer.Page page) {
        pages.add(ReadablePage.of(page));
      }
    }
    List<ReadablePage> ofPlace =
        pages.stream()
            .filter(page -> shows(PlaceOnPage.of(place, page)))
            .sorted(
                Comparator.comparing(
                    (ReadablePage page) -> !PlaceOnPage.of(place, page).isCertain()))
            .toList();
    if (ofPlace.isEmpty()) {
      return new SiteReading.Nothing(
          "no page read of %s shows this place".formatted(first.address().getHost()));
    }
    List<ReadablePage> forPeople =
        ofPlace.stream()
            .filter(page -> !ModelTalk.isIn(page.title() + "\n" + page.text()))
            .toList();
    return forPeople.isEmpty()
        ? new SiteReading.Nothing(
            "%s speaks to language models, so that none was asked about it"
                .formatted(first.address().getHost()))
        : new SiteReading.Read(forPeople);
  }

  /// The site is known to be the place's, so that its address alone is enough.
  private static boolean shows(PlaceOnPage place) {
    return place.isLikely() || place.street() || place.postcode() || place.phone();
  }

  private static List<URI> linked(ReadablePage page, PlaceClues place) {
    return page.links().stream()
        .filter(link -> isOnSameSite(link.address(), page.address()))
        .filter(link -> promise(link, place) > 0)
        .sorted(Comparator.comparingInt((Link link) -> -promise(link, place)))
        .map(link -> withoutFragment(link.address()))
        .flatMap(Optional::stream)
        .filter(address -> !address.equals(page.address()))
        .distinct()
        .limit(MOST_PAGES - 1)
        .toList();
  }

  private static boolean isOnSameSite(URI link, URI page) {
    return bareHost(link).equals(bareHost(page));
  }

  private static String bareHost(URI address) {
    String host = String.valueOf(address.getHost());
    return host.startsWith("www.") ? host.substring("www.".length()) : host;
  }

  /// How much a link promises: this branch before contact and hours, those before the rest.
  private static int promise(Link link, PlaceClues place) {
    String words = link.text() + " " + String.valueOf(link.address().getPath()).replace('/', ' ');
    PlaceOnPage named = PlaceOnPage.of(place, words);
    if (named.street() || named.postcode()) {
      return 4;
    }
    if (HOURS_AND_CONTACT.matcher(words).find()) {
      return 3;
    }
    if (named.city()) {
      return 2;
    }
    return ABOUT.matcher(words).find() ? 1 : 0;
  }

  private static Optional<URI> withoutFragment(URI address) {
    String text = address.toString();
    int fragment = text.indexOf('#');
    try {
      return Optional.of(fragment < 0 ? address : URI.create(text.substring(0, fragment)));
    } catch (IllegalArgumentException notAnAddress) {
      return Optional.empty();
    }
  }
}
