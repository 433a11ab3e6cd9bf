package dev.placemill.server.review;

import dev.placemill.attribute.Attribute;
import dev.placemill.server.batch.BatchResults;
import dev.placemill.server.batch.BatchResults.PlaceResult;
import dev.placemill.server.batch.BatchResults.Stored;
import dev.placemill.server.batch.ItemOutline;
import dev.placemill.server.batch.PlaceStatus;
import dev.placemill.server.http.Faults;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Brings what a request decides to the places of a batch: of each is looked up what was found. Of
/// several rulings about one value the last counts.
final class Judging {
  /// About so many values at once. All are in memory until they are stored.
  private static final int MOST = 100_000;

  private static final JsonMapper JSON = JsonMapper.shared();

  private final BatchResults results;
  private final Stored batch;
  private final List<Ruling> rulings;
  private final Map<Integer, List<Ruling>> byPosition = new TreeMap<>();
  private final Map<Attribute, Map<JsonNode, List<Ruling>>> byValue =
      new EnumMap<>(Attribute.class);
  private final BitSet met = new BitSet();
  private final List<Judgement> made = new ArrayList<>();
  private final Faults faults = new Faults();

  Judging(BatchResults results, Stored batch, List<Ruling> rulings) {
    this.results = results;
    this.batch = batch;
    this.rulings = rulings;
  }

  /// What is to be stored.
  List<Judgement> judgements() {
    sort();
    faults.refuse();
    Set<Integer> slices =
        byPosition.keySet().stream()
            .map(batch::sliceOf)
            .collect(Collectors.toCollection(TreeSet::new));
    IntPredicate isLookedAt = byValue.isEmpty() ? slices::contains : _ -> true;
    for (int slice = 0; slice < batch.slices(); slice++) {
      if (isLookedAt.test(slice)) {
        results.slice(batch, slice).forEach(this::judge);
      }
    }
    for (Ruling ruling : rulings) {
      if (ruling.found() != null && !met.get(ruling.index())) {
        faults.add(ruling.pointer("found"), "is a value that no place of this batch has");
      }
    }
    faults.refuse();
    return made;
  }

  private void sort() {
    Set<Attribute> asked = results.attributes(batch);
    Map<String, Integer> positions =
        results.positions(
            batch,
            rulings.stream()
                .map(Ruling::placeId)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet()));
    for (Ruling ruling : rulings) {
      if (!asked.contains(ruling.attribute())) {
        faults.add(ruling.pointer("attribute"), "is not among those this batch asks for");
      }
      if (ruling.found() != null) {
        byValue
            .computeIfAbsent(ruling.attribute(), _ -> new HashMap<>())
            .computeIfAbsent(ruling.found(), _ -> new ArrayList<>())
            .add(ruling);
        continue;
      }
      Integer position = positions.get(ruling.placeId());
      if (position == null) {
        faults.add(ruling.pointer("place_id"), "is not a place of this batch");
      } else {
        byPosition.computeIfAbsent(position, _ -> new ArrayList<>()).add(ruling);
      }
    }
  }

  private void judge(PlaceResult place) {
    List<Ruling> about = new ArrayList<>(byPosition.getOrDefault(place.position(), List.of()));
    if (about.isEmpty() && byValue.isEmpty()) {
      return;
    }
    var item = ItemOutline.of(place.item());
    byValue.forEach((attribute, values) -> {
      if (item.hasValue(attribute)) {
        about.addAll(values.getOrDefault(JSON.readTree(item.value(attribute)), List.of()));
      }
    });
    about.sort(Comparator.comparingInt(Ruling::index));
    Map<Attribute, Ruling> last = new EnumMap<>(Attribute.class);
    for (Ruling ruling : about) {
      met.set(ruling.index());
      last.put(ruling.attribute(), ruling);
    }
    last.values().forEach(ruling -> judge(place, item, ruling));
    if (made.size() > MOST) {
      faults.add(
          "#/decisions", "decide about more than %,d values; send fewer at once".formatted(MOST));
      faults.refuse();
    }
  }

  private void judge(PlaceResult place, ItemOutline item, Ruling ruling) {
    Attribute attribute = ruling.attribute();
    String found = item.hasValue(attribute) ? item.value(attribute) : null;
    Verdict verdict = ruling.verdict();
    if (verdict != null && place.status() == PlaceStatus.PENDING) {
      faults.add(ruling.pointer("place_id"), "is a place that is still in work");
    } else if (found == null && (verdict == Verdict.ACCEPT || verdict == Verdict.REJECT)) {
      faults.add(
          ruling.pointer("verdict"),
          "cannot be said of %s, of which no value was found; override it or leave it"
              .formatted(attribute.wireName()));
    } else {
      made.add(
          new Judgement(
              place.position(),
              JSON.readTree(item.placeId()).asString(),
              attribute,
              verdict,
              counting(verdict, ruling.value(), found),
              found,
              ruling.note()));
    }
  }

  private static @Nullable String counting(
      @Nullable Verdict verdict, @Nullable String said, @Nullable String found) {
    return switch (verdict) {
      case ACCEPT -> found;
      case OVERRIDE -> said;
      case REJECT -> null;
      case null -> null;
    };
  }
}
