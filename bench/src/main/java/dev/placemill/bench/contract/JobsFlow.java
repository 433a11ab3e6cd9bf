package dev.placemill.bench.contract;

import java.io.IOException;
import java.util.Map;

/// What clients of the newer API do: batches of jobs, single places, and what is asked about them.
final class JobsFlow {
  private static final String OWN_ID = "prism-stores";
  private static final String PLACE =
      """
      {"place_id": "prism-single", "inputs": {"name": "Waterstones", "full_address": "203 Piccadilly, London"}%s}
      """;
  private static final String NOTHING_MORE = "";

  private final ThroughProxy through;
  private final String organization;
  private final String batches;

  private JobsFlow(ThroughProxy through) {
    this.through = through;
    this.organization = through.organization();
    // Under the version the document has the newer words.
    this.batches = "/v1" + organization + "/batches";
  }

  static void send(ThroughProxy through) throws IOException {
    var flow = new JobsFlow(through);
    flow.sendForBatches();
    flow.sendForJobs();
    flow.sendBad();
    flow.deleteAll();
  }

  private static String jobs(boolean now, String letter) {
    return """
    {"batch_id": "%s", "batch_name": "Stores", "attributes": ["websites"], "kick_off_jobs_now": %s, "jobs": [
      {"place_id": "%s1", "inputs": {"name": "Starbucks", "latitude": 40.7128, "longitude": -74.006}},
      {"place_id": "%s2", "inputs": {"name": "Nowhere"}}]}
    """
        .formatted(OWN_ID, now, letter, letter);
  }

  private void sendForBatches() throws IOException {
    String batch = batches + "/" + OWN_ID;
    through.post(batches, jobs(false, "a"), 200);
    through.get(batch, 200);
    through.post(batch + "/reprocess", "{\"incomplete_only\": true}", 200);
    through.awaitEnd(batch);
    through.post(batches, jobs(true, "b"), 200);
    through.awaitEnd(batch);
    through.post(batches, jobs(true, "b"), 400);
    through.post(batch + "/reprocess", 200);
    through.awaitEnd(batch);
    through.post(
        batch + "/reprocess", "{\"failed_only\": false, \"attributes\": [\"openingHours\"]}", 200);
    through.awaitEnd(batch);
    through.get(batch + "?enrichments=websites,openingHours", 200);
    through.send("GET", batch, null, Map.of("If-None-Match", "*"), 304);
    through.send("GET", batch, null, Map.of("Placemill-Vocabulary", "jobs"), 200);
    through.get(batches, 200);
    through.get(batches + "?limit=1&offset=0&query=prism", 200);
    through.send("GET", batches, null, Map.of("Placemill-Vocabulary", "jobs"), 200);
    change("{\"batch_name\": \"Shops\", \"refresh\": true}", 200);
    through.post(
        organization + "/batches/refresh",
        "{\"batch_ids\": [\"%s\", \"nobody's\"], \"refresh\": false}".formatted(OWN_ID),
        200);
  }

  private void change(String body, int expected) throws IOException {
    through.send(
        "PUT",
        organization + "/batches/" + OWN_ID,
        body,
        Map.of(ThroughProxy.CONTENT_TYPE, "application/json"),
        expected);
  }

  private void sendForJobs() throws IOException {
    String jobs = organization + "/jobs";
    through.get(organization + "/attributes", 200);
    through.post(organization + "/enrich", PLACE.formatted(NOTHING_MORE), 200);
    through.post(organization + "/enrich", PLACE.formatted(", \"refresh\": true"), 200);
    Map<String, String> later = Map.of("Prefer", "respond-async");
    through.post(
        organization + "/enrich", PLACE.formatted(", \"attribute_set\": \"all\""), later, 202);
    through.post(jobs, PLACE.formatted(", \"attributes\": [\"phoneNumbers\"]"), 202);
    through.get(jobs + "/prism-single", 200);
    through.get(jobs + "/a1", 200);
    through.get(jobs + "/a2", 200);
    through.get(jobs, 200);
    through.get(jobs + "?batchId=" + OWN_ID + "&limit=1&offset=1", 200);
    through.get(jobs + "?excludeBatches=true", 200);
    through.get(jobs + "?groupBy=day", 200);
    through.get(jobs + "?day=2026-01-01", 200);
    through.post(jobs + "/reprocess", "{\"place_ids\": [\"a1\", \"prism-single\"]}", 200);
    through.awaitEnd(batches + "/" + OWN_ID);
  }

  private void sendBad() throws IOException {
    String jobs = organization + "/jobs";
    through.post(batches, "{\"jobs\": []}", 400);
    through.post(batches, "{\"jobs\": [{\"place_id\": \"a\"}]}", 400);
    through.post(batches, "{\"jobs\": [], \"places\": []}", 400);
    through.send("GET", batches, null, Map.of("Placemill-Vocabulary", "latin"), 400);
    through.send("GET", batches + "?limit=501", null, Map.of("Placemill-Vocabulary", "jobs"), 400);
    through.get(batches + "/nobody's", 404);
    through.get(batches + "/" + OWN_ID + "?enrichments=mood", 400);
    through.post(batches + "/" + OWN_ID + "/reprocess", "{\"failed_only\": 7}", 400);
    through.post(batches + "/nobody's/reprocess", "{\"failed_only\": true}", 404);
    change("{\"batch_name\": 7}", 400);
    through.post(organization + "/batches/refresh", "{\"batch_ids\": []}", 400);
    through.post(organization + "/enrich", "{}", 400);
    through.post(organization + "/enrich", "{\"inputs\": {\"name\": \"Nowhere\"}}", 400);
    through.post(jobs, "{\"inputs\": 7}", 400);
    through.get(jobs + "/nobody's", 404);
    through.get(jobs + "?limit=-1", 400);
    through.get(jobs + "?groupBy=week", 400);
    through.get(jobs + "?day=today", 400);
    through.get(jobs + "?batchId=nobody's", 404);
    through.post(jobs + "/reprocess", "{\"place_ids\": [\"nobody's\"]}", 400);
    through.post(jobs + "/reprocess", "{}", 400);
  }

  private void deleteAll() throws IOException {
    through.delete(organization + "/jobs/a1", 409);
    through.delete(organization + "/jobs/prism-single", 200);
    through.delete(organization + "/jobs/prism-single", 404);
    through.delete(batches + "/" + OWN_ID, 200);
    through.delete(batches + "/" + OWN_ID, 404);
  }
}
