package dev.placemill.server.result;

import dev.placemill.server.batch.BatchResults;
import dev.placemill.server.batch.BatchResults.Stored;
import dev.placemill.server.batch.Cursor;
import dev.placemill.server.http.Caller;
import dev.placemill.server.http.Offer;
import dev.placemill.server.http.Request;
import dev.placemill.server.http.Response;
import dev.placemill.server.http.Router;
import dev.placemill.server.review.Decisions;
import dev.placemill.table.ResultTable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The results of a batch in every form: at a path of their own, and at that of the batch for a
/// client that wants something other than the guide's JSON.
public final class ResultRoutes {
  /// The guide's JSON first, for who does not mind.
  public static final Offer OFFER =
      new Offer(Arrays.stream(ResultFormat.values()).map(ResultFormat::mediaType).toList());

  private static final String RESULTS = "/place_enrichment/batches/{batch_id}/results";

  private final BatchResults results;
  private final Decisions decisions;
  private final TaggedAnswers answers;

  public ResultRoutes(BatchResults results, Decisions decisions) {
    this.results = results;
    this.decisions = decisions;
    this.answers = new TaggedAnswers(results, decisions);
  }

  /// Adds the route of this room.
  public void register(Router router) {
    router.organizationRoute("GET", RESULTS, OFFER, this::results);
  }

  /// The results of the batch that the path names, as the query wants them.
  public Response results(Request request, Caller caller) {
    ResultQuery query = ResultQuery.of(request);
    return answers.of(
        request,
        caller,
        query.toString(),
        (batch, decided) -> response(request, query, batch, decided));
  }

  private Response response(
      Request request, ResultQuery query, Stored batch, Decisions.Stamp decided) {
    ResultTable table = table(query.format(), batch, decided.any());
    var all =
        new ResultBody(
            Selection.of(results, decisions, decided, batch, query.filter()),
            query.from(),
            out -> begin(out, query, batch, table));
    if (query.limit() == null) {
      return response(query.format(), batch, all);
    }
    ResultBody.Page page = all.page(query.limit());
    String next = page.next() < 0 ? null : Cursor.of(page.next());
    var body = new PageBody(page, next, all.writer());
    Response response = response(query.format(), batch, body);
    return next == null ? response : response.with("Link", nextPage(request, page.next()));
  }

  private ResultTable table(ResultFormat format, Stored batch, boolean withDecisions) {
    boolean hasColumns = format != ResultFormat.JSON && format != ResultFormat.NDJSON;
    return ResultTable.of(hasColumns ? results.attributes(batch) : Set.of(), withDecisions);
  }

  private static RowWriter begin(
      OutputStream out, ResultQuery query, Stored batch, ResultTable table) throws IOException {
    return switch (query.format()) {
      case JSON -> new JsonRows(out, batch.id());
      case NDJSON -> new NdjsonRows(out);
      case CSV -> new CsvRows(out, query.dialect(), table);
      case GEOJSON -> new GeoJsonRows(out, table);
      case GEOPARQUET -> new GeoParquetRows(out, table);
      case XLSX -> new XlsxRows(out, table);
    };
  }

  private static Response response(ResultFormat format, Stored batch, Response.Body body) {
    var response = new Response(200, Map.of("Content-Type", format.contentType()), body);
    // An id is nothing but letters, digits and underscores.
    return format == ResultFormat.JSON
        ? response
        : response.with(
            "Content-Disposition",
            "attachment; filename=\"%s.%s\"".formatted(batch.id(), format.suffix()));
  }

  private static String nextPage(Request request, int next) {
    return "<%s%s%s>; rel=\"next\""
        .formatted(request.prefix(), request.path(), ResultQuery.ofNextPage(request, next));
  }

  /// Results that were read already.
  private record PageBody(
      ResultBody.Page page, @Nullable String next, ResultBody.WriterOpener writer)
      implements Response.Body {
    @Override
    public int size() {
      return page.rows().stream()
          .mapToInt(row -> row.place().item().length + row.place().submitted().length)
          .sum();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      RowWriter rows = writer.over(out);
      for (ResultRow row : page.rows()) {
        rows.write(row);
      }
      rows.end(next);
    }
  }
}
