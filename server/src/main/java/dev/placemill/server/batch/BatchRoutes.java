package dev.placemill.server.batch;

import dev.placemill.server.batch.IdempotencyKeys.Answer;
import dev.placemill.server.db.Database;
import dev.placemill.server.http.ApiException;
import dev.placemill.server.http.Caller;
import dev.placemill.server.http.ErrorCode;
import dev.placemill.server.http.Offer;
import dev.placemill.server.http.Request;
import dev.placemill.server.http.Response;
import dev.placemill.server.http.Router;
import dev.placemill.server.queue.Backlog;
import dev.placemill.server.queue.BatchKey;
import dev.placemill.server.queue.SliceQueue;
import dev.placemill.server.webhook.TargetRules;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.MDC;

/// The batch API, in the guide's routes and names: create, status with results, list, reprocess;
/// and beyond the guide, cancel, delete and pause.
public final class BatchRoutes {
  private static final String BATCHES = "/place_enrichment/batches";
  private static final String BATCH = BATCHES + "/{batch_id}";
  private static final String PAUSE = "/place_enrichment/pause";
  private static final String RESUME = "/place_enrichment/resume";
  private static final int MAX_LISTED = 1_000;
  private static final BatchStore.Range COUNTS_ALONE = new BatchStore.Range(0, 0);

  private final BatchStore batches;
  private final BatchLimits limits;
  private final BatchWatch watch;
  private final TargetRules targets;
  private final Uploads uploads;

  /// @param watch keeps those who wait for a batch
  /// @param targets which addresses may be told of a batch's end
  /// @param dryRuns tell what would become of a batch
  /// @param workAdded called after a commit that queued work, so that workers need not poll for it
  public BatchRoutes(
      Database database,
      SliceQueue queue,
      Backlog backlog,
      Partitions partitions,
      BatchLimits limits,
      BatchWatch watch,
      TargetRules targets,
      DryRuns dryRuns,
      Runnable workAdded) {
    this.batches = new BatchStore(database, queue, backlog, partitions, limits, workAdded);
    this.limits = limits;
    this.watch = watch;
    this.targets = targets;
    this.uploads = new Uploads(batches, limits, targets, dryRuns);
  }

  /// Adds the routes of this room.
  public void register(Router router) {
    router.organizationRoute("POST", BATCHES, this::create);
    router.organizationRoute("GET", BATCHES, this::list);
    router.organizationRoute("GET", BATCH, this::status);
    router.organizationRoute(
        "GET", BATCH + "/events", Offer.of(EventStream.MEDIA_TYPE), this::events);
    router.organizationRoute("POST", PAUSE, (_, caller) -> pause(caller, true));
    router.organizationRoute("POST", RESUME, (_, caller) -> pause(caller, false));
    router.organizationRoute("DELETE", BATCH, Offer.WITHOUT_CHOICE, this::delete);
    router.organizationRoute("POST", BATCH + "/reprocess", this::reprocess);
    router.organizationRoute("POST", BATCH + "/cancel", this::cancel);
  }

  private Response create(Request request, Caller caller) {
    UploadForm list = UploadForm.find(request).orElse(null);
    if (request.says(Uploads.DRY_RUN)) {
      return uploads.look(request, list);
    }
    refuseWhenFull(request, caller);
    if (list != null) {
      return uploads.create(request, caller, list, BATCHES);
    }
    byte[] body = request.jsonBody();
    var key = IdempotencyKey.find(request, BATCHES, body);
    Submission submission = SubmissionReader.readSubmission(body, limits, targets);
    Answer answer = batches.submit(caller.orgId(), submission, key);
    return accepted(answer)
        .with("Location", "/%s%s/%s".formatted(caller.org(), BATCHES, answer.batch()));
  }

  /// A request with a key may be one that was answered before, which is seen once it is read.
  private void refuseWhenFull(Request request, Caller caller) {
    if (request.findHeader(IdempotencyKey.HEADER).isEmpty()) {
      batches.refuseWhenFull(caller.orgId());
    }
  }

  static Response accepted(Answer answer) {
    Response response = Response.json(202, out -> out.write(answer.json()));
    return answer.replayed() ? response.with("Idempotent-Replayed", "true") : response;
  }

  private Response list(Request request, Caller caller) {
    var range =
        new BatchStore.Range(
            request.findWholeNumber("offset", 0, Integer.MAX_VALUE).orElse(0),
            request.findWholeNumber("limit", 1, MAX_LISTED).orElse(MAX_LISTED));
    return Response.json(200, BatchJson.of(batches.list(caller.orgId(), range)));
  }

