package dev.placemill.source.llm;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.AttributeValue;
import dev.placemill.attribute.Normalizer;
import dev.placemill.attribute.OtherPeoplesSites;
import dev.placemill.endpoint.Endpoint;
import dev.placemill.endpoint.RecentAnswers;
import dev.placemill.page.PlaceClues;
import dev.placemill.page.ReadablePage;
import dev.placemill.place.Place;
import dev.placemill.source.EnrichmentSource;
import dev.placemill.source.Evidence.Scope;
import dev.placemill.source.Expense;
import dev.placemill.source.Inquiry;
import dev.placemill.source.Observation;
import dev.placemill.source.SourceAnswer;
import dev.placemill.web.PageFetcher;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Asks a language model what the place's own site says of the attributes that no source before
/// knew. It sees the pages and the place's name and address; it is believed where it quotes.
public final class LlmSource implements EnrichmentSource, AutoCloseable {
  static final String NAME = "llm";

  /// Places sent without a batch share one budget.
  private static final String WITHOUT_BATCH = "";

  private static final int ANSWERS_KEPT = 2_000;
  private static final Duration ANSWERS_KEPT_FOR = Duration.ofHours(1);

  private final LlmConfig config;
  private final Endpoint endpoint;
  private final ChatClient chat;
  private final SitePages sites;
  private final BatchBudgets budgets;
  private final RecentAnswers<List<Fact>> answers;

