package dev.placemill.enricher;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.AttributeValue;
import dev.placemill.enricher.Company.Member;
import dev.placemill.enricher.SentTogether.Seat;
import dev.placemill.fusion.FusedAttribute;
import dev.placemill.fusion.Fusion;
import dev.placemill.fusion.Question;
import dev.placemill.place.Place;
import dev.placemill.source.Companions;
import dev.placemill.source.EnrichmentSource;
import dev.placemill.source.Inquiry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Asks every source about one place and fuses what they answer. Safe for use by many threads at
/// once.
public final class SourcesEnricher implements PlaceEnricher {
  private final Questioning questioning;
  private final Fusion fusion;
  private final Clock clock;

  /// @param sources in the order they are asked; later ones are told what earlier ones found
  public SourcesEnricher(List<EnrichmentSource> sources, Fusion fusion, Clock clock) {
    this(sources, fusion, clock, SourceWatch.NONE);
  }

  /// @param sources in the order they are asked; later ones are told what earlier ones found
  /// @param watch is told of every question
  public SourcesEnricher(
      List<EnrichmentSource> sources, Fusion fusion, Clock clock, SourceWatch watch) {
    this.questioning = new Questioning(sources, clock, watch);
    this.fusion = fusion;
    this.clock = clock;
  }

  @Override
  public EnrichmentOutcome enrich(Place place, Set<Attribute> wanted, Instant deadline) {
    return enrich(place, wanted, Seat.ALONE, deadline);
  }

  /// Every source answers before `deadline`, and none is asked after it.
  ///
  /// A source that refuses leaves its attributes to the others. One that is unavailable makes this
  /// attempt one to be repeated, with what the others gave kept in case it is the last.
  ///
  /// Of a place that was sent several times the sources are asked once, by what the client said
  /// first; what they answer is compared with what it said of each.
  @Override
  public EnrichmentOutcome enrich(Place place, Set<Attribute> wanted, Seat seat, Instant deadline) {
    Member member = seat.findMember().orElse(null);
    Findings findings =
        member == null
            ? questioning.ask(new Inquiry(place, wanted, List.of(), deadline, Companions.NONE))
            : findings(member, wanted, deadline);
    EnrichedPlace enriched =
        new EnrichedPlace(
            fused(new Inquiry(place, wanted, findings.observations(), deadline), findings),
            List.copyOf(findings.matches()),
            findings.matchReasoning(),
            member == null || member.isOriginal() ? null : member.original().sent().placeId(),
            place.coordinates());
    return findings.isComplete()
        ? new EnrichmentOutcome.Enriched(enriched)
        : new EnrichmentOutcome.TryLater(findings.whyIncomplete(), findings.retryAfter(), enriched);
  }

  @Override
  public Forecast forecast(List<AskedPlace> places) {
    return questioning.forecast(places);
  }

  private Findings findings(Member member, Set<Attribute> wanted, Instant deadline) {
    Member original = member.original();
    if (!original.isRepeated()) {
      return questioning.ask(original, wanted, deadline);
    }
    return original
        .shared(EnumSet.copyOf(wanted))
        .findings(
            Duration.between(clock.instant(), deadline),
            () -> questioning.ask(original, wanted, deadline),
            () -> questioning.tooLate(wanted));
  }

  private Map<Attribute, FusedAttribute> fused(Inquiry inquiry, Findings findings) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    Map<Attribute, FusedAttribute> fused = new EnumMap<>(Attribute.class);
    FusedAttribute address =
        inquiry.wanted().contains(Attribute.ADDRESS)
            ? fusion.fuse(question(Attribute.ADDRESS, inquiry, findings), today)
            : null;
    for (Attribute attribute : inquiry.wanted()) {
      fused.put(
          attribute,
          address != null && attribute == Attribute.ADDRESS
              ? address
              : fusion.fuse(
                  question(attribute, inquiry, findings), part(attribute, address), today));
    }
    return fused;
  }

  private static Question question(Attribute attribute, Inquiry inquiry, Findings findings) {
    return new Question(
        attribute,
        ClaimReader.read(attribute, inquiry),
        findings.observations(attribute),
        findings.whyNotAsked(attribute),
        whySearchedInVain(inquiry.place(), findings));
  }

  /// What the address that was decided says of an attribute that is a part of it.
  private static @Nullable AttributeValue part(
      Attribute attribute, @Nullable FusedAttribute address) {
    if (address == null || !(address.value() instanceof AttributeValue.Address(var decided))) {
      return null;
    }
    String text =
        switch (attribute) {
          case CITY -> decided.city();
          case STATE -> decided.state();
          case COUNTRY -> decided.country();
          default -> null;
        };
    return text == null ? null : new AttributeValue.Text(text);
  }

  /// A client that names a site has found the place on the web.
  private static @Nullable String whySearchedInVain(Place place, Findings findings) {
    return place.claims().website() == null ? findings.findWhySearchedInVain().orElse(null) : null;
  }
}
