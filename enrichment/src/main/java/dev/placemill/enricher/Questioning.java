package dev.placemill.enricher;

import dev.placemill.attribute.Attribute;
import dev.placemill.enricher.Company.Member;
import dev.placemill.place.Place;
import dev.placemill.source.Companions;
import dev.placemill.source.EnrichmentSource;
import dev.placemill.source.Inquiry;
import dev.placemill.source.Observation;
import dev.placemill.source.SourceAnswer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks the sources about one place, one after the other.
final class Questioning {
  private static final SourceAnswer TOO_LATE =
      new SourceAnswer.Unavailable("could not be asked in the time given", Duration.ZERO);

  private static final Logger LOG = LoggerFactory.getLogger(Questioning.class);

  private final List<EnrichmentSource> sources;
  private final Clock clock;
  private final RecentErrors errors;
  private final SourceWatch watch;

  Questioning(List<EnrichmentSource> sources, Clock clock, SourceWatch watch) {
    this.watch = watch;
    this.sources = List.copyOf(sources);
    this.clock = clock;
    errors = new RecentErrors(clock);
  }

  /// Asks about a place that was sent alone.
  Findings ask(Inquiry about) {
    return ask(about, sources.size(), _ -> about.companions());
  }

  /// Asks about a place of those sent together.
  Findings ask(Member member, Set<Attribute> wanted, Instant deadline) {
    return ask(member, wanted, deadline, sources.size());
  }

  private Findings ask(Member member, Set<Attribute> wanted, Instant deadline, int end) {
    return ask(
        new Inquiry(member.place(), wanted, List.of(), deadline),
        end,
        source -> new AtOneSource(member, wanted, deadline, source));
  }

  /// Asks all sources before one.
  private Findings ask(Inquiry about, int end, Function<Integer, Companions> companions) {
    var findings = new Findings();
    List<Set<Attribute>> asked = asked(about.wanted());
    for (int i = 0; i < end; i++) {
      if (!asked.get(i).isEmpty()) {
        var inquiry =
            new Inquiry(
                about.place(),
                asked.get(i),
                findings.observations(),
                about.deadline(),
                companions.apply(i));
        findings.add(sources.get(i), answer(sources.get(i), inquiry));
      }
    }
    return findings;
  }

  /// What there is to say when another who asks the same took all the time.
  Findings tooLate(Set<Attribute> wanted) {
    var findings = new Findings();
    List<Set<Attribute>> asked = asked(wanted);
    for (int i = 0; i < asked.size(); i++) {
      if (!asked.get(i).isEmpty()) {
        findings.add(sources.get(i), TOO_LATE);
      }
    }
    return findings;
  }

  /// What asking about places sent together would take.
  Forecast forecast(List<AskedPlace> places) {
    return Forecast.of(places, sources, this::asked);
  }

  /// What to ask each source for: what is wanted, and what the sources after it need to be told.
  /// The web is searched also where only the status is wanted, since finding nothing says
  /// something.
  private List<Set<Attribute>> asked(Set<Attribute> wanted) {
    Set<Attribute> missing = EnumSet.noneOf(Attribute.class);
    missing.addAll(wanted);
    List<Set<Attribute>> asked = new ArrayList<>(sources.size());
    for (EnrichmentSource source : sources.reversed()) {
      Set<Attribute> known = EnumSet.noneOf(Attribute.class);
      known.addAll(missing);
      known.retainAll(source.attributes());
      if (source.searchesTheWeb() && missing.contains(Attribute.OPEN_CLOSED_STATUS)) {
        known.addAll(source.attributes());
      }
      if (!known.isEmpty()) {
        missing.addAll(source.needs());
      }
      asked.add(known);
    }
    Collections.reverse(asked);
    return asked;
  }

  private SourceAnswer answer(EnrichmentSource source, Inquiry inquiry) {
    if (!clock.instant().isBefore(inquiry.deadline())) {
      return TOO_LATE;
    }
    SourceWatch.Watched watched = watch.begin(source.name());
    SourceAnswer answer;
    try {
      answer = source.lookUp(inquiry);
    } catch (RuntimeException e) {
      answer = broken(source, e);
    }
    watched.answered(answer);
    return answer;
  }

  /// A source that breaks at a place must not take what the others know of it with it.
  private SourceAnswer broken(EnrichmentSource source, RuntimeException error) {
    String kind = error.getClass().getSimpleName();
    if (errors.isNews(source.name(), error)) {
      LOG.error(
          "The source {} broke and is taken to refuse; the same error is not logged again for an"
              + " hour",
          source.name(),
          error);
    }
    return new SourceAnswer.Refused(
        "could not look this place up because of an error in it (%s; the log says more)"
            .formatted(kind));
  }

  /// What one source is told of the places sent together with one; the source is known by its place
  /// in the order.
  private final class AtOneSource implements Companions {
    /// What earlier sources know of a place.
    private record Known(List<Observation> observations) {}

    private record Topic(int source, Class<?> type) {}

    private final Member member;
    private final Set<Attribute> wanted;
    private final Instant deadline;
    private final int source;

    AtOneSource(Member member, Set<Attribute> wanted, Instant deadline, int source) {
      this.member = member;
      this.wanted = wanted;
      this.deadline = deadline;
      this.source = source;
    }

    @Override
    public Optional<String> findBatch() {
      return Optional.of(member.batch());
    }

    @Override
    public Optional<String> findPlaceId() {
      return Optional.of(member.sent().placeId());
    }

    @Override
    public int position() {
      return member.sent().position();
    }

    @Override
    public <T> List<Inquiry> rivals(
        Class<T> topic, Function<List<Place>, T> overview, Function<T, IntStream> mayClaim) {
      return member
          .others(mayClaim.apply(member.overview(new Topic(source, topic), topic, overview)))
          .map(this::sameQuestion)
          .toList();
    }

    private Inquiry sameQuestion(Member other) {
      Known known =
          other.once(
              new Topic(source, Known.class),
              Known.class,
              () -> new Known(ask(other, wanted, deadline, source).observations()));
      return new Inquiry(
          other.place(),
          wanted,
          known.observations(),
          deadline,
          new AtOneSource(other, wanted, deadline, source));
    }

    @Override
    public <T> T once(Class<T> type, Supplier<T> work) {
      return member.once(new Topic(source, type), type, work);
    }
  }
}
