package dev.placemill.server.result;

import dev.placemill.attribute.Attribute;
import dev.placemill.server.batch.BatchResults;
import dev.placemill.server.batch.BatchResults.Stored;
import dev.placemill.server.http.Caller;
import dev.placemill.server.http.Request;
import dev.placemill.server.http.Response;
import dev.placemill.server.http.Router;
import dev.placemill.server.review.Decisions;
import java.util.Map;
import java.util.Set;

/// A whole batch in compact rows, for who shows it as a table or on a map.
public final class OverviewRoute {
  private static final String OVERVIEW = "/place_enrichment/batches/{batch_id}/overview";
  private static final String VALUES = "values";

  private final BatchResults results;
  private final Decisions decisions;
  private final TaggedAnswers answers;

  public OverviewRoute(BatchResults results, Decisions decisions) {
    this.results = results;
    this.decisions = decisions;
    this.answers = new TaggedAnswers(results, decisions);
  }

  public void register(Router router) {
    router.organizationRoute("GET", OVERVIEW, this::overview);
  }

  private Response overview(Request request, Caller caller) {
    ResultFilter filter = FilterQuery.read(request);
    Set<Attribute> values = FilterQuery.attributes(request, VALUES);
    return answers.of(
        request,
        caller,
        "overview %s %s".formatted(filter, values),
        (batch, decided) -> whole(batch, filter, values, decided));
  }

  private Response whole(
      Stored batch, ResultFilter filter, Set<Attribute> values, Decisions.Stamp decided) {
    Set<Attribute> attributes = results.attributes(batch);
    return new Response(
        200,
        Map.of("Content-Type", "application/json"),
        new ResultBody(
            Selection.of(results, decisions, decided, batch, filter),
            0,
            out -> new OverviewRows(out, batch.id(), attributes, values)));
  }
}
