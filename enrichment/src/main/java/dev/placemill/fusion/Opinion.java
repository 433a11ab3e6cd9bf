package dev.placemill.fusion;

import dev.placemill.source.Evidence.Scope;
import dev.placemill.source.Observation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// One possible value and those who hold it, the surest first.
final class Opinion {
  /// Nothing is certain; without this, two certain sources that disagree would leave nothing.
  private static final double MOST = 0.995;

  /// @param weight how sure this observation alone makes us
  record Holder(Observation observation, double weight) {
    boolean isOfBrand() {
      return observation.evidence().scope() == Scope.BRAND;
    }
  }

  private final List<Holder> holders = new ArrayList<>();
  private double clientWeight;

  Opinion(Holder first) {
    holders.add(first);
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

  List<Observation> observations() {
    return holders.stream().map(Holder::observation).toList();
  }

  boolean isOfBrandOnly() {
    return holders.stream().allMatch(Holder::isOfBrand);
  }

  /// How sure all holders together make us: each source counts once, however many of its records
  /// say the same.
  double support() {
    Map<String, Double> bySource = new HashMap<>();
    for (Holder holder : holders) {
      bySource.merge(holder.observation().evidence().source(), holder.weight(), Math::max);
    }
    double doubt = 1 - clientWeight;
    for (double weight : bySource.values()) {
      doubt *= 1 - weight;
    }
    return Math.min(MOST, 1 - doubt);
  }
}
