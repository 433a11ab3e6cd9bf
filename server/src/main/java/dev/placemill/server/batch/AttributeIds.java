package dev.placemill.server.batch;

import dev.placemill.server.batch.AttributeOutcomes.Outcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/// What became of one attribute in the places of a batch: which places have which status, and how
/// many have a value.
final class AttributeIds {
  private final Map<String, List<String>> byStatus = new LinkedHashMap<>();
  private int tried;
  private int filled;

  /// @param statuses all there are
  AttributeIds(Collection<String> statuses) {
    statuses.forEach(status -> byStatus.put(status, new ArrayList<>()));
  }

  void add(String placeId, Outcome outcome) {
    byStatus.computeIfAbsent(outcome.word(), _ -> new ArrayList<>()).add(placeId);
    tried += outcome.wasTried() ? 1 : 0;
    filled += outcome.hasValue() ? 1 : 0;
  }

  Map<String, List<String>> byStatus() {
    return byStatus;
  }

  /// Which part of the places that were asked for it and have ended has a value; none before the
  /// first.
  OptionalDouble findFillRate() {
    return tried == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) filled / tried);
  }
}
