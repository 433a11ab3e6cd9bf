package dev.placemill.server.org;

import dev.placemill.server.http.Scope;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Keys as the JSON a client reads.
final class KeyJson {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private KeyJson() {}

  static byte[] key(ApiKey key) {
    return JSON.writeValueAsBytes(node(key));
  }

  /// A key with its text, which is shown this once.
  static byte[] key(ApiKey key, KeySecret secret) {
    return JSON.writeValueAsBytes(node(key).put("key", secret.reveal()));
  }

  static byte[] keys(List<ApiKey> keys) {
    ObjectNode root = JSON.createObjectNode();
    root.putArray("items").addAll(keys.stream().map(KeyJson::node).toList());
    return JSON.writeValueAsBytes(root);
  }

  private static ObjectNode node(ApiKey key) {
    ObjectNode node = JSON.createObjectNode();
    node.put("key_id", Long.toString(key.keyId()));
    node.put("name", key.name());
    node.put("ending", key.hint());
    ArrayNode scopes = node.putArray("scopes");
    Scope.wireNames(key.scopes()).forEach(scopes::add);
    node.put("state", key.state());
    node.put("created_at", text(key.createdAt()));
    node.put("expires_at", text(key.expiresAt()));
    node.put("last_used_at", text(key.lastUsedAt()));
    node.put("revoked_at", text(key.revokedAt()));
    node.put("replaced_by", key.replacedBy() == null ? null : key.replacedBy().toString());
    return node;
  }

  private static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : time.truncatedTo(ChronoUnit.MILLIS).toString();
  }
}
