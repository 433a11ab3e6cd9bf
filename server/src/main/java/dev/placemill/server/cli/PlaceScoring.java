package dev.placemill.server.cli;

import dev.placemill.attribute.Confidence;
import dev.placemill.enricher.EnrichedPlace;
import dev.placemill.enricher.EnrichmentOutcome;
import dev.placemill.evaluation.PlaceEvaluation;
import dev.placemill.evaluation.PlaceJudgement;
import dev.placemill.evaluation.PlaceJudgement.ValueJudgement;
import dev.placemill.evaluation.PlaceJudgement.ValueOutcome;
import dev.placemill.place.Place;
import dev.placemill.place.PlaceReader;
import dev.placemill.place.PlaceReading;
import dev.placemill.server.cli.LocalOperations.LocalEnricher;
import dev.placemill.source.RecordMatch;
import dev.placemill.table.ExpectedRow;
import dev.placemill.table.ExpectedTable;
import dev.placemill.table.MisjudgedTable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Streams places through the enricher, several side by side, and judges each in its turn.
final class PlaceScoring {
  static final List<String> ADDED_COLUMNS =
      List.of("verdict", "record", "probability", "confidence", "reason");
  private static final int SIDE_BY_SIDE = 32;

  private final ExpectedTable table;
  private final LocalEnricher enricher;
  private final PlaceEvaluation evaluation;
  private final MisjudgedTable wrong;
  private long unusable;
  private long incomplete;

  PlaceScoring(
      ExpectedTable table,
      LocalEnricher enricher,
      PlaceEvaluation evaluation,
      MisjudgedTable wrong) {
    this.table = table;
    this.enricher = enricher;
    this.evaluation = evaluation;
    this.wrong = wrong;
  }

  private record Running(ExpectedRow row, Place place, Future<EnrichmentOutcome> outcome) {}

  /// @param progress told how many rows are done
  void run(LongConsumer progress) throws InterruptedException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Deque<Running> running = new ArrayDeque<>();
      while (table.hasNext()) {
        if (running.size() == SIDE_BY_SIDE) {
          judge(running.remove());
          progress.accept(evaluation.places());
        }
        ExpectedRow row = table.next();
        Place place = place(row);
        if (place != null) {
          running.add(new Running(row, place, threads.submit(() -> enricher.enrich(place))));
        }
      }
      while (!running.isEmpty()) {
        judge(running.remove());
      }
    }
  }

  /// Rows that describe no place.
  long unusable() {
    return unusable;
  }

  /// Places of which a source could not be asked.
  long incomplete() {
    return incomplete;
  }

  private @Nullable Place place(ExpectedRow row) {
    String why;
    if (row.row().fault() == null) {
      var inputs = JsonMapper.shared().valueToTree(row.row().inputs());
      switch (PlaceReader.read(inputs)) {
        case PlaceReading.ReadablePlace(Place place) -> {
          return place;
        }
        case PlaceReading.Unreadable(_, String reason) -> why = reason;
      }
    } else {
      why = row.row().fault().message();
    }
    unusable++;
    write(row, "unusable", null, "line %d: %s".formatted(row.row().line(), why));
    return null;
  }

  private void judge(Running running) throws InterruptedException {
    EnrichedPlace enriched =
        switch (awaited(running.outcome())) {
          case EnrichmentOutcome.Enriched(EnrichedPlace place) -> place;
          case EnrichmentOutcome.TryLater later -> {
            incomplete++;
            yield later.soFar();
          }
        };
    PlaceJudgement judged = evaluation.add(running.place(), enriched, running.row().expected());
    if (!judged.isRight()) {
      String verdict = judged.verdict() == null ? "" : judged.verdict().wireName();
      write(running.row(), verdict, judged.match(), reason(judged));
    }
  }

  private static String reason(PlaceJudgement judged) {
    List<String> reasons = new ArrayList<>();
    for (ValueJudgement value : judged.values()) {
      if (value.outcome() == ValueOutcome.WRONG) {
        reasons.add(
            "%s is %s (%s), expected %s"
                .formatted(
                    value.attribute().wireName(),
                    value.got(),
                    value.confidence(),
                    value.expected()));
      } else if (value.outcome() == ValueOutcome.MISSING) {
        reasons.add(
            "%s is not found, expected %s"
                .formatted(value.attribute().wireName(), value.expected()));
      }
    }
    reasons.add(judged.reasoning());
    return String.join("; ", reasons);
  }

  private void write(ExpectedRow row, String verdict, @Nullable RecordMatch match, String reason) {
    wrong.write(
        row.row().cells(),
        match == null
            ? List.of(verdict, "", "", "", reason)
            : List.of(
                verdict,
                match.record().source() + ":" + match.record().recordId(),
                String.format(Locale.ROOT, "%.3f", match.probability()),
                Confidence.of(match.probability()).name(),
                reason));
  }

  private static EnrichmentOutcome awaited(Future<EnrichmentOutcome> outcome)
      throws InterruptedException {
    try {
      return outcome.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException runtime
          ? runtime
          : new IllegalStateException(e);
    }
  }
}
