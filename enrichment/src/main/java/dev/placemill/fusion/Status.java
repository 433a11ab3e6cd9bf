package dev.placemill.fusion;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.AttributeValue;
import dev.placemill.fusion.Opinion.Holder;
import dev.placemill.source.Observation;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Whether a place is open, closed, closed for a while, or nowhere to be found.
///
/// It takes much to call a place closed: somebody must have said so, silence is nothing. To call it
/// open takes somebody who saw it lately. What has closed for good stays closed, unless somebody
/// saw it open after that.
final class Status {
  static final AttributeValue OPEN = new AttributeValue.Text("Open");
  static final AttributeValue CLOSED = new AttributeValue.Text("Closed");
  static final AttributeValue TEMPORARILY_CLOSED = new AttributeValue.Text("Temporarily Closed");
  static final AttributeValue NO_INTERNET_PRESENCE =
      new AttributeValue.Text("No Internet Presence");

  private static final double RECENT_YEARS = 2;

  /// Who may say that a place is closed for a while: others learn of it late, and of its end later.
  /// Its own site may, and what chains publish of their branches.
  private static final Set<String> OFFICIAL = Set.of("website", "alltheplaces");

  /// Below it a place is not called closed at all.
  private static final double LEAST_TO_CALL_CLOSED = 0.5;

  /// `LOW` at most: a branch outlives its brand under another name.
  private static final double CAP_OF_ENDED_BRAND = 0.79;

  /// Others cannot outweigh the place's own site.
  private static final double CAP_OF_UNOFFICIAL_PAUSE = 0.79;

  /// `MEDIUM` at most.
  private static final double CAP_WITHOUT_DATE = 0.89;

  /// That nobody knows a place is not evidence that it is no place: always `NONE`.
  private static final double NOBODY_KNOWS_IT = 0.4;

  /// Whoever was open may have closed since; what has closed for good stays closed.
  static boolean isForGood(Observation observation) {
    return observation.attribute() == Attribute.OPEN_CLOSED_STATUS
        && observation.value().equals(CLOSED);
  }

  FusedAttribute fuse(Question question, List<Holder> holders, LocalDate today) {
    List<Holder> stale =
        holders.stream().filter(holder -> isOpen(holder) && !isRecent(holder, today)).toList();
    List<Holder> heard = holders.stream().filter(holder -> !stale.contains(holder)).toList();
    if (heard.isEmpty()) {
      return unknown(question, stale);
    }
    LocalDate seenOpen = lastSeenOpen(heard);
    List<Opinion> opinions =
        opinions(heard.stream().map(holder -> asOf(seenOpen, holder)).toList());
    Opinion winner =
        opinions.stream()
            .max(
                Comparator.comparingDouble(Status::support)
                    .thenComparing(opinion -> value(opinion).equals(OPEN)))
            .orElseThrow();
    List<Opinion> others = opinions.stream().filter(opinion -> opinion != winner).toList();
    // Whether somebody saw it open does not bear on how it is closed: else more for open would
    // take away from one of two ways to be closed and so add to the other.
    List<Opinion> rivals =
        value(winner).equals(OPEN)
            ? others
            : opinions(heard).stream()
                .filter(opinion -> !value(opinion).equals(value(winner)))
                .toList();
    if (isUnofficialPause(winner)) {
      return Reasoning.tooLittle(
          question,
          winner.observations(),
          observations(others),
          "which counts only where the place's own site or its chain says so");
    }
    double probability =
        Fusion.probability(support(winner), rivals.stream().map(Status::support).toList());
    if (!value(winner).equals(OPEN) && probability < LEAST_TO_CALL_CLOSED) {
      return Reasoning.tooLittle(
          question,
          winner.observations(),
          observations(others),
          "which is too little to call it closed");
    }
    return Reasoning.found(
        question,
        value(winner),
        AttributeStatus.ADDED,
        probability,
        winner,
        observations(others),
        note(winner));
  }

