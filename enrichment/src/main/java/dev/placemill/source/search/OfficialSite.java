package dev.placemill.source.search;

import dev.placemill.attribute.FoldedText;
import dev.placemill.attribute.Normalizer;
import dev.placemill.attribute.OtherPeoplesSites;
import dev.placemill.page.PlaceClues;
import dev.placemill.page.PlaceOnPage;
import dev.placemill.page.ReadablePage;
import dev.placemill.web.PageAnswer;
import dev.placemill.web.PageFetcher;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Finds among the hits of a search the site that is the place's own.
///
/// A page that shows the place is not enough, since every newspaper has one. Its domain must bear
/// the place's name, or its front page must.
final class OfficialSite {
  private static final int MOST_VISITED = 3;

  /// Of each hit its own page, and the front page of its site.
  static final int MOST_PAGES = 2 * MOST_VISITED;

  private static final double SAME_NAME = 0.9;
  private static final double SIMILAR_NAME = 0.7;
  private static final double SHOWN_WHERE_IT_IS = 0.88;
  private static final double SHOWN_WITH_ITS_CITY = 0.75;
  private static final double NOT_VISITED = 0.6;
  private static final int TELLING_LETTERS = 4;
  private static final Pattern SLASH = Pattern.compile("/");

  /// A site that is taken for the place's own.
  ///
  /// @param page the hit that led to it
  /// @param seenOn when its page was read, or null when it could not be
  record Found(
      URI address,
      double probability,
      SearchResult page,
      @Nullable LocalDate seenOn,
      String reason) {}

  /// @param likeness of the domain to the name, from 0 to 1
  private record Candidate(SearchResult result, double likeness, PlaceOnPage said, double score) {}

  private final PageFetcher fetcher;
  private final PlaceClues place;
  private final Instant deadline;

  OfficialSite(PageFetcher fetcher, PlaceClues place, Instant deadline) {
    this.fetcher = fetcher;
    this.place = place;
    this.deadline = deadline;
  }

  Optional<Found> find(List<SearchResult> results) {
    return IntStream.range(0, results.size())
        .filter(rank -> mayBeOwn(results.get(rank).address()))
        .mapToObj(rank -> candidate(results.get(rank), rank))
        .filter(candidate -> candidate.said().name() || candidate.likeness() >= SIMILAR_NAME)
        .sorted(Comparator.comparingDouble((Candidate candidate) -> -candidate.score()))
        .limit(MOST_VISITED)
        .flatMap(candidate -> findOfficial(candidate).stream())
        .findFirst();
  }

  /// A number instead of a domain is nobody's official site.
  private static boolean mayBeOwn(URI address) {
    return Normalizer.domainLabel(address.toString()).isPresent()
        && !OtherPeoplesSites.has(address);
  }

  private Candidate candidate(SearchResult result, int rank) {
    double likeness = likeness(result.address());
    PlaceOnPage said = PlaceOnPage.of(place, result.words());
    double score =
        2 * likeness
            + (said.name() ? 1 : 0)
            + (said.isCertain() ? 1 : said.city() ? 0.5 : 0)
            - 0.1 * rank
            - 0.1 * depth(result.address());
    return new Candidate(result, likeness, said, score);
  }

  private Optional<Found> findOfficial(Candidate candidate) {
    URI address = candidate.result().address();
    return switch (fetcher.fetch(address, PageFetcher.Kind.PAGE, deadline)) {
      case PageAnswer.Page page -> judged(candidate, ReadablePage.of(page));
      case PageAnswer.Missing _ -> Optional.empty();
      case PageAnswer.Refused _, PageAnswer.Unavailable _ -> unvisited(candidate);
    };
  }

  private Optional<Found> judged(Candidate candidate, ReadablePage page) {
    PlaceOnPage shown = PlaceOnPage.of(place, page);
    // A redirect may lead to whoever bought the name.
    double likeness = likeness(page.address());
    if (!mayBeOwn(page.address())
        || !(shown.isCertain() || (shown.isLikely() && likeness >= SIMILAR_NAME))) {
      return Optional.empty();
    }
    Optional<ReadablePage> front = findFront(page);
    boolean isNamed =
        likeness >= SIMILAR_NAME
            || front.filter(first -> PlaceOnPage.of(place, first.title()).name()).isPresent();
    if (!isNamed) {
      return Optional.empty();
    }
    return Optional.of(
        new Found(
            siteAddress(page, front),
            shown.isCertain() ? SHOWN_WHERE_IT_IS : SHOWN_WITH_ITS_CITY,
            candidate.result(),
            page.seenOn(),
            "its page shows " + shown.described()));
  }

  /// A site that lets no robot in is told by its name and by what the search engine says of it.
  private Optional<Found> unvisited(Candidate candidate) {
    return candidate.likeness() >= SAME_NAME && candidate.said().isLikely()
        ? Optional.of(
            new Found(
                candidate.result().address(),
                NOT_VISITED,
                candidate.result(),
                null,
                "its page could not be read, but its domain is the name and the search engine"
                    + " quotes "
                    + candidate.said().described()))
        : Optional.empty();
  }

  private Optional<ReadablePage> findFront(ReadablePage page) {
    URI front = page.address().resolve("/");
    if (depth(page.address()) == 0 && page.address().getRawQuery() == null) {
      return Optional.of(page);
    }
    return fetcher.fetch(front, PageFetcher.Kind.PAGE, deadline) instanceof PageAnswer.Page found
        ? Optional.of(ReadablePage.of(found))
        : Optional.empty();
  }

  /// The page of a branch where its address says so, else the front page where that is the place's,
  /// else the page that was found.
  private URI siteAddress(ReadablePage page, Optional<ReadablePage> front) {
    PlaceOnPage inAddress =
        PlaceOnPage.of(place, String.valueOf(page.address().getPath()).replace('/', ' '));
    boolean isOfBranch = inAddress.street() || inAddress.postcode() || inAddress.city();
    return !isOfBranch && front.isPresent() && PlaceOnPage.of(place, front.get()).name()
        ? front.get().address()
        : page.address();
  }

  private static int depth(URI address) {
    return (int)
        SLASH
            .splitAsStream(String.valueOf(address.getPath()))
            .filter(part -> !part.isBlank())
            .count();
  }

  /// How much the registered name of a site is the place's: all of it, or the words of it.
  double likeness(URI address) {
    String label =
        Normalizer.domainLabel(address.toString())
            .map(text -> FoldedText.of(text).joined())
            .orElse("");
    FoldedText name = FoldedText.of(place.name());
    if (label.isEmpty() || name.isEmpty()) {
      return 0;
    }
    if (label.equals(name.joined())) {
      return 1;
    }
    if (name.joined().length() > TELLING_LETTERS && label.contains(name.joined())) {
      return SAME_NAME;
    }
    List<String> telling =
        name.words().stream().filter(word -> word.length() >= TELLING_LETTERS).toList();
    long letters = telling.stream().mapToInt(String::length).sum();
    long found = telling.stream().filter(label::contains).mapToInt(String::length).sum();
    double ofName = letters == 0 ? 0 : (double) found / letters;
    double ofLabel = Math.min(1, (double) found / label.length());
    boolean isInName = label.length() > TELLING_LETTERS && name.joined().contains(label);
    return isInName ? Math.max(SIMILAR_NAME, ofName) : Math.min(SAME_NAME, (ofName + ofLabel) / 2);
  }
}
