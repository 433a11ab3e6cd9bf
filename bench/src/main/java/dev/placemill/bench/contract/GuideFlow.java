package dev.placemill.bench.contract;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/// What a client of the guide does, from the first batch to the last, the webhooks and what anybody
/// may ask for; and what it gets wrong on the way.
final class GuideFlow {
  private static final String PLACES =
      """
      {"batch_name": "Q1 2024 Store Locations", "places": [
        {"place_id": "store_001", "inputs": {"name": "Starbucks", "latitude": 40.7128, "longitude": -74.006}},
        {"place_id": "store_002", "inputs": {"name": "Uptown Branch", "address": "789 Broadway, New York, NY"}},
        {"place_id": "store_003", "inputs": {"name": "Nowhere"}}]}
      """;

  private final ThroughProxy through;

  private GuideFlow(ThroughProxy through) {
    this.through = through;
  }

  static void send(ThroughProxy through) throws IOException {
    new GuideFlow(through).send();
  }

  private void send() throws IOException {
    String batches = through.organization() + "/batches";
    String id = ThroughProxy.field(through.post(batches, PLACES, 202), "batch_id");
    String batch = batches + "/" + id;
    through.awaitEnd(batch);
    through.get(batch, 200);
    String page = through.get(batch + "?offset=0&limit=2", 200);
    through.get(batch + "?after=" + ThroughProxy.field(page, "next_cursor"), 200);
    through.send("GET", batch, null, Map.of("If-None-Match", "*"), 304);
    through.send("GET", batch, null, Map.of("Prefer", "wait=1"), 200);
    through.get(batch + "/events", 200);
    through.get(batches + "?limit=10", 200);
    through.post(batch + "/reprocess", "{\"place_ids\": [\"store_003\"]}", 202);
    through.awaitEnd(batch);
    through.post(batch + "/cancel", 200);
    through.post(through.organization() + "/pause", 200);
    String waiting =
        batches + "/" + ThroughProxy.field(through.post(batches, PLACES, 202), "batch_id");
    through.post(waiting + "/pause", 200);
    through.post(waiting + "/resume", 200);
    through.delete(waiting, 204);
    through.post(batch + "/pause", 409);
    through.post(through.organization() + "/resume", 200);
    sendBad(batches, batch);
    sendKeyed(batches);
    sendForWebhooks(through.organization() + "/webhooks");
    through.delete(batch, 204);
    through.get(batch, 404);
    sendAsAnybody();
  }

  private void sendBad(String batches, String batch) throws IOException {
    through.post(batches, "{", 400);
    through.post(batches, "{\"places\": [{\"place_id\": 7}]}", 400);
    through.post(batches, "<places/>", Map.of(ThroughProxy.CONTENT_TYPE, "text/xml"), 415);
    through.get(batches + "?limit=0", 400);
    through.send("GET", batches, null, Map.of("Accept", "text/xml"), 406);
    through.send("GET", batches, null, Map.of("Authorization", "Bearer pmk_wrong"), 401);
    through.get(batch + "?limit=5000", 400);
    through.get(batch + "?format=pdf", 400);
    through.get(batches + "/batch_7", 404);
    through.get(batches + "/batch_7/events", 404);
    through.post(batches + "/batch_7/cancel", 404);
    through.post(batch + "/reprocess", "{\"place_ids\": [\"nobody\"]}", 400);
  }

  private void sendKeyed(String batches) throws IOException {
    Map<String, String> keyed = Map.of("Idempotency-Key", "\"prism-1\"");
    String id = ThroughProxy.field(through.post(batches, PLACES, keyed, 202), "batch_id");
    through.post(batches, PLACES, keyed, 202);
    through.post(batches, PLACES.replace("Nowhere", "Somewhere"), keyed, 422);
    through.awaitEnd(batches + "/" + id);
    through.delete(batches + "/" + id, 204);
  }

  private void sendForWebhooks(String webhooks) throws IOException {
    String made = through.post(webhooks, "{\"url\": \"https://example.com/hook\"}", 201);
    String webhook = webhooks + "/" + ThroughProxy.field(made, "webhook_id");
    through.get(webhooks, 200);
    through.get(webhook, 200);
    through.post(webhook + "/deliveries/dlv_1/resend", 404);
    Map<String, String> json = Map.of(ThroughProxy.CONTENT_TYPE, "application/json");
    through.send("PATCH", webhook, "{\"enabled\": false}", json, 200);
    through.send("PATCH", webhook, "{\"enabled\": 7}", json, 400);
    through.post(webhook + "/rotate", 200);
    through.post(webhook + "/test", 409);
    through.get(webhook + "/deliveries", 200);
    through.get(webhook + "/deliveries?limit=0", 400);
    through.delete(webhook, 204);
    through.get(webhook, 404);
    through.post(webhooks, "{\"url\": \"ftp://example.com\"}", 400);
  }

  private void sendAsAnybody() throws IOException {
    for (String path :
        List.of("/livez", "/readyz", "/healthz", "/metrics", "/openapi.json", "/openapi.yaml")) {
      through.get(path, 200);
    }
    for (String path : List.of("/docs", "/docs/pages.css", "/problems")) {
      through.get(path, 200);
    }
    through.get("/docs/none.css", 404);
    through.get("/problems/batch_not_found", 200);
    Map<String, String> asJson = Map.of("Accept", "application/json");
    through.send("GET", "/problems", null, asJson, 200);
    through.send("GET", "/problems/batch_not_found", null, asJson, 200);
    through.get("/problems/none", 404);
  }
}
