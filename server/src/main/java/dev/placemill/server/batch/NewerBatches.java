package dev.placemill.server.batch;

import dev.placemill.server.audit.Author;
import dev.placemill.server.batch.IdempotencyKeys.Answer;
import dev.placemill.server.http.Caller;
import dev.placemill.server.http.Request;
import dev.placemill.server.http.Response;
import dev.placemill.server.http.Router;
import java.util.List;

/// The routes of batches in the words of the newer API of the hosted service: those that the guide
/// has too when a client speaks these words, and those that only the newer API has.
final class NewerBatches {
  private static final String BATCHES = "/place_enrichment/batches";
  private static final int USUALLY_LISTED = 10;
  private static final int MOST_LISTED = 500;

  private final BatchStore batches;
  private final BatchJobs jobs;

  NewerBatches(BatchStore batches, BatchJobs jobs) {
    this.batches = batches;
    this.jobs = jobs;
  }

  /// Adds the routes the guide does not have.
  void register(Router router) {
    router.organizationRoute("PUT", BATCHES + "/{batch_id}", this::update);
    router.organizationRoute("POST", BATCHES + "/refresh", this::refresh);
  }

  /// What was done with a batch.
  static Response done(Answer answer) {
    return BatchRoutes.answered(200, answer);
  }

  static Response deleted(Request request) {
    byte[] json =
        BatchJson.bytes(out -> {
          out.writeStartObject();
          out.writeStringProperty("status", "success");
          out.writeStringProperty("batch_id", request.path("batch_id"));
          out.writeEndObject();
        });
    return Response.json(200, out -> out.write(json));
  }

  /// A batch with the ids of its jobs.
  Response status(Poll poll, BatchView batch) {
    byte[] json = jobs.read(poll.orgId(), poll.id(), poll.attributes());
    return poll.tagged(Response.json(200, out -> out.write(json)), batch);
  }

  /// The batches of an organization.
  ///
  /// @param both whether in the guide's words as well, since nothing tells what the client speaks
  Response list(Request request, Caller caller, boolean both) {
    int most = both ? BatchRoutes.listed(request).limit() : MOST_LISTED;
    int limit =
        request.findWholeNumber("limit", 1, Math.max(most, MOST_LISTED)).orElse(USUALLY_LISTED);
    var range =
        new BatchStore.Range(
            request.findWholeNumber("offset", 0, Integer.MAX_VALUE).orElse(0),
            Math.min(limit, MOST_LISTED));
    String search = request.findQuery("query").filter(text -> !text.isBlank()).orElse(null);
    var page = jobs.list(caller.orgId(), new BatchLists(search, false, null, null), range);
    List<BatchView> items =
        both
            ? batches.list(caller.orgId(), BatchRoutes.listed(request), ListQuery.of(request))
            : null;
    byte[] json = JobBatchJson.page(items, page.batches(), page.total(), range);
    return Response.json(200, out -> out.write(json));
  }

  private Response update(Request request, Caller caller) {
    String id = batches.id(caller.orgId(), request.path("batch_id"));
    ChangeReader.Change change = ChangeReader.read(request.jsonBody());
    BatchView batch = jobs.update(Author.of(request, caller), id, change.name(), change.refresh());
    byte[] json = BatchJson.bytes(out -> JobBatchJson.writeEntry(out, batch));
    return Response.json(200, out -> out.write(json));
  }

  private Response refresh(Request request, Caller caller) {
    ChangeReader.Change change = ChangeReader.readOfSeveral(request.jsonBody());
    var flagged = jobs.flag(Author.of(request, caller), change.batches(), change.refreshes());
    byte[] json =
        BatchJson.bytes(out -> {
          out.writeStartObject();
          JobBatchJson.writeTexts(out, "updated", flagged.updated());
          JobBatchJson.writeTexts(out, "missing", flagged.missing());
          out.writeBooleanProperty("refresh", change.refreshes());
          out.writeEndObject();
        });
    return Response.json(200, out -> out.write(json));
  }
}
