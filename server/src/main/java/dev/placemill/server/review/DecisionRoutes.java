package dev.placemill.server.review;

import dev.placemill.server.audit.Action;
import dev.placemill.server.audit.Audit;
import dev.placemill.server.audit.Author;
import dev.placemill.server.batch.BatchResults;
import dev.placemill.server.batch.BatchResults.PlaceResult;
import dev.placemill.server.batch.BatchResults.Stored;
import dev.placemill.server.batch.ItemOutline;
import dev.placemill.server.db.Database;
import dev.placemill.server.http.Caller;
import dev.placemill.server.http.Request;
import dev.placemill.server.http.Response;
import dev.placemill.server.http.Router;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.MDC;

/// Decisions about the values of a batch: made, taken back, listed.
public final class DecisionRoutes {
  private static final String DECISIONS = "/place_enrichment/batches/{batch_id}/decisions";
  private static final String DRY_RUN = "dry_run";
  private static final int MOST_LISTED = 1_000;
  private static final int USUAL_LISTED = 100;

  private final Database database;
  private final BatchResults results;
  private final Decisions decisions;

  public DecisionRoutes(Database database, BatchResults results, Decisions decisions) {
    this.database = database;
    this.results = results;
    this.decisions = decisions;
  }

  /// Adds the routes of this room.
  public void register(Router router) {
    router.organizationRoute("PUT", DECISIONS, this::decide);
    router.organizationRoute("GET", DECISIONS, this::list);
  }

  private Stored batch(Request request, Caller caller) {
    Stored batch = results.find(caller.orgId(), request.path("batch_id"));
    MDC.put("batch_id", batch.id());
    return batch;
  }

  private Response decide(Request request, Caller caller) {
    List<Ruling> rulings = RulingReader.read(request.jsonBody());
    Stored batch = batch(request, caller);
    List<Judgement> judgements = new Judging(results, batch, rulings).judgements();
    boolean isDryRun = request.says(DRY_RUN);
    if (!isDryRun) {
      store(batch, judgements, Author.of(request, caller));
    }
    byte[] json = DecisionJson.decided(judgements.size(), isDryRun);
    return Response.json(200, out -> out.write(json));
  }

  private void store(Stored batch, List<Judgement> judgements, Author author) {
    database.useTransaction(handle -> {
      BatchResults.keep(handle, batch);
      Decisions.store(handle, batch.key(), batch.run(), author.keyId(), judgements);
      Audit.add(handle, author, Action.BATCH_DECIDED, batch.id(), inWords(judgements));
    });
  }

  /// `3 accepted, 1 taken back`.
  private static String inWords(List<Judgement> judgements) {
    Map<String, Long> counts =
        judgements.stream()
            .collect(Collectors.groupingBy(DecisionRoutes::inWords, Collectors.counting()));
    return Stream.of("accepted", "rejected", "overridden", "taken back")
        .filter(counts::containsKey)
        .map(word -> "%d %s".formatted(counts.get(word), word))
        .collect(Collectors.joining(", "));
  }

  private static String inWords(Judgement judgement) {
    return switch (judgement.verdict()) {
      case ACCEPT -> "accepted";
      case REJECT -> "rejected";
      case OVERRIDE -> "overridden";
      case null -> "taken back";
    };
  }

  private Response list(Request request, Caller caller) {
    int limit = request.findWholeNumber("limit", 1, MOST_LISTED).orElse(USUAL_LISTED);
    DecisionCursor after =
        request.findQuery("after").map(DecisionCursor::of).orElse(DecisionCursor.START);
    Stored batch = batch(request, caller);
    List<Decision> found =
        decisions.page(batch.key(), after, request.findQuery("place_id").orElse(null), limit + 1);
    List<Decision> page = found.subList(0, Math.min(limit, found.size()));
    String next = found.size() > limit ? DecisionCursor.after(page.getLast()) : null;
    byte[] json = DecisionJson.page(batch.id(), page, outdated(batch, page), next);
    return Response.json(200, out -> out.write(json));
  }

  /// Those of whose values others were found since, which can only be in a later run.
  private Set<Decision> outdated(Stored batch, List<Decision> page) {
    Map<Integer, List<Decision>> older =
        page.stream()
            .filter(decision -> decision.run() < batch.run())
            .collect(Collectors.groupingBy(decision -> batch.sliceOf(decision.position())));
    Set<Decision> outdated = new HashSet<>();
    older.forEach((slice, ofSlice) -> {
      Map<Integer, PlaceResult> places = new HashMap<>();
      results.slice(batch, slice).forEach(place -> places.put(place.position(), place));
      for (Decision decision : ofSlice) {
        PlaceResult place = places.get(decision.position());
        if (place != null && decision.isOutdated(ItemOutline.of(place.item()))) {
          outdated.add(decision);
        }
      }
    });
    return outdated;
  }
}