  private static FusedAttribute unknown(Question question, List<Holder> stale) {
    if (!stale.isEmpty()) {
      return Reasoning.tooLittle(
          question,
          stale.stream().map(Holder::observation).toList(),
          List.of(),
          "which is too long ago to say that it still is, and nothing says that it has closed");
    }
    if (question.inVain() != null && question.notAsked().isEmpty()) {
      return Reasoning.inVain(question, NO_INTERNET_PRESENCE, NOBODY_KNOWS_IT);
    }
    return Reasoning.nothingFound(question);
  }

  private static boolean isOpen(Holder holder) {
    return holder.observation().value().equals(OPEN);
  }

  private static boolean isRecent(Holder holder, LocalDate today) {
    LocalDate seen = date(holder);
    return seen != null && Ageing.years(seen, today) <= RECENT_YEARS;
  }

  private static @Nullable LocalDate date(Holder holder) {
    return holder.observation().evidence().observedOn();
  }

  private static @Nullable LocalDate lastSeenOpen(List<Holder> holders) {
    return holders.stream()
        .filter(Status::isOpen)
        .map(Status::date)
        .filter(Objects::nonNull)
        .max(Comparator.naturalOrder())
        .orElse(null);
  }

  private static List<Opinion> opinions(List<Holder> holders) {
    Map<AttributeValue, Opinion> opinions = new LinkedHashMap<>();
    holders.stream()
        .sorted(Holder.SUREST_FIRST)
        .forEach(holder -> {
          Opinion same = opinions.get(holder.observation().value());
          if (same == null) {
            opinions.put(holder.observation().value(), new Opinion(holder));
          } else {
            same.add(holder);
          }
        });
    return new ArrayList<>(opinions.values());
  }

  /// What was closed before somebody saw it open may have opened again: it counts for half, and for
  /// half of that with every further year between the two.
  private static Holder asOf(@Nullable LocalDate seenOpen, Holder holder) {
    LocalDate since = date(holder);
    if (isOpen(holder) || seenOpen == null || (since != null && !since.isBefore(seenOpen))) {
      return holder;
    }
    double years = since == null ? 0 : Ageing.years(since, seenOpen);
    return new Holder(holder.observation(), holder.weight() * Math.pow(0.5, 1 + years));
  }

  private static AttributeValue value(Opinion opinion) {
    return opinion.first().observation().value();
  }

  private static double support(Opinion opinion) {
    return Math.min(cap(opinion), opinion.supportForBranch(Fusion.CAP_OF_BRAND_VALUES));
  }

  private static double cap(Opinion opinion) {
    AttributeValue value = value(opinion);
    if (isUnofficialPause(opinion)) {
      return CAP_OF_UNOFFICIAL_PAUSE;
    }
    if (value.equals(CLOSED)) {
      return opinion.isOfBrandOnly() ? CAP_OF_ENDED_BRAND : isDated(opinion) ? 1 : CAP_WITHOUT_DATE;
    }
    return 1;
  }

  private static @Nullable String note(Opinion opinion) {
    AttributeValue value = value(opinion);
    if (value.equals(CLOSED) && opinion.isOfBrandOnly()) {
      return "The end of a brand alone does not say that this branch has closed";
    }
    return value.equals(CLOSED) && !isDated(opinion) ? "Nobody says as of when" : null;
  }

  private static boolean isUnofficialPause(Opinion opinion) {
    return value(opinion).equals(TEMPORARILY_CLOSED)
        && opinion.observations().stream()
            .noneMatch(said -> OFFICIAL.contains(Trust.origin(said.evidence())));
  }

  /// Somebody said of this very place, and as of when.
  private static boolean isDated(Opinion opinion) {
    return opinion.holders().stream()
        .anyMatch(holder -> !holder.isOfBrand() && date(holder) != null);
  }

  private static List<Observation> observations(List<Opinion> opinions) {
    return opinions.stream().flatMap(opinion -> opinion.observations().stream()).toList();
  }
}
