package dev.placemill.server.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.placemill.server.batch.BatchJobs;
import dev.placemill.server.batch.BatchJobs.Listed;
import dev.placemill.server.batch.BatchJobs.Sized;
import dev.placemill.server.batch.BatchStore;
import dev.placemill.server.batch.StoredJob;
import dev.placemill.server.http.ApiException;
import dev.placemill.server.http.Caller;
import dev.placemill.server.http.ErrorCode;
import dev.placemill.server.http.Request;
import dev.placemill.server.http.Response;
import dev.placemill.server.http.Router;
import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/// The list of jobs: those of one batch, or of all batches of an organization, newest batch first.
/// A few jobs are read at a time and written before the next are, so that any number of them takes
/// little memory, and no connection to the database while a slow client reads.
public final class JobListRoutes {
  private static final String JOBS = "/place_enrichment/jobs";
  private static final int MOST_LISTED = 50_000;
  private static final int USUALLY_LISTED = 10_000;
  private static final JsonFactory JSON =
      JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

  private final BatchJobs jobs;

  public JobListRoutes(BatchJobs jobs) {
    this.jobs = jobs;
  }

  /// Adds the routes of the list.
  public void register(Router router) {
    router.organizationRoute("GET", JOBS, this::list);
  }

  private Response list(Request request, Caller caller) {
    int limit = request.findWholeNumber("limit", 0, MOST_LISTED).orElse(USUALLY_LISTED);
    int offset = request.findWholeNumber("offset", 0, Integer.MAX_VALUE).orElse(0);
    var listed =
        new Listed(
            request.findQuery("batchId").orElse(null),
            request.findQuery("excludeBatches").map(JobListRoutes::flag).orElse(false),
            request.findQuery("day").map(JobListRoutes::day).orElse(null));
    if (isByDay(request)) {
      byte[] json = jobs.days(caller.orgId(), listed, new BatchStore.Range(offset, limit));
      return Response.json(200, out -> out.write(json));
    }
    List<Sized> batches = jobs.sizes(caller.orgId(), listed);
    int total = batches.stream().mapToInt(Sized::total).sum();
    return Response.json(
        200, new Listing(jobs, caller.orgId(), batches, new Page(total, limit, offset)));
  }

  private static boolean isByDay(Request request) {
    Optional<String> groupBy = request.findQuery("groupBy");
    if (groupBy.isPresent() && !groupBy.get().equals("day")) {
      throw new ApiException(
          ErrorCode.INVALID_PARAMETER,
          "groupBy must be \"day\", was \"%s\".".formatted(groupBy.get()));
    }
    return groupBy.isPresent();
  }

  private static LocalDate day(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException _) {
      throw new ApiException(
          ErrorCode.INVALID_PARAMETER,
          "day must be a date as 2026-11-26, was \"%s\".".formatted(text));
    }
  }

  private static boolean flag(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new ApiException(
              ErrorCode.INVALID_PARAMETER,
              "excludeBatches must be true or false, was \"%s\".".formatted(text));
    };
  }

  private record Page(int total, int limit, int offset) {}

  /// The jobs of a page, written as they are read.
  private record Listing(BatchJobs jobs, long orgId, List<Sized> batches, Page page)
      implements Response.Body {
    @Override
    public void writeTo(OutputStream out) throws IOException {
      out.write(
          "{\"total\":%d,\"limit\":%d,\"offset\":%d,\"jobs\":"
              .formatted(page.total(), page.limit(), page.offset())
              .getBytes(UTF_8));
      try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
        json.writeStartArray();
        write(json);
        json.writeEndArray();
      } catch (JacksonIOException e) {
        throw e.getCause();
      }
      out.write('}');
    }

    private void write(JsonGenerator json) {
      int skip = page.offset();
      int left = page.limit();
      for (Sized batch : batches) {
        if (left == 0) {
          return;
        }
        if (skip >= batch.total()) {
          skip -= batch.total();
          continue;
        }
        int wanted = Math.min(left, batch.total() - skip);
        left -= write(json, batch, skip, wanted);
        skip = 0;
      }
    }

    /// @return how many were written; fewer than wanted of a batch that was deleted meanwhile
    private int write(JsonGenerator json, Sized batch, int from, int wanted) {
      int written = 0;
      while (written < wanted) {
        List<StoredJob> some = jobs.some(orgId, batch.batch(), from + written, wanted - written);
        if (some.isEmpty()) {
          break;
        }
        some.forEach(job -> JobResultJson.write(json, JobResult.of(job)));
        written += some.size();
      }
      return written;
    }
  }
}
