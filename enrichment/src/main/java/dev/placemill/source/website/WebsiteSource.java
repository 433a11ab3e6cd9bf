package dev.placemill.source.website;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.Normalizer;
import dev.placemill.page.PlaceClues;
import dev.placemill.place.Place;
import dev.placemill.source.EnrichmentSource;
import dev.placemill.source.Evidence;
import dev.placemill.source.Evidence.Scope;
import dev.placemill.source.Expense;
import dev.placemill.source.Inquiry;
import dev.placemill.source.Observation;
import dev.placemill.source.RecordMatch;
import dev.placemill.source.SourceAnswer;
import dev.placemill.source.website.KnownSites.KnownSite;
import dev.placemill.source.website.SiteVisit.Result;
import dev.placemill.web.PageAnswer;
import dev.placemill.web.PageFetcher;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The place's own website. It is believed only where it shows that it speaks of this place, and
/// what all places of a chain share is marked as the brand's.
public final class WebsiteSource implements EnrichmentSource {
  public static final String NAME = "website";

  private static final Set<Attribute> ATTRIBUTES =
      Collections.unmodifiableSet(
          EnumSet.of(
              Attribute.NAME,
              Attribute.ALT_NAME,
              Attribute.OFFICIAL_NAME,
              Attribute.BRAND_NAME,
              Attribute.CATEGORIES,
              Attribute.WEBSITE,
              Attribute.MENU_URL,
              Attribute.BOOKING_URL,
              Attribute.ORDER_URL,
              Attribute.PHONE,
              Attribute.PHONE_ADDITIONAL,
              Attribute.EMAIL,
              Attribute.OPENING_HOURS,
              Attribute.OPEN_CLOSED_STATUS,
              Attribute.ADDRESS,
              Attribute.LOCATED_WITHIN,
              Attribute.CITY,
              Attribute.COORDINATES,
              Attribute.FACEBOOK,
              Attribute.INSTAGRAM,
              Attribute.TIKTOK,
              Attribute.TWITTER,
              Attribute.YOUTUBE,
              Attribute.LINKEDIN,
              Attribute.LOGO_URL,
              Attribute.CUISINES,
              Attribute.PRICE_TIER,
              Attribute.PAYMENT_METHODS,
              Attribute.HAS_DELIVERY,
              Attribute.HAS_TAKEOUT,
              Attribute.HAS_DINING,
              Attribute.HAS_OUTDOOR_SEATING,
              Attribute.HAS_DRIVE_THROUGH,
              Attribute.HAS_WIFI,
              Attribute.WHEELCHAIR));

  private static final int MOST_SITES = 2;
  private static final double SITE_IS_THE_PLACES = 0.95;
  private static final double DOUBT_OF_A_SITE_THAT_WAS_NAMED = 0.5;
  private static final double SITE_OF_COMPANY = 0.85;

  /// What is left for the sources asked afterwards.
  private static final Duration LEFT_FOR_OTHERS = Duration.ofSeconds(2);

  private final WebsiteConfig config;
  private final PageFetcher fetcher;
  private final Clock clock;

