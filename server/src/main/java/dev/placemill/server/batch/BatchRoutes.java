package dev.placemill.server.batch;

import dev.placemill.server.audit.Author;
import dev.placemill.server.batch.IdempotencyKeys.Answer;
import dev.placemill.server.http.Caller;
import dev.placemill.server.http.Offer;
import dev.placemill.server.http.OrganizationHandler;
import dev.placemill.server.http.Request;
import dev.placemill.server.http.RequestName;
import dev.placemill.server.http.Response;
import dev.placemill.server.http.Router;
import dev.placemill.server.queue.BatchKey;
import dev.placemill.server.webhook.TargetRules;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.MDC;

/// The batch API, in the guide's routes and names: create, status with results, list, reprocess;
/// and beyond the guide, cancel, delete and pause. Clients of the newer API are answered in its
/// words, by [NewerBatches].
public final class BatchRoutes {
  private static final String BATCHES = "/place_enrichment/batches";
  private static final String BATCH = BATCHES + "/{batch_id}";
  private static final String ORGANIZATION = "/place_enrichment";
  private static final String PAUSE = "/pause";
  private static final String RESUME = "/resume";
  private static final int MAX_LISTED = 1_000;
  private static final BatchStore.Range COUNTS_ALONE = new BatchStore.Range(0, 0);

  private final BatchStore batches;
  private final NewerBatches newer;
  private final Uploads uploads;
  private final BatchLimits limits;
  private final BatchWatch watch;
  private final TargetRules targets;

  /// @param watch keeps those who wait for a batch
  /// @param targets which addresses may be told of a batch's end
  /// @param dryRuns tell what would become of a batch
  public BatchRoutes(
      BatchStore batches,
      BatchJobs jobs,
      BatchLimits limits,
      BatchWatch watch,
      TargetRules targets,
      DryRuns dryRuns) {
    this.batches = batches;
    this.newer = new NewerBatches(batches, jobs);
    this.limits = limits;
    this.watch = watch;
    this.targets = targets;
    this.uploads = new Uploads(batches, limits, targets, dryRuns);
  }

  /// Adds the routes of this room.
  ///
  /// @param forms in which a batch can be had, the first of them the JSON of this room
  /// @param otherForms answers in all but the first
  /// @param choice tells which places of a batch are to be tried again
  public void register(
      Router router, Offer forms, OrganizationHandler otherForms, PlaceChoice choice) {
    router.organizationRoute("POST", BATCHES, this::create);
    router.organizationRoute("GET", BATCHES, this::list);
    router.organizationRoute(
        "GET",
        BATCH,
        forms,
        (request, caller) ->
            isJson(request) ? status(request, caller) : otherForms.handle(request, caller));
    router.organizationRoute(
        "GET", BATCH + "/events", Offer.of(EventStream.MEDIA_TYPE), this::events);
    for (boolean paused : new boolean[] {true, false}) {
      String route = paused ? PAUSE : RESUME;
      router.organizationRoute(
          "POST", ORGANIZATION + route, (request, caller) -> pause(request, caller, paused));
      router.organizationRoute(
          "POST", BATCH + route, (request, caller) -> pauseOne(request, caller, paused));
    }
    router.organizationRoute("DELETE", BATCH, Offer.WITHOUT_CHOICE, this::delete);
    router.organizationRoute(
        "POST", BATCH + "/reprocess", (request, caller) -> reprocess(request, caller, choice));
    router.organizationRoute("POST", BATCH + "/cancel", this::cancel);
    newer.register(router);
  }

  private Response create(Request request, Caller caller) {
    UploadForm list = UploadForm.find(request).orElse(null);
    if (request.says(Uploads.DRY_RUN)) {
      return uploads.look(request, caller, list);
    }
    refuseWhenFull(request, caller);
    if (list != null) {
      return uploads.create(request, caller, list, BATCHES);
    }
    byte[] body = request.jsonBody();
    var key = IdempotencyKey.find(request, BATCHES, body);
    Submission submission =
        SubmissionReader.readSubmission(
            body, limits.of(caller), targets, Vocabulary.find(request).orElse(null));
    Answer answer =
        batches.submit(Author.of(request, caller), submission, limits.of(caller).maxJobs(), key);
    if (submission.terms().words() == Vocabulary.JOBS) {
      return NewerBatches.done(answer);
    }
    return accepted(answer)
        .with("Location", "/%s%s/%s".formatted(caller.org(), BATCHES, answer.batch()));
  }

  /// A request with a key may be one that was answered before, which is seen once it is read.
  private void refuseWhenFull(Request request, Caller caller) {
    if (request.findHeader(RequestName.HEADER).isEmpty()) {
      batches.refuseWhenFull(caller.orgId());
    }
  }

  static Response accepted(Answer answer) {
    return answered(202, answer);
  }

  static Response answered(int status, Answer answer) {
    Response response = Response.json(status, out -> out.write(answer.json()));
    return answer.replayed() ? response.with("Idempotent-Replayed", "true") : response;
  }

  private Response list(Request request, Caller caller) {
    Optional<Vocabulary> words = Vocabulary.find(request);
    if (words.isEmpty() ? request.isOfV1() : words.get() == Vocabulary.JOBS) {
      return newer.list(request, caller, words.isEmpty());
    }
    return Response.json(
        200, BatchJson.of(batches.list(caller.orgId(), listed(request), ListQuery.of(request))));
  }

