package dev.placemill.server.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.placemill.server.audit.Author;
import dev.placemill.server.batch.JobStatus;
import dev.placemill.server.batch.SingleJobs;
import dev.placemill.server.batch.StoredJob;
import dev.placemill.server.http.Caller;
import dev.placemill.server.http.Request;
import dev.placemill.server.http.Response;
import dev.placemill.server.http.Router;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Single places in the words of the newer API: enriched while the client waits, or as jobs that it
/// asks for later; and the names of all attributes.
public final class SingleJobRoutes {
  private static final String ENRICH = "/place_enrichment/enrich";
  private static final String JOBS = "/place_enrichment/jobs";
  private static final String JOB = JOBS + "/{place_id}";
  private static final int SECONDS_TO_NEXT_POLL = 2;
  private static final JsonFactory JSON = new JsonFactory();

  private final SingleJobs jobs;

  public SingleJobRoutes(SingleJobs jobs) {
    this.jobs = jobs;
  }

  /// Adds the routes of single places.
  public void register(Router router) {
    router.organizationRoute("POST", ENRICH, this::enrich);
    router.organizationRoute(
        "GET", "/place_enrichment/attributes", (_, _) -> json(200, this::writeAttributes));
    router.organizationRoute("POST", JOBS, this::submit);
    router.organizationRoute("GET", JOB, this::read);
    router.organizationRoute("DELETE", JOB, this::delete);
    router.organizationRoute("POST", JOBS + "/reprocess", this::reprocess);
  }

  private Response enrich(Request request, Caller caller) {
    Duration patience = jobs.patience(request);
    byte[] body = request.jsonBody();
    SingleJobs.Asked asked = jobs.read(body, patience.isPositive());
    Optional<StoredJob> known = jobs.findReusable(caller.orgId(), asked);
    if (known.isPresent()) {
      return result(known.get());
    }
    SingleJobs.Taken taken = jobs.submit(caller.orgId(), asked, request, ENRICH, body);
    StoredJob job = jobs.awaitEnd(caller.orgId(), taken.batch(), patience);
    return replayed(job.status().hasEnded() ? result(job) : accepted(job, caller), taken);
  }

  private Response submit(Request request, Caller caller) {
    byte[] body = request.jsonBody();
    SingleJobs.Asked asked = jobs.read(body, false);
    SingleJobs.Taken taken = jobs.submit(caller.orgId(), asked, request, JOBS, body);
    return replayed(
        accepted(jobs.awaitEnd(caller.orgId(), taken.batch(), Duration.ZERO), caller), taken);
  }

  private static Response replayed(Response response, SingleJobs.Taken taken) {
    return taken.replayed() ? response.with("Idempotent-Replayed", "true") : response;
  }

  private static Response result(StoredJob job) {
    return json(200, json -> JobResultJson.write(json, JobResult.of(job)));
  }

  private static Response accepted(StoredJob job, Caller caller) {
    var pending = new JobResult(job.place(), null, JobStatus.PENDING, job.wanted());
    String[] placeId = new String[1];
    Response response = json(202, json -> placeId[0] = JobResultJson.writePending(json, pending));
    return response
        .with("Location", "/%s%s/%s".formatted(caller.org(), JOBS, encoded(placeId[0])))
        .with("Retry-After", Integer.toString(SECONDS_TO_NEXT_POLL));
  }

  private static String encoded(String placeId) {
    return URLEncoder.encode(placeId, UTF_8).replace("+", "%20");
  }

  private Response read(Request request, Caller caller) {
    return result(jobs.get(caller.orgId(), request.path("place_id")));
  }

  private Response delete(Request request, Caller caller) {
    String placeId = request.path("place_id");
    jobs.delete(Author.of(request, caller), placeId);
    return json(
        200,
        json -> {
          json.writeStartObject();
          json.writeStringProperty("status", "success");
          json.writeStringProperty("place_id", placeId);
          json.writeEndObject();
        });
  }

  private Response reprocess(Request request, Caller caller) {
    SingleJobs.Retried retried = jobs.reprocess(caller.orgId(), request.jsonBody());
    return json(
        200,
        json -> {
          json.writeStartObject();
          json.writeStringProperty("status", "success");
          json.writeStringProperty(
              "message", "Started reprocessing %,d jobs".formatted(retried.started()));
          json.writeNumberProperty("job_count", retried.started());
          writeTexts(json, "still_running", retried.running());
          json.writeEndObject();
        });
  }

  private void writeAttributes(JsonGenerator json) {
    json.writeStartObject();
    writeTexts(json, "core", JobAttribute.core());
    writeTexts(json, "custom", List.of());
    writeTexts(json, "all", JobAttribute.all());
    json.writeEndObject();
  }

  private static void writeTexts(JsonGenerator json, String name, List<String> texts) {
    json.writeArrayPropertyStart(name);
    texts.forEach(json::writeString);
    json.writeEndArray();
  }

  private static Response json(int status, Consumer<JsonGenerator> document) {
    var bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
      document.accept(json);
    }
    return Response.json(status, out -> bytes.writeTo(out));
  }
}
