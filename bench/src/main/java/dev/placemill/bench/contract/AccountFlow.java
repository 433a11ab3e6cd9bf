package dev.placemill.bench.contract;

import java.io.IOException;
import java.util.Map;

/// Matching, and what an organization asks about itself: its keys, what was done, what was used.
final class AccountFlow {
  private static final String CANDIDATES =
      """
      "candidates": [
        {"place_id": "a", "name": "Café Morgenrot", "latitude": 47.0723, "longitude": 15.4389},
        {"place_id": "b", "name": "Optik Berger", "latitude": 47.0724, "longitude": 15.4386}]
      """;
  private static final String PLACE =
      "{\"name\": \"Cafe Morgenrot\", \"latitude\": 47.0722, \"longitude\": 15.4388}";

  private final ThroughProxy through;
  private final String organization;

  private AccountFlow(ThroughProxy through) {
    this.through = through;
    this.organization = through.organization();
  }

  /// @param admin a key that may manage keys
  static void send(ThroughProxy through, String admin) throws IOException {
    var flow = new AccountFlow(through);
    flow.match();
    flow.sendForKeys(Map.of("Authorization", "Bearer " + admin));
  }

  private void match() throws IOException {
    String match = organization + "/match";
    through.post(match, "{\"place\": %s, %s}".formatted(PLACE, CANDIDATES), 200);
    through.post(
        match,
        "{\"places\": [%s, {\"name\": \"Nobody\"}], \"max_matches\": 2, %s}"
            .formatted(PLACE, CANDIDATES),
        200);
    through.post(match, "{\"place\": %s, \"match_sources\": [\"overture\"]}".formatted(PLACE), 422);
    through.post(match, "{\"place\": {}, %s}".formatted(CANDIDATES), 400);
    through.post(match, "{\"place\": %s, \"radius\": 7, %s}".formatted(PLACE, CANDIDATES), 400);
    through.post(match, "{}", 400);
  }

  private void sendForKeys(Map<String, String> admin) throws IOException {
    String keys = organization + "/keys";
    through.get(keys, 403);
    String wanted = "{\"name\": \"nightly\", \"scopes\": [\"batches:read\"], \"expires_at\": null}";
    String made = through.post(keys, wanted, admin, 201);
    String key = keys + "/" + ThroughProxy.field(made, "key_id");
    through.send("GET", keys, null, admin, 200);
    through.send("GET", key, null, admin, 200);
    through.post(key + "/rotate", "{\"overlap_seconds\": 60}", admin, 201);
    through.post(key + "/rotate", "{}", admin, 409);
    through.post(key + "/rotate", "{\"overlap_seconds\": -1}", admin, 400);
    through.send("DELETE", key, null, admin, 204);
    through.send("GET", keys + "/0", null, admin, 404);
    through.send("DELETE", keys + "/0", null, admin, 404);
    through.post(keys, "{\"scopes\": [\"everything\"]}", admin, 400);
    through.post(keys, "{\"expires_at\": \"2020-01-01T00:00:00Z\"}", admin, 400);
    String audit = organization + "/audit";
    String page = through.send("GET", audit + "?limit=1", null, admin, 200);
    String next = ThroughProxy.field(page, "next_cursor");
    through.send("GET", audit + "?limit=1&after=" + next, null, admin, 200);
    through.send("GET", audit + "?after=now", null, admin, 400);
    String usage = organization + "/usage";
    through.send("GET", usage, null, admin, 200);
    through.send("GET", usage + "?from=2026-01-01&to=2026-02-01", null, admin, 200);
    through.send("GET", usage + "?from=yesterday", null, admin, 400);
    through.send("GET", usage + "?from=2026-02-01&to=2026-01-01", null, admin, 400);
    through.get(usage, 403);
  }
}
