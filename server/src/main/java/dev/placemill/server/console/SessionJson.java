package dev.placemill.server.console;

import dev.placemill.server.http.Scope;
import dev.placemill.server.org.SignedIn;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What the page needs to know once somebody is signed in.
///
/// @param tiles see [ConsoleConfig]
record SessionJson(String version, @Nullable TileSource tiles, ConsoleLimits limits) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  byte[] of(SignedIn who) {
    ObjectNode node = JSON.createObjectNode();
    node.put("organization", who.caller().org());
    if (who.key() == null) {
      node.putNull("key");
    } else {
      node.putObject("key")
          .put("key_id", Long.toString(who.key().keyId()))
          .put("name", who.key().name())
          .put("ending", who.key().hint());
    }
    ArrayNode scopes = node.putArray("scopes");
    Scope.wireNames(who.caller().scopes()).forEach(scopes::add);
    node.put(
        "signed_in_until",
        who.until() == null ? null : who.until().truncatedTo(ChronoUnit.SECONDS).toString());
    node.put("open", who.key() == null);
    node.put("version", version);
    if (tiles == null) {
      node.putNull("tiles");
    } else {
      node.putObject("tiles").put("url", tiles.url()).put("attribution", tiles.attribution());
    }
    Integer own = who.caller().limits().maxPlaces();
    node.putObject("limits")
        .put("max_places", own == null ? limits.maxPlaces() : own)
        .put("max_jobs", own == null ? limits.maxJobs() : own)
        .put("max_upload_bytes", limits.maxUploadBytes())
        .put("retention_days", limits.retention().toDays());
    return JSON.writeValueAsBytes(node);
  }
}
