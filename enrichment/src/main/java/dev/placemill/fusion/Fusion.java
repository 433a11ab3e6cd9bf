package dev.placemill.fusion;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.AttributeValue;
import dev.placemill.fusion.Opinion.Holder;
import dev.placemill.source.Observation;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Decides which value of an attribute wins and how sure that is.
///
/// Values that agree support each other as independent witnesses do: all must be wrong for the
/// value to be wrong. Values that disagree are rivals of which at most one is right, so each takes
/// away from the others. The client's own value is a witness like any other, but never the only
/// one: what no source speaks of is not found. A brand's value never makes a branch's own value
/// better than MEDIUM, and never contradicts one.
public final class Fusion {
  static final double CAP_OF_BRAND_VALUES = 0.89;

  /// What is true of a brand is true of each of its branches.
  private static final Set<Attribute> FACTS_OF_BRANDS =
      Collections.unmodifiableSet(
          EnumSet.of(
              Attribute.BRAND_NAME,
              Attribute.CHAIN_ID,
              Attribute.CHAIN_NAME,
              Attribute.CHAIN_DOMAINS,
              Attribute.LOGO_URL,
              Attribute.CATEGORIES));

  /// Clients write these in words of their own ("Coffee place", "NY"), so that another word is no
  /// contradiction.
  private static final Set<Attribute> IN_WORDS_OF_CLIENTS =
      Collections.unmodifiableSet(
          EnumSet.of(
              Attribute.CATEGORIES,
              Attribute.CUISINES,
              Attribute.LOCATED_WITHIN,
              Attribute.CITY,
              Attribute.STATE,
              Attribute.COUNTRY));

  private final Trust trust;
  private final AddressFusion addresses;
  private final Status status = new Status();

  public Fusion(Trust trust) {
    this.trust = trust;
    this.addresses = new AddressFusion(trust);
  }

  public FusedAttribute fuse(Question question, LocalDate today) {
    return fuse(question, null, today);
  }

  /// Decides a part of an address, such as its city, after the address, so that both say the same
  /// where anybody holds it.
  ///
  /// @param part what the address says, or null
  public FusedAttribute fuse(Question question, @Nullable AttributeValue part, LocalDate today) {
    List<Holder> holders = holders(question, today);
    if (question.attribute() == Attribute.OPEN_CLOSED_STATUS) {
      return status.fuse(question, holders, today);
    }
    if (holders.isEmpty()) {
      return Reasoning.nothingFound(question);
    }
    return switch (question.attribute().kind()) {
      case ADDRESS -> addresses.fuse(question, holders, today);
      case TEXT, TEXT_LIST, TEXT_MAP, NUMBER, FLAG, PHONE, OPENING_HOURS, HOST, COORDINATES ->
          fuseRivals(question, part, holders, today);
    };
  }

  /// The surest first.
  private List<Holder> holders(Question question, LocalDate today) {
    if (question.observations().isEmpty()) {
      return List.of();
    }
    List<Holder> holders = new ArrayList<>();
    for (Observation observation : heard(question)) {
      holders.add(new Holder(observation, trust.weight(observation, today)));
    }
    holders.sort(Holder.SUREST_FIRST);
    return holders;
  }

  /// A point derived from the client's own address says nothing beside one that somebody recorded.
  private List<Observation> heard(Question question) {
    if (question.attribute() != Attribute.COORDINATES) {
      return question.observations();
    }
    List<Observation> recorded =
        question.observations().stream()
            .filter(observation -> !Trust.isDeriving(observation.evidence()))
            .toList();
    return recorded.isEmpty() ? question.observations() : recorded;
  }

  private FusedAttribute fuseRivals(
      Question question, @Nullable AttributeValue settled, List<Holder> holders, LocalDate today) {
    Attribute attribute = question.attribute();
    List<Opinion> opinions = opinions(attribute, holders);
    AttributeValue claimed = question.claim() == null ? null : question.claim().value();
    double clientWeight = claimed == null ? 0 : trust.ofClient(attribute);
    Opinion clients = claimed == null ? null : findClients(attribute, claimed, opinions);
    if (clients != null) {
      clients.addClient(clientWeight);
    }
    List<Opinion> rivals = withoutMereBrandValues(attribute, opinions);
    Opinion held = settled == null ? null : findHolding(attribute, settled, rivals);
    Opinion winner =
        held != null
            ? held
            : rivals.stream()
                .max(Comparator.comparingDouble(opinion -> support(attribute, opinion)))
                .orElseThrow();
    boolean isContradiction = claimed != null && !winner.isTheClients();
    if (isContradiction
        && !isInOtherWords(attribute)
        && (support(attribute, winner) <= clientWeight
            || isBrandValueForBranch(attribute, winner))) {
      return Reasoning.notConfirmed(question, winner, others(opinions, winner));
    }
    // Among those who say the same as the client it was heard already.
    boolean isHeard = clients != null && rivals.contains(clients);
    double againstIt = isContradiction && !isInOtherWords(attribute) && !isHeard ? clientWeight : 0;
    double probability = probability(attribute, winner, rivals, againstIt);
    return Reasoning.found(
        question,
        value(attribute, winner, claimed),
        status(question, winner),
        probability,
        winner,
        others(opinions, winner),
        trust.findDoubtOfAge(winner.holders(), today).orElse(null));
  }