  public LlmSource(LlmConfig config, PageFetcher fetcher, Clock clock) {
    this.config = config;
    endpoint = new Endpoint("the language model", config.endpoint(), config.limits(), clock);
    chat = new ChatClient(endpoint, config);
    sites = new SitePages(fetcher);
    budgets = new BatchBudgets(config.budget(), clock);
    answers = new RecentAnswers<>(ANSWERS_KEPT, ANSWERS_KEPT_FOR, clock);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<Attribute> attributes() {
    return AskedAttributes.all();
  }

  /// Whether the model was asked the same lately cannot be told before the pages are read.
  @Override
  public Optional<Expense> findExpense(Place place, Set<Attribute> asked) {
    return Optional.of(
        open(new Inquiry(place, asked, List.of(), Instant.MAX)).isEmpty()
            ? Expense.NONE
            : new Expense(1, SitePages.MOST_PAGES, 0));
  }

  @Override
  public SourceAnswer lookUp(Inquiry inquiry) {
    Set<Attribute> open = open(inquiry);
    if (open.isEmpty()) {
      return new SourceAnswer.NothingKnown("the sources before left nothing open");
    }
    Optional<URI> site = findSite(inquiry);
    if (site.isEmpty()) {
      return new SourceAnswer.NothingKnown("no website of this place is known that could be read");
    }
    PlaceClues place = PlaceClues.of(inquiry);
    return switch (sites.read(site.get(), place, inquiry.deadline())) {
      case SiteReading.Read(var pages) -> read(pages, place, open, inquiry);
      case SiteReading.Nothing(var reason) -> new SourceAnswer.NothingKnown(reason);
      case SiteReading.Refused(var reason) -> new SourceAnswer.Refused(reason);
      case SiteReading.Unavailable(var reason, var retryAfter) ->
          new SourceAnswer.Unavailable(reason, retryAfter);
    };
  }

  /// What is wanted and nobody has said of the place itself; what is only the brand's is open.
  private Set<Attribute> open(Inquiry inquiry) {
    Set<Attribute> open = EnumSet.noneOf(Attribute.class);
    open.addAll(inquiry.wanted());
    open.retainAll(attributes());
    inquiry.known().stream()
        .filter(observation -> observation.evidence().scope() == Scope.PLACE)
        .forEach(observation -> open.remove(observation.attribute()));
    return open;
  }

  /// The client's, else the likeliest one of the place itself; a page on a site of others is none.
  private static Optional<URI> findSite(Inquiry inquiry) {
    Stream<String> clients =
        Stream.ofNullable(inquiry.place().claims().website())
            .flatMap(website -> Normalizer.website(website).stream())
            .map(AttributeValue.Text::text);
    Stream<String> known =
        inquiry.known().stream()
            .filter(observation -> observation.attribute() == Attribute.WEBSITE)
            .filter(observation -> observation.evidence().scope() == Scope.PLACE)
            .sorted(Comparator.comparingDouble(Observation::probability).reversed())
            .map(observation -> ((AttributeValue.Text) observation.value()).text());
    return Stream.concat(clients, known)
        .map(URI::create)
        .filter(site -> !OtherPeoplesSites.has(site))
        .findFirst();
  }

  private SourceAnswer read(
      List<ReadablePage> pages, PlaceClues place, Set<Attribute> open, Inquiry inquiry) {
    List<String> texts = Excerpt.of(pages, config.pageText());
    Prompt prompt = Prompt.of(place, open, pages, texts);
    var check = new FactCheck(place, open, pages, texts, config);
    Optional<List<Fact>> known = answers.find(prompt.digest());
    return known.isPresent() ? believed(known.get(), check) : ask(prompt, check, inquiry);
  }

  private SourceAnswer ask(Prompt prompt, FactCheck check, Inquiry inquiry) {
    Usage most = prompt.most(config.answerTokens());
    String batch = inquiry.findBatch().orElse(WITHOUT_BATCH);
    try {
      return switch (budgets.setAside(batch, most, inquiry.deadline())) {
        case BatchBudgets.Grant.UsedUp(var reason) -> new SourceAnswer.Refused(reason);
        case BatchBudgets.Grant.NotYet() ->
            new SourceAnswer.Unavailable(
                "other places of the batch hold what is left to spend on the language model",
                Duration.ofSeconds(1));
        case BatchBudgets.Grant.Granted() -> {
          ChatReply reply = new ChatReply.NotAccepted("the language model was not asked");
          try {
            reply = chat.ask(prompt, inquiry.deadline());
          } finally {
            budgets.settle(batch, most, reply.usage());
          }
          yield answer(reply, prompt, check);
        }
      };
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new SourceAnswer.Unavailable("the language model was not waited for", Duration.ZERO);
    }
  }

  private SourceAnswer answer(ChatReply reply, Prompt prompt, FactCheck check) {
    return switch (reply) {
      case ChatReply.Said(var text, _) -> {
        Optional<List<Fact>> facts = Fact.findAll(text);
        facts.ifPresent(found -> answers.keep(prompt.digest(), found));
        yield facts.isPresent()
            ? believed(facts.get(), check)
            : new SourceAnswer.NothingKnown(
                "the language model did not answer in the form it was asked for");
      }
      case ChatReply.Useless(var reason, _) -> new SourceAnswer.NothingKnown(reason);
      case ChatReply.NotAccepted(var reason) -> new SourceAnswer.Refused(reason);
      case ChatReply.Unavailable(var reason, var retryAfter, _) ->
          new SourceAnswer.Unavailable(reason, retryAfter);
    };
  }

  /// The first fact of each attribute that stands up to the check.
  private static SourceAnswer believed(List<Fact> facts, FactCheck check) {
    Map<Attribute, Observation> kept = new EnumMap<>(Attribute.class);
    List<String> dropped = new ArrayList<>();
    for (Fact fact : facts) {
      switch (check.check(fact)) {
        case FactCheck.Verdict.Kept(var observation) ->
            kept.putIfAbsent(observation.attribute(), observation);
        case FactCheck.Verdict.Dropped(var reason) -> dropped.add(reason);
      }
    }
    if (!kept.isEmpty()) {
      return new SourceAnswer.Found(List.copyOf(kept.values()));
    }
    return new SourceAnswer.NothingKnown(
        dropped.isEmpty()
            ? "the language model found nothing of what was open on the site"
            : "nothing that the language model proposed stood up to the check (%s)"
                .formatted(String.join("; ", dropped.stream().distinct().limit(3).toList())));
  }

  @Override
  public void close() {
    endpoint.close();
  }
}