  public WebsiteSource(WebsiteConfig config, PageFetcher fetcher, Clock clock) {
    this.config = config;
    this.fetcher = fetcher;
    this.clock = clock;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<Attribute> attributes() {
    return ATTRIBUTES;
  }

  /// The site that the client names, and one that another source may.
  @Override
  public Optional<Expense> findExpense(Place place, Set<Attribute> asked) {
    boolean isKept =
        KnownSites.of(new Inquiry(place, asked, List.of(), clock.instant())).stream()
            .anyMatch(site -> fetcher.keeps(site.address()));
    return Optional.of(new Expense(0, (long) MOST_SITES * config.mostPages(), isKept ? 1 : 0));
  }

  @Override
  public SourceAnswer lookUp(Inquiry inquiry) {
    List<KnownSite> sites = KnownSites.of(inquiry);
    if (sites.isEmpty()) {
      return new SourceAnswer.NothingKnown("nobody knows a website of this place");
    }
    var clues = PlaceClues.of(inquiry);
    Instant deadline = inquiry.deadline().minus(LEFT_FOR_OTHERS);
    List<String> nothing = new ArrayList<>();
    List<PageAnswer> unread = new ArrayList<>();
    List<Observation> shared = new ArrayList<>();
    for (KnownSite site : sites.subList(0, Math.min(MOST_SITES, sites.size()))) {
      var visit =
          new SiteVisit(fetcher, clues, inquiry.wanted(), config.mostPages(), deadline, clock);
      switch (visit.run(site)) {
        case Result.Shown(var readings, boolean isChain) -> {
          return found(inquiry, clues, site, readings, isChain);
        }
        case Result.NotShown(PageReading front, String reason, boolean isChain) -> {
          nothing.add(reason);
          if (isChain) {
            shared.addAll(
                observations(inquiry, front, front.ofSite(), Scope.BRAND, SITE_OF_COMPANY));
          }
        }
        case Result.NotRead(PageAnswer why) -> unread.add(why);
      }
    }
    return shared.isEmpty() ? silence(nothing, unread) : new SourceAnswer.Found(distinct(shared));
  }

  private SourceAnswer found(
      Inquiry inquiry,
      PlaceClues clues,
      KnownSite site,
      List<PageReading> readings,
      boolean isChain) {
    PageReading best = readings.getFirst();
    List<Observation> observations = new ArrayList<>();
    website(inquiry, site, best, isChain).forEach(observations::add);
    for (PageReading reading : readings) {
      double probability = sureness(reading, isChain);
      Scope ofSite = isChain ? Scope.BRAND : Scope.PLACE;
      observations.addAll(
          observations(inquiry, reading, reading.ofPlace(), Scope.PLACE, probability));
      observations.addAll(observations(inquiry, reading, reading.ofSite(), ofSite, probability));
    }
    return new SourceAnswer.Found(distinct(observations), List.of(match(best, clues, isChain)));
  }

  /// That somebody named this site for this very place counts beside what its pages show. A chain's
  /// site is named for all its places, which says nothing.
  private static double sureness(PageReading reading, boolean isChain) {
    double shown = reading.likeness().probability();
    return isChain ? shown : 1 - (1 - shown) * DOUBT_OF_A_SITE_THAT_WAS_NAMED;
  }

  /// The page of the branch where there is one, else the site as it was named.
  private List<Observation> website(
      Inquiry inquiry, KnownSite site, PageReading best, boolean isChain) {
    boolean hasMoved =
        !SiteLinks.owner(site.address()).equals(SiteLinks.owner(best.page().address()));
    boolean isOwnPage = isChain && !best.page().isOfManyPlaces();
    if (!inquiry.wanted().contains(Attribute.WEBSITE) || (isChain && !isOwnPage)) {
      return List.of();
    }
    String url = (hasMoved || isOwnPage ? best.page().address() : site.address()).toString();
    return Normalizer.website(url).stream()
        .map(value ->
            new Observation(
                Attribute.WEBSITE,
                value,
                sureness(best, isChain) * SITE_IS_THE_PLACES,
                evidence(best, Scope.PLACE),
                "Named by %s; the page shows %s of this place."
                    .formatted(site.namedBy(), best.likeness().inWords())))
        .toList();
  }

  private static List<Observation> observations(
      Inquiry inquiry, PageReading reading, List<Fact> facts, Scope scope, double probability) {
    return facts.stream()
        .filter(fact -> inquiry.wanted().contains(fact.attribute()))
        .map(fact ->
            new Observation(
                fact.attribute(),
                fact.value(),
                probability * fact.sureness(),
                evidence(reading, scope).quoting(fact.quote()),
                reason(fact, reading, scope)))
        .toList();
  }

  private static String reason(Fact fact, PageReading reading, Scope scope) {
    String host = reading.page().address().getHost();
    return scope == Scope.BRAND
        ? "On %s, for all its places: %s.".formatted(host, fact.how())
        : "On %s: %s; the page shows %s of this place."
            .formatted(host, fact.how(), reading.likeness().inWords());
  }

  private static Evidence evidence(PageReading reading, Scope scope) {
    return new Evidence(
        NAME, null, reading.page().address().toString(), reading.page().fetchedOn(), scope);
  }

  private static RecordMatch match(PageReading best, PlaceClues clues, boolean isChain) {
    PlaceThing thing = best.thing();
    String name =
        thing == null
            ? best.page().title()
            : thing.thing().findText("name").orElse(best.page().title());
    return new RecordMatch(
        evidence(best, Scope.PLACE),
        name,
        sureness(best, isChain),
        thing == null ? null : metres(thing, clues),
        "its website shows " + best.likeness().inWords());
  }

  private static @Nullable Double metres(PlaceThing thing, PlaceClues clues) {
    return thing
        .findPoint()
        .filter(_ -> !clues.points().isEmpty())
        .map(point -> point.metresTo(clues.points().getFirst()))
        .orElse(null);
  }

  /// One page says the same thing in several ways; the surest is enough.
  private static List<Observation> distinct(List<Observation> observations) {
    Map<List<Object>, Observation> surest = new LinkedHashMap<>();
    for (Observation observation : observations) {
      List<Object> key =
          List.of(
              observation.attribute(),
              Normalizer.agreementKey(observation.attribute(), observation.value()));
      surest.merge(key, observation, (a, b) -> a.probability() >= b.probability() ? a : b);
    }
    return List.copyOf(surest.values());
  }

  private static SourceAnswer silence(List<String> nothing, List<PageAnswer> unread) {
    for (PageAnswer why : unread) {
      if (why instanceof PageAnswer.Unavailable(String reason, Duration retryAfter)) {
        return new SourceAnswer.Unavailable(reason, retryAfter);
      }
    }
    for (PageAnswer why : unread) {
      if (why instanceof PageAnswer.Refused(String reason)) {
        return new SourceAnswer.Refused(reason);
      }
    }
    for (PageAnswer why : unread) {
      if (why instanceof PageAnswer.Missing(String reason)) {
        nothing.add(reason);
      }
    }
    return new SourceAnswer.NothingKnown(String.join("; ", nothing));
  }
}