  private Response status(Request request, Caller caller) {
    Optional<Integer> offset = request.findWholeNumber("offset", 0, Integer.MAX_VALUE);
    Optional<Integer> after = request.findQuery("after").map(Cursor::position);
    if (offset.isPresent() && after.isPresent()) {
      throw new ApiException(
          ErrorCode.INVALID_PARAMETER, "after and offset exclude each other; give one of them.");
    }
    var range =
        new BatchStore.Range(
            after.or(() -> offset).orElse(0),
            request.findWholeNumber("limit", 0, limits.maxPlaces()).orElse(Integer.MAX_VALUE));
    String id = id(request);
    EntityTags known =
        request.findHeader("If-None-Match").map(EntityTags::of).orElse(EntityTags.NONE);
    return request
        .findHeader("Prefer")
        .flatMap(preferences -> Preference.findWait(preferences, watch.waits().longest()))
        .map(wait ->
            onceThereAreNews(caller.orgId(), id, range, known, wait)
                .with("Preference-Applied", "wait=" + wait.toSeconds()))
        .orElseGet(() -> status(caller.orgId(), id, range, known));
  }

  /// Holds the request until the client does not know the batch any more as it is, or the batch has
  /// ended, or the time is over. The batch is not read for this one client, not even at first: who
  /// looks for all of them tells how it is.
  private Response onceThereAreNews(
      long orgId, String id, BatchStore.Range range, EntityTags known, Duration wait) {
    Predicate<BatchView> isNews =
        batch ->
            batch.hasEnded()
                || batches.isExpired(batch)
                || (!known.isEmpty() && !known.have(tag(batch, range)));
    try (var watching = watch.watch(key(orgId, id))) {
      Optional<BatchView> news =
          watching.await(isNews, wait).filter(batch -> !batches.isExpired(batch));
      if (news.isPresent() && known.have(tag(news.get(), range))) {
        return unchanged(news.get(), range);
      }
      if (news.isPresent() && range.limit() == 0) {
        return whole(new BatchStore.Results(news.get(), List.of(), null), range);
      }
    }
    return status(orgId, id, range, known);
  }

  private Response status(long orgId, String id, BatchStore.Range range, EntityTags known) {
    if (range.limit() > 0 && !known.isEmpty()) {
      // Most polls find nothing new, so the results are read only when there is something.
      BatchView batch = batches.read(orgId, id, COUNTS_ALONE).batch();
      if (known.have(tag(batch, range))) {
        return unchanged(batch, range);
      }
    }
    var results = batches.read(orgId, id, range);
    return known.have(tag(results.batch(), range))
        ? unchanged(results.batch(), range)
        : whole(results, range);
  }

  private static Response whole(BatchStore.Results results, BatchStore.Range range) {
    return tagged(Response.json(200, BatchJson.of(results)), results.batch(), range);
  }

  private static Response unchanged(BatchView batch, BatchStore.Range range) {
    return tagged(new Response(304, Map.of(), _ -> {}), batch, range);
  }

  private static String tag(BatchView batch, BatchStore.Range range) {
    return batch.tag("%d-%d".formatted(range.offset(), range.limit()));
  }

  /// With what makes the next poll cheap, and says when it makes sense.
  private static Response tagged(Response response, BatchView batch, BatchStore.Range range) {
    Response tagged =
        response.with("ETag", tag(batch, range)).with("Cache-Control", "no-cache, private");
    return batch.hasEnded()
        ? tagged
        : tagged.with("Retry-After", Long.toString(batch.secondsToNextPoll()));
  }

  private Response events(Request request, Caller caller) {
    String id = id(request);
    BatchView now = batches.read(caller.orgId(), id, COUNTS_ALONE).batch();
    return EventStream.of(watch, key(caller.orgId(), id), now, request.findHeader("Last-Event-ID"));
  }

  private static BatchKey key(long orgId, String id) {
    BatchId batch = BatchId.find(id).orElseThrow();
    return new BatchKey(orgId, batch.day(), batch.uuid());
  }

  private Response reprocess(Request request, Caller caller) {
    String id = id(request);
    refuseWhenFull(request, caller);
    byte[] body = request.jsonBody();
    var key = IdempotencyKey.find(request, id, body);
    Optional<List<String>> placeIds = ReprocessReader.readPlaceIds(body, limits);
    return accepted(batches.reprocess(caller.orgId(), id, placeIds, key));
  }

  private Response cancel(Request request, Caller caller) {
    byte[] json = BatchJson.bytes(batches.cancel(caller.orgId(), id(request)));
    return Response.json(200, out -> out.write(json));
  }

  private Response pause(Caller caller, boolean paused) {
    batches.pause(caller.orgId(), paused);
    return Response.json(200, BatchJson.ofPause(caller.org(), paused));
  }

  private Response delete(Request request, Caller caller) {
    batches.delete(caller.orgId(), id(request));
    return new Response(204, Map.of(), _ -> {});
  }

  private static String id(Request request) {
    String id = request.path("batch_id");
    if (BatchId.find(id).isEmpty()) {
      throw new ApiException(
          ErrorCode.BATCH_NOT_FOUND, "This organization has no batch \"%s\".".formatted(id));
    }
    MDC.put("batch_id", id);
    return id;
  }
}
