package dev.placemill.source.search;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.AttributeValue;
import dev.placemill.attribute.FoldedText;
import dev.placemill.attribute.Normalizer;
import dev.placemill.endpoint.Endpoint;
import dev.placemill.endpoint.RecentAnswers;
import dev.placemill.page.PlaceClues;
import dev.placemill.place.Place;
import dev.placemill.source.EnrichmentSource;
import dev.placemill.source.Evidence;
import dev.placemill.source.Expense;
import dev.placemill.source.Inquiry;
import dev.placemill.source.Observation;
import dev.placemill.source.SourceAnswer;
import dev.placemill.web.PageFetcher;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Searches the web for the official site of a place when nobody before knows one. What is told to
/// the search engine is the place's name, street or city, and country.
public final class SearchSource implements EnrichmentSource, AutoCloseable {
  static final String NAME = "search";

  private static final Set<Attribute> ATTRIBUTES =
      Set.of(Attribute.WEBSITE, Attribute.FACEBOOK, Attribute.INSTAGRAM);

  private static final double PROBABILITY_OF_ACCOUNT = 0.75;
  private static final int RESULTS_KEPT = 5_000;
  private static final Duration RESULTS_KEPT_FOR = Duration.ofHours(6);
  private static final int LONGEST_QUERY = 200;

  private final Endpoint endpoint;
  private final SearchClient client;
  private final PageFetcher fetcher;
  private final Clock clock;
  private final RecentAnswers<List<SearchResult>> recent;

  public SearchSource(SearchConfig config, PageFetcher fetcher, Clock clock) {
    endpoint = new Endpoint("the search engine", config.endpoint(), config.limits(), clock);
    client = new SearchClient(endpoint, config);
    this.fetcher = fetcher;
    this.clock = clock;
    recent = new RecentAnswers<>(RESULTS_KEPT, RESULTS_KEPT_FOR, clock);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<Attribute> attributes() {
    return ATTRIBUTES;
  }

  @Override
  public boolean searchesTheWeb() {
    return true;
  }

  /// Where the client names a website, the web is not searched.
  @Override
  public Optional<Expense> findExpense(Place place, Set<Attribute> asked) {
    var inquiry = new Inquiry(place, asked, List.of(), clock.instant());
    if (isWebsiteKnown(inquiry)) {
      return Optional.of(Expense.NONE);
    }
    boolean isKept = recent.find(query(PlaceClues.of(inquiry))).isPresent();
    return Optional.of(new Expense(1, OfficialSite.MOST_PAGES, isKept ? 1 : 0));
  }

  @Override
  public SourceAnswer lookUp(Inquiry inquiry) {
    if (isWebsiteKnown(inquiry)) {
      return new SourceAnswer.NothingKnown("the web was not searched, since a website is known");
    }
    PlaceClues place = PlaceClues.of(inquiry);
    if (place.city() == null && place.street() == null) {
      return new SourceAnswer.NothingKnown(
          "the web was not searched, since neither city nor street is known");
    }
    String query = query(place);
    Optional<List<SearchResult>> known = recent.find(query);
    if (known.isPresent()) {
      return judged(known.get(), query, place, inquiry);
    }
    return switch (client.search(query, inquiry.deadline())) {
      case SearchReply.Results(var results) -> {
        recent.keep(query, results);
        yield judged(results, query, place, inquiry);
      }
      case SearchReply.NotAccepted(var reason) -> new SourceAnswer.Refused(reason);
      case SearchReply.Unavailable(var reason, var retryAfter) ->
          new SourceAnswer.Unavailable(reason, retryAfter);
    };
  }

  private static boolean isWebsiteKnown(Inquiry inquiry) {
    String claimed = inquiry.place().claims().website();
    return (claimed != null && Normalizer.website(claimed).isPresent())
        || inquiry.findKnownText(Attribute.WEBSITE).isPresent();
  }

  private static String query(PlaceClues place) {
    String country =
        place.countryCode() == null
            ? null
            : Locale.of("", place.countryCode()).getDisplayCountry(Locale.ENGLISH);
    String query =
        Stream.of(place.name(), place.city() == null ? place.street() : place.city(), country)
            .filter(Objects::nonNull)
            .distinct()
            .collect(Collectors.joining(" "));
    return query.substring(0, Math.min(query.length(), LONGEST_QUERY));
  }

  private SourceAnswer judged(
      List<SearchResult> results, String query, PlaceClues place, Inquiry inquiry) {
    List<Observation> observations = new ArrayList<>();
    if (inquiry.wanted().contains(Attribute.WEBSITE)) {
      new OfficialSite(fetcher, place, inquiry.deadline())
          .find(results)
          .flatMap(site -> findWebsite(site, query))
          .ifPresent(observations::add);
    }
    Stream.of(Attribute.FACEBOOK, Attribute.INSTAGRAM)
        .filter(inquiry.wanted()::contains)
        .flatMap(network ->
            Accounts.find(network, results, place)
                .map(found -> account(network, found, query))
                .stream())
        .forEach(observations::add);
    if (!observations.isEmpty()) {
      return new SourceAnswer.Found(observations);
    }
    if (results.isEmpty()) {
      return new SourceAnswer.FoundNowhere("a web search for “%s” found nothing".formatted(query));
    }
    return results.stream().anyMatch(result -> names(result, place))
        ? new SourceAnswer.NothingKnown(
            "none of %d results of a web search for “%s” is certainly its own site"
                .formatted(results.size(), query))
        : new SourceAnswer.FoundNowhere(
            "none of %d results of a web search for “%s” names it"
                .formatted(results.size(), query));
  }

  private static boolean names(SearchResult result, PlaceClues place) {
    return FoldedText.of(result.words()).words().containsAll(FoldedText.of(place.name()).words());
  }

  private Optional<Observation> findWebsite(OfficialSite.Found site, String query) {
    return Normalizer.website(site.address().toString())
        .map(address ->
            new Observation(
                Attribute.WEBSITE,
                address,
                site.probability(),
                evidence(site.page(), site.seenOn()),
                reason(site.page(), query, site.reason())));
  }

  private Observation account(Attribute network, Accounts.Found found, String query) {
    AttributeValue account = found.account();
    return new Observation(
        network,
        account,
        PROBABILITY_OF_ACCOUNT,
        evidence(found.page(), null),
        reason(found.page(), query, found.reason()));
  }

  private Evidence evidence(SearchResult page, @Nullable LocalDate seenOn) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    return new Evidence(
        NAME,
        null,
        page.address().toString(),
        seenOn == null ? today : seenOn,
        Evidence.Scope.PLACE);
  }

  private static String reason(SearchResult page, String query, String why) {
    return "a web search for “%s” found “%s”, and %s".formatted(query, page.title(), why);
  }

  @Override
  public void close() {
    endpoint.close();
  }
}
