package dev.placemill.server.batch;

import dev.placemill.server.db.Database;
import dev.placemill.server.http.ApiException;
import dev.placemill.server.http.Caller;
import dev.placemill.server.http.ErrorCode;
import dev.placemill.server.http.Request;
import dev.placemill.server.http.Response;
import dev.placemill.server.http.Router;
import dev.placemill.server.queue.SliceQueue;
import java.util.List;
import java.util.Optional;
import org.slf4j.MDC;

/// The batch API, in the guide's routes and names: create, status with results, list, reprocess.
public final class BatchRoutes {
  private static final String BATCHES = "/place_enrichment/batches";
  private static final String BATCH = BATCHES + "/{batch_id}";
  private static final int MAX_LISTED = 1_000;

  private final BatchStore batches;
  private final BatchLimits limits;

  /// @param workAdded called after a commit that queued work, so that workers need not poll for it
  public BatchRoutes(Database database, SliceQueue queue, BatchLimits limits, Runnable workAdded) {
    this.batches = new BatchStore(database, queue, limits, workAdded);
    this.limits = limits;
  }

  /// Adds the routes of this room.
  public void register(Router router) {
    router.organizationRoute("POST", BATCHES, this::create);
    router.organizationRoute("GET", BATCHES, this::list);
    router.organizationRoute("GET", BATCH, this::status);
    router.organizationRoute("POST", BATCH + "/reprocess", this::reprocess);
  }

  private Response create(Request request, Caller caller) {
    Submission submission = SubmissionReader.readSubmission(request.jsonBody(), limits.maxPlaces());
    BatchView batch = batches.submit(caller.orgId(), submission);
    return Response.json(202, BatchJson.of(batch))
        .with("Location", "/%s%s/%s".formatted(caller.org(), BATCHES, batch.id()));
  }

  private Response list(Request request, Caller caller) {
    var range =
        new BatchStore.Range(
            request.findWholeNumber("offset", 0, Integer.MAX_VALUE).orElse(0),
            request.findWholeNumber("limit", 1, MAX_LISTED).orElse(Integer.MAX_VALUE));
    return Response.json(200, BatchJson.of(batches.list(caller.orgId(), range)));
  }

  private Response status(Request request, Caller caller) {
    var range =
        new BatchStore.Range(
            request.findWholeNumber("offset", 0, Integer.MAX_VALUE).orElse(0),
            request.findWholeNumber("limit", 0, limits.maxPlaces()).orElse(Integer.MAX_VALUE));
    return Response.json(200, BatchJson.of(batches.read(caller.orgId(), id(request), range)))
        .with("Cache-Control", "no-cache, private");
  }

  private Response reprocess(Request request, Caller caller) {
    Optional<List<String>> placeIds = SubmissionReader.readPlaceIds(request.jsonBody());
    return Response.json(
        202, BatchJson.of(batches.reprocess(caller.orgId(), id(request), placeIds)));
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
