package dev.placemill.enricher;

import dev.placemill.attribute.Attribute;
import dev.placemill.fusion.FusedAttribute;
import dev.placemill.fusion.Fusion;
import dev.placemill.fusion.Question;
import dev.placemill.place.Place;
import dev.placemill.source.EnrichmentSource;
import dev.placemill.source.Inquiry;
import dev.placemill.source.SourceAnswer;
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

/// Asks every source about one place and fuses what they answer. Safe for use by many threads at
/// once.
public final class SourcesEnricher implements PlaceEnricher {
  private final List<EnrichmentSource> sources;
  private final Fusion fusion;
  private final Clock clock;

  /// @param sources in the order they are asked; later ones are told what earlier ones found
  public SourcesEnricher(List<EnrichmentSource> sources, Fusion fusion, Clock clock) {
    this.sources = List.copyOf(sources);
    this.fusion = fusion;
    this.clock = clock;
  }

  /// Every source answers before `deadline`, and none is asked after it.
  ///
  /// A source that refuses leaves its attributes to the others. One that is unavailable makes this
  /// attempt one to be repeated, with what the others gave kept in case it is the last.
  @Override
  public EnrichmentOutcome enrich(Place place, Set<Attribute> wanted, Instant deadline) {
    var findings = new Findings();
    for (EnrichmentSource source : sources) {
      Set<Attribute> asked = EnumSet.noneOf(Attribute.class);
      asked.addAll(wanted);
      asked.retainAll(source.attributes());
      if (!asked.isEmpty()) {
        findings.add(
            source, answer(source, new Inquiry(place, asked, findings.observations(), deadline)));
      }
    }
    EnrichedPlace enriched =
        new EnrichedPlace(
            fused(new Inquiry(place, wanted, findings.observations(), deadline), findings),
            List.copyOf(findings.matches()),
            findings.matchReasoning());
    return findings.isComplete()
        ? new EnrichmentOutcome.Enriched(enriched)
        : new EnrichmentOutcome.TryLater(findings.whyIncomplete(), findings.retryAfter(), enriched);
  }

  private SourceAnswer answer(EnrichmentSource source, Inquiry inquiry) {
    return clock.instant().isBefore(inquiry.deadline())
        ? source.lookUp(inquiry)
        : new SourceAnswer.Unavailable("could not be asked in the time given", Duration.ZERO);
  }

  private Map<Attribute, FusedAttribute> fused(Inquiry inquiry, Findings findings) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    Map<Attribute, FusedAttribute> fused = new EnumMap<>(Attribute.class);
    for (Attribute attribute : inquiry.wanted()) {
      var question =
          new Question(
              attribute,
              ClaimReader.read(attribute, inquiry),
              findings.observations(),
              findings.whyNotAsked(attribute));
      fused.put(attribute, fusion.fuse(question, today));
    }
    return fused;
  }
}
