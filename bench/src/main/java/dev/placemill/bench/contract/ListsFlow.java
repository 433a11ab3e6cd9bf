package dev.placemill.bench.contract;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/// Lists that are uploaded, their results in every form and through every filter, and exports.
final class ListsFlow {
  private static final String NDJSON = "application/x-ndjson";
  private static final String CSV = "text/csv";
  private static final String TABLE =
      """
      Store No,Store Name,Town,Latitude,Longitude
      001,Starbucks,New York,40.7128,-74.006
      002,"Quotes, ""and"" more",London,,
      003,,,,
      004,=Sum(1),Rome,41.9,12.5
      """;
  private static final String RAGGED = TABLE + "005,Bar,Rome,41.9,12.5,left over\n";
  private static final String LINES =
      """
      {"place_id": "store_001", "inputs": {"name": "Starbucks", "latitude": 40.7128, "longitude": -74.006}}
      {"place_id": "store_002", "inputs": {"name": "Waterstones", "address": "203 Piccadilly, London"}}
      """;
  private static final List<String> FORMS =
      List.of("json", "ndjson", "csv", "csv&csv=excel", "geojson", "geoparquet", "xlsx");
  private static final List<String> MEDIA_TYPES =
      List.of(
          "application/json",
          NDJSON,
          CSV,
          "application/geo+json",
          "application/vnd.apache.parquet",
          "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
  private static final List<String> FILTERS =
      List.of(
          "status=completed,failed",
          "status=pending",
          "attribute=time_zone",
          "attribute=website&attribute_status=not_found",
          "attribute_status=added,corrected",
          "min_confidence=HIGH",
          "attribute=time_zone&value=europe",
          "error_code=missing_name,not_locatable",
          "duplicate=false",
          "min_distance=150",
          "updated_since=2026-01-01T00:00:00Z",
          "updated_since=2126-01-01T00:00:00Z",
          "status=completed&attribute=city&min_confidence=LOW&limit=1");
  private static final List<String> REFUSED =
      List.of(
          "format=pdf",
          "csv=lotus",
          "status=maybe",
          "attribute=mood",
          "attribute_status=maybe",
          "min_confidence=SURE",
          "min_distance=far",
          "duplicate=maybe",
          "updated_since=yesterday",
          "after=somewhere",
          "limit=0",
          "limit=1001");

  private final ThroughProxy through;
  private final String batches;

  private ListsFlow(ThroughProxy through) {
    this.through = through;
    this.batches = through.organization() + "/batches";
  }

  static void send(ThroughProxy through) throws IOException {
    var flow = new ListsFlow(through);
    String table = flow.sendLists();
    flow.sendBadLists();
    flow.sendDryRuns();
    flow.readResults(table);
    flow.sendForExports(table);
  }

  /// Uploads lists.
  ///
  /// @return the path of the batch that the table became
  private String sendLists() throws IOException {
    upload("?batch_name=Lines", LINES, NDJSON, 202);
    upload("?on_invalid=skip&priority=low&attributes=website,phone", RAGGED, CSV, 202);
    upload("?attribute_set=core&time_limit_seconds=60&column=name%3DTown", TABLE, CSV, 202);
    String made = upload("?batch_name=Table", TABLE, CSV, 202);
    String batch = batches + "/" + ThroughProxy.field(made, "batch_id");
    through.awaitEnd(batch);
    return batch;
  }

  private void sendBadLists() throws IOException {
    upload("", RAGGED, CSV, 400);
    upload("", "shop\nCafe\n", CSV, 400);
    upload("", "", CSV, 400);
    upload("?column=name%3DNowhere", TABLE, CSV, 400);
    upload("?priority=soon", TABLE, CSV, 400);
    upload("?attributes=mood", TABLE, CSV, 400);
    upload("?webhook_url=ftp://example.com", TABLE, CSV, 400);
    upload("", LINES + "{\n", NDJSON, 400);
    upload("", LINES + LINES, NDJSON, 400);
    upload("", TABLE, "application/vnd.ms-excel", 415);
  }

  private void sendDryRuns() throws IOException {
    upload("?dry_run=true", RAGGED, CSV, 200);
    upload("?dry_run=true&on_invalid=skip", RAGGED, CSV, 200);
    upload("?dry_run=true", LINES + LINES + "{\n", NDJSON, 200);
    through.post(batches + "?dry_run=true", "{\"places\": [{}]}", 200);
    upload("?dry_run=maybe", TABLE, CSV, 400);
    upload("?dry_run=true", "shop\nCafe\n", CSV, 200);
  }

  private String upload(String query, String list, String type, int expected) throws IOException {
    return through.post(batches + query, list, Map.of(ThroughProxy.CONTENT_TYPE, type), expected);
  }

  private void readResults(String batch) throws IOException {
    String results = batch + "/results";
    through.get(results, 200);
    for (String form : FORMS) {
      through.get(results + "?format=" + form, 200);
      through.get(batch + "?format=" + form, 200);
      through.get(results + "?limit=2&format=" + form, 200);
    }
    for (String type : MEDIA_TYPES) {
      through.send("GET", results, null, Map.of("Accept", type), 200);
    }
    for (String filter : FILTERS) {
      through.get(results + "?" + filter, 200);
      through.get(results + "?format=csv&" + filter, 200);
      through.get(results + "?format=geojson&" + filter, 200);
    }
    String page = through.get(results + "?limit=1", 200);
    through.get(results + "?limit=1&after=" + ThroughProxy.field(page, "next_cursor"), 200);
    for (String query : REFUSED) {
      through.get(results + "?" + query, 400);
    }
    through.send("GET", results, null, Map.of("Accept", "application/pdf"), 406);
    through.send("GET", results, null, Map.of("If-None-Match", "*"), 304);
    through.get(batches + "/batch_7/results", 404);
  }

  private void sendForExports(String batch) throws IOException {
    String exports = through.organization() + "/exports";
    String wanted = "{\"batch_ids\": [\"%s\"]}".formatted(batch.substring(batches.length() + 1));
    through.post(exports, wanted, 200);
    Map<String, String> later = Map.of("Prefer", "respond-async", "Idempotency-Key", "prism-2");
    String made = through.post(exports, wanted, later, 202);
    through.post(exports, wanted, later, 202);
    through.post(exports, "{\"batch_ids\": [\"batch_7\"]}", 404);
    String export = exports + "/" + ThroughProxy.field(made, "id");
    through.awaitCompleted(export);
    through.get(export + "/download", 200);
    through.get(exports + "?limit=1&status=completed", 200);
    through.get(exports + "?limit=0", 400);
    through.get(exports + "?status=lost", 400);
    through.get(exports + "?cursor=nowhere", 400);
    through.get(exports + "/export_7", 404);
    through.get(exports + "/export_7/download", 404);
    through.post(exports, "{}", 400);
    through.post(exports, "{\"batch_ids\": \"all\"}", 400);
  }
}
