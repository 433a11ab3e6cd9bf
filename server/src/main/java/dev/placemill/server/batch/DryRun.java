package dev.placemill.server.batch;

import dev.placemill.attribute.Attribute;
import dev.placemill.enricher.AskedPlace;
import dev.placemill.enricher.Forecast;
import dev.placemill.enricher.PlaceEnricher;
import dev.placemill.enricher.SentPlace;
import dev.placemill.place.PlaceReader;
import dev.placemill.place.PlaceReading;
import dev.placemill.source.Expense;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What would become of a list, place by place, without doing it. Places that would be one batch
/// are looked at together; those of the batches before are forgotten.
final class DryRun {
  /// So many of a kind are shown.
  private static final int EXAMPLES = 5;

  /// Where a place stands in the list.
  ///
  /// @param row from 1
  /// @param line where it begins, or null when the list is one document
  /// @param pointer to it in that document, or "#" where it is a row by itself
  record Spot(int row, @Nullable Long line, String pointer) {}

  /// One instance of a problem.
  record Example(Spot spot, String below, @Nullable String column, String detail) {}

  /// All that is the matter for one cause.
  record Problem(int count, List<Example> examples) {}

  /// A place that is the same as an earlier one.
  record Repetition(Spot spot, String placeId, String of) {}

  /// What came out.
  ///
  /// @param isAccepted whether the list would be taken as it is
  /// @param rows how many rows, lines or places it has; of a table without those that are all blank
  /// @param places how many would be stored
  /// @param workable how many of these are not certain to fail
  /// @param expenses by source that uses a network
  /// @param pace of this node, if it had work lately
  record Outcome(
      boolean isAccepted,
      int rows,
      int places,
      int batches,
      int workable,
      Map<Cause, Problem> problems,
      int duplicates,
      List<Repetition> repetitions,
      Map<String, Expense> expenses,
      Optional<RecentPace.Measured> pace) {}

  private record Taken(Spot spot, AskedPlace asked) {}

  private final PlaceEnricher enricher;
  private final RecentPace pace;
  private final Set<Attribute> wanted;
  private final Set<Cause> skips;
  private final int maxPlaces;
  private final Map<Cause, Problem> problems = new EnumMap<>(Cause.class);
  private final List<Repetition> repetitions = new ArrayList<>();
  private final Map<String, Expense> expenses = new TreeMap<>();
  private final List<Taken> ofBatch = new ArrayList<>();
  private int inBatch;
  private int rows;
  private int refused;
  private int places;
  private int workable;
  private int duplicates;

  DryRun(
      PlaceEnricher enricher,
      RecentPace pace,
      Submission options,
      Set<Cause> skips,
      int maxPlaces) {
    this.enricher = enricher;
    this.pace = pace;
    this.wanted =
        Objects.requireNonNullElseGet(options.wanted(), () -> EnumSet.allOf(Attribute.class));
    this.skips = Set.copyOf(skips);
    this.maxPlaces = maxPlaces;
  }

  /// Looks at a row of a list.
  void add(UploadedList.Row row) {
    var spot = new Spot(row.number(), row.line(), "#");
    row.faults().forEach(fault -> add(spot, fault));
    row.notes().forEach(note -> add(spot, new PlaceFault(Cause.READ_OTHERWISE, "", note)));
    byte[] json = row.json();
    if (json != null) {
      add(spot, json);
    } else if (row.isSkipped(skips)) {
      rows++;
    } else if (row.isRefused()) {
      addRefused();
    }
  }

  /// Counts a row of a table of which it is not known what its columns are.
  void addUnusable(UploadedList.Row row) {
    if (!row.isLeftOut()) {
      addRefused();
    }
  }

  /// Counts a place that cannot be taken.
  void addRefused() {
    rows++;
    refused++;
  }

  /// Notes what is the matter with a place.
  void add(Spot spot, PlaceFault fault) {
    Problem known = problems.getOrDefault(fault.cause(), new Problem(0, List.of()));
    List<Example> examples = new ArrayList<>(known.examples());
    if (examples.size() < EXAMPLES) {
      examples.add(new Example(spot, fault.below(), fault.column(), fault.detail()));
    }
    problems.put(fault.cause(), new Problem(known.count() + 1, List.copyOf(examples)));
  }

  /// Looks at a place that would be stored.
  void add(Spot spot, byte[] json) {
    rows++;
    places++;
    SubmittedPlace place = SubmittedPlace.of(json);
    switch (PlaceReader.read(place.inputs())) {
      case PlaceReading.Unreadable(String code, String reason) ->
          add(spot, new PlaceFault(Cause.ofCode(code), "/inputs", reason));
      case PlaceReading.ReadablePlace(var readable) -> {
        workable++;
        ofBatch.add(
            new Taken(
                spot,
                new AskedPlace(
                    new SentPlace(ofBatch.size(), place.placeId(), readable),
                    Objects.requireNonNullElse(place.wanted(), wanted))));
      }
    }
    inBatch++;
    if (inBatch == maxPlaces) {
      endBatch();
    }
  }

  private void endBatch() {
    Forecast forecast = enricher.forecast(ofBatch.stream().map(Taken::asked).toList());
    forecast
        .repeats()
        .forEach((position, original) -> {
          duplicates++;
          if (repetitions.size() < EXAMPLES) {
            Taken repeating = ofBatch.get(position);
            repetitions.add(
                new Repetition(
                    repeating.spot(),
                    repeating.asked().sent().placeId(),
                    ofBatch.get(original).asked().sent().placeId()));
          }
        });
    forecast
        .expenses()
        .forEach((source, expense) -> expenses.merge(source, expense, Expense::plus));
    ofBatch.clear();
    inBatch = 0;
  }

  Outcome outcome() {
    endBatch();
    return new Outcome(
        places > 0 && refused == 0,
        rows,
        places,
        (places + maxPlaces - 1) / maxPlaces,
        workable,
        problems,
        duplicates,
        repetitions,
        expenses,
        pace.find());
  }
}