  /// Which of the batches a client of the guide asks for.
  static BatchStore.Range listed(Request request) {
    return new BatchStore.Range(
        request.findWholeNumber("offset", 0, Integer.MAX_VALUE).orElse(0),
        request.findWholeNumber("limit", 1, MAX_LISTED).orElse(MAX_LISTED));
  }

  private static boolean isJson(Request request) {
    return request
        .findQuery("format")
        .map("json"::equals)
        .orElseGet(() -> request.accepted().equals("application/json"));
  }

  private Response status(Request request, Caller caller) {
    String id = id(request, caller);
    Poll poll = Poll.read(request, caller.orgId(), id, limits.of(caller));
    return request
        .findHeader("Prefer")
        .flatMap(preferences -> Preference.findWait(preferences, watch.waits().longest()))
        .map(wait ->
            onceThereAreNews(poll, wait).with("Preference-Applied", "wait=" + wait.toSeconds()))
        .orElseGet(() -> status(poll));
  }

  /// Holds the request until the client does not know the batch any more as it is, or the batch has
  /// ended, or the time is over. The batch is not read for this one client, not even at first: who
  /// looks for all of them tells how it is.
  private Response onceThereAreNews(Poll poll, Duration wait) {
    Predicate<BatchView> isNews =
        batch ->
            batch.hasEnded()
                || batches.isExpired(batch)
                || (!poll.known().isEmpty() && !poll.knows(batch));
    try (var watching = watch.watch(key(poll.orgId(), poll.id()))) {
      Optional<BatchView> news =
          watching.await(isNews, wait).filter(batch -> !batches.isExpired(batch));
      if (news.isPresent() && poll.knows(news.get())) {
        return poll.unchanged(news.get());
      }
      if (news.isPresent() && poll.range().limit() == 0) {
        return whole(poll, new BatchStore.Results(news.get(), List.of(), null));
      }
    }
    return status(poll);
  }

  private Response status(Poll poll) {
    if (poll.range().limit() > 0 && !poll.known().isEmpty()) {
      // Most polls find nothing new, so the results are read only when there is something.
      BatchView batch = batches.read(poll.orgId(), poll.id(), COUNTS_ALONE).batch();
      if (poll.knows(batch)) {
        return poll.unchanged(batch);
      }
    }
    var results = batches.read(poll.orgId(), poll.id(), poll.range(), poll::isInNewerWords);
    return poll.knows(results.batch()) ? poll.unchanged(results.batch()) : whole(poll, results);
  }

  private Response whole(Poll poll, BatchStore.Results results) {
    return poll.isInNewerWords(results.batch())
        ? newer.status(poll, results.batch())
        : poll.tagged(Response.json(200, BatchJson.of(results)), results.batch());
  }

  private Response events(Request request, Caller caller) {
    String id = id(request, caller);
    BatchView now = batches.read(caller.orgId(), id, COUNTS_ALONE).batch();
    return EventStream.of(watch, key(caller.orgId(), id), now, request.findHeader("Last-Event-ID"));
  }

  private static BatchKey key(long orgId, String id) {
    BatchId batch = BatchId.find(id).orElseThrow();
    return new BatchKey(orgId, batch.day(), batch.uuid());
  }

  private Response reprocess(Request request, Caller caller, PlaceChoice choice) {
    String id = id(request, caller);
    refuseWhenFull(request, caller);
    byte[] body = request.jsonBody();
    Reprocess said = ReprocessReader.read(body, limits);
    Optional<PlaceChoice.Chosen> chosen = choice.find(request, caller, id);
    var key =
        IdempotencyKey.find(request, id + chosen.map(PlaceChoice.Chosen::words).orElse(""), body);
    Reprocess places = chosen.map(those -> said.among(those.positions())).orElse(said);
    Vocabulary words =
        places.newer()
            ? Vocabulary.find(request).orElse(Vocabulary.JOBS)
            : words(request, caller, id);
    Answer answer = batches.reprocess(caller.orgId(), id, places, words, key);
    return words == Vocabulary.JOBS ? NewerBatches.done(answer) : accepted(answer);
  }

  /// The words a client of a batch is answered in that shows no preference: those it was made in.
  private Vocabulary words(Request request, Caller caller, String id) {
    return Vocabulary.find(request)
        .orElseGet(() -> batches.read(caller.orgId(), id, COUNTS_ALONE).batch().terms().words());
  }

  private Response cancel(Request request, Caller caller) {
    return changed(batches.cancel(Author.of(request, caller), id(request, caller)));
  }

  private Response pauseOne(Request request, Caller caller, boolean paused) {
    return changed(batches.pauseOne(Author.of(request, caller), id(request, caller), paused));
  }

  private static Response changed(BatchView batch) {
    byte[] json = BatchJson.bytes(batch);
    return Response.json(200, out -> out.write(json));
  }

  private Response pause(Request request, Caller caller, boolean paused) {
    batches.pause(Author.of(request, caller), caller.org(), paused);
    return Response.json(200, BatchJson.ofPause(caller.org(), paused));
  }

  private Response delete(Request request, Caller caller) {
    String id = id(request, caller);
    Vocabulary words = words(request, caller, id);
    batches.delete(Author.of(request, caller), id);
    return words == Vocabulary.JOBS
        ? NewerBatches.deleted(request)
        : new Response(204, Map.of(), _ -> {});
  }

  /// The id of the batch in a path, which may be one its client chose.
  private String id(Request request, Caller caller) {
    String id = batches.id(caller.orgId(), request.path("batch_id"));
    MDC.put("batch_id", id);
    return id;
  }
}