  private static List<Opinion> opinions(Attribute attribute, List<Holder> holders) {
    List<Opinion> opinions = new ArrayList<>();
    for (Holder holder : holders) {
      Opinion same = findHolding(attribute, holder.observation().value(), opinions);
      if (same == null) {
        opinions.add(new Opinion(holder));
      } else {
        same.add(holder);
      }
    }
    return opinions;
  }

  private static @Nullable Opinion findHolding(
      Attribute attribute, AttributeValue value, List<Opinion> opinions) {
    for (Opinion opinion : opinions) {
      if (Agreement.between(attribute, opinion.first().observation().value(), value)) {
        return opinion;
      }
    }
    return null;
  }

  private static @Nullable Opinion findClients(
      Attribute attribute, AttributeValue claimed, List<Opinion> opinions) {
    Opinion same = findHolding(attribute, claimed, opinions);
    if (same != null || attribute != Attribute.WEBSITE) {
      return same;
    }
    return opinions.stream()
        .filter(Opinion::isOfBrandOnly)
        .filter(
            opinion -> Agreement.isSiteOfSameBrand(claimed, opinion.first().observation().value()))
        .findFirst()
        .orElse(null);
  }

  /// Where a source knows the branch's own value, the brand's is no rival: both are right.
  private static List<Opinion> withoutMereBrandValues(Attribute attribute, List<Opinion> opinions) {
    List<Opinion> own =
        opinions.stream().filter(opinion -> !isBrandValueForBranch(attribute, opinion)).toList();
    return own.isEmpty() ? opinions : own;
  }

  private static double support(Attribute attribute, Opinion opinion) {
    return FACTS_OF_BRANDS.contains(attribute)
        ? opinion.support()
        : opinion.supportForBranch(CAP_OF_BRAND_VALUES);
  }

  private static double probability(
      Attribute attribute, Opinion winner, List<Opinion> rivals, double againstIt) {
    List<Double> others = new ArrayList<>(rivals.size());
    for (Opinion rival : rivals) {
      if (rival != winner) {
        others.add(support(attribute, rival));
      }
    }
    others.add(againstIt);
    return probability(support(attribute, winner), others);
  }

  /// The chance that a value is right, when at most one of all that are held is: more support for
  /// it never lowers it, and more for another never raises it.
  static double probability(double support, List<Double> others) {
    double odds = others.stream().mapToDouble(other -> other / (1 - other)).sum();
    return support / (support + (1 - support) * (1 + odds));
  }

  private static AttributeStatus status(Question question, Opinion winner) {
    if (question.claim() == null) {
      return AttributeStatus.ADDED;
    }
    if (winner.isTheClients()) {
      return AttributeStatus.VERIFIED;
    }
    return isInOtherWords(question.attribute()) ? AttributeStatus.ADDED : AttributeStatus.CORRECTED;
  }

  /// A client's name or web page that says more or less than the record's, and a page of the brand,
  /// is right as it is.
  private static AttributeValue value(
      Attribute attribute, Opinion winner, @Nullable AttributeValue claimed) {
    AttributeValue value = winner.spokesman().observation().value();
    if (claimed == null
        || !winner.isTheClients()
        || Agreement.isSpellingOnly(attribute, value, claimed)) {
      return value;
    }
    boolean keepsClients =
        attribute == Attribute.NAME || (attribute == Attribute.WEBSITE && winner.isOfBrandOnly());
    return keepsClients ? claimed : value;
  }

  private static List<Observation> others(List<Opinion> opinions, Opinion winner) {
    return opinions.stream()
        .filter(opinion -> opinion != winner)
        .flatMap(opinion -> opinion.observations().stream())
        .toList();
  }

  private static boolean isBrandValueForBranch(Attribute attribute, Opinion opinion) {
    return opinion.isOfBrandOnly() && !FACTS_OF_BRANDS.contains(attribute);
  }

  private static boolean isInOtherWords(Attribute attribute) {
    return IN_WORDS_OF_CLIENTS.contains(attribute);
  }
}
