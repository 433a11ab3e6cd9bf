package dev.placemill.fusion;

import dev.placemill.source.Evidence.Scope;
import dev.placemill.source.Observation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// One possible value and those who hold it, the surest first.
final class Opinion {
  /// Nothing is certain; without this, two certain sources that disagree would leave nothing.
  private static final double MOST = 0.995;

  private static final double BRAND_BESIDE_OWN = 0.5;

  /// @param weight how sure this observation alone makes us
  record Holder(Observation observation, double weight) {
    static final Comparator<Holder> SUREST_FIRST =
        Comparator.comparingDouble(Holder::weight).reversed();

    boolean isOfBrand() {
      return observation.evidence().scope() == Scope.BRAND;
    }
  }

  private final List<Holder> holders = new ArrayList<>();
  private double clientWeight;

  Opinion(Holder first) {
    holders.add(first);
  }

  /// The opinion of some, at least one, the first of whom speaks for all.
  static Opinion of(List<Holder> holders) {
    var opinion = new Opinion(holders.getFirst());
    holders.stream().skip(1).forEach(opinion::add);
    return opinion;
  }

  void add(Holder holder) {
    holders.add(holder);
  }

  void addClient(double weight) {
    clientWeight = weight;
  }

  boolean isTheClients() {
    return clientWeight > 0;
  }

  /// The holder whose spelling stands for all: the place's own before its brand's.
  Holder spokesman() {
    return holders.stream().filter(holder -> !holder.isOfBrand()).findFirst().orElse(first());
  }

  Holder first() {
    return holders.getFirst();
  }

  List<Holder> holders() {
    return holders;
  }

  List<Observation> observations() {
    return holders.stream().map(Holder::observation).toList();
  }

  boolean isOfBrandOnly() {
    for (Holder holder : holders) {
      if (!holder.isOfBrand()) {
        return false;
      }
    }
    return true;
  }

  /// How sure all holders together make us: each origin counts once, however many of its records
  /// say the same.
  double support() {
    return Math.min(MOST, 1 - (1 - clientWeight) * doubt(1));
  }

  /// The same where a brand's value is not the branch's own. Alone it makes no one surer than a
  /// cap; beside the branch's own evidence it counts for half.
  double supportForBranch(double cap) {
    double brandAlone = Math.min(cap, 1 - (1 - clientWeight) * doubt(ofBrand(), 1));
    return isOfBrandOnly()
        ? brandAlone
        : Math.max(brandAlone, Math.min(MOST, 1 - (1 - clientWeight) * doubt(BRAND_BESIDE_OWN)));
  }

  private List<Holder> ofBrand() {
    List<Holder> ofBrand = new ArrayList<>();
    for (Holder holder : holders) {
      if (holder.isOfBrand()) {
        ofBrand.add(holder);
      }
    }
    return ofBrand;
  }

  private double doubt(double mostOfBrand) {
    return doubt(holders, mostOfBrand);
  }

  /// The chance that all of them are wrong.
  ///
  /// @param mostOfBrand a holder that speaks of the brand counts for no more
  private static double doubt(List<Holder> holders, double mostOfBrand) {
    Map<String, Double> byOrigin = new HashMap<>();
    holders.forEach(holder ->
        byOrigin.merge(
            Trust.origin(holder.observation().evidence()),
            holder.isOfBrand() ? Math.min(mostOfBrand, holder.weight()) : holder.weight(),
            Math::max));
    double doubt = 1;
    for (double weight : byOrigin.values()) {
      doubt *= 1 - weight;
    }
    return doubt;
  }
}
