package dev.placemill.server.export;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Exports as the JSON a client reads.
final class ExportJson {
  private static final JsonMapper JSON = JsonMapper.shared();

  private ExportJson() {}

  /// @param path of all exports, as the client sees it
  static byte[] of(Export export, String path) {
    return JSON.writeValueAsBytes(node(export, path));
  }

  /// @param cursor of the next page, or null when there is none
  static byte[] of(List<Export> exports, @Nullable String cursor, String path) {
    ObjectNode list = JSON.createObjectNode();
    ArrayNode items = list.putArray("exports");
    exports.forEach(export -> items.add(node(export, path)));
    list.put("next_cursor", cursor);
    return JSON.writeValueAsBytes(list);
  }

  private static ObjectNode node(Export export, String path) {
    String self = path + "/" + export.publicId();
    boolean isThere = export.status() == ExportStatus.COMPLETED;
    ObjectNode node = JSON.createObjectNode();
    node.put("id", export.publicId());
    node.put("status", export.status().wireName());
    ArrayNode ids = node.putArray("batch_ids");
    export.batchIds().forEach(ids::add);
    ObjectNode names = node.putObject("batch_names");
    for (int i = 0; i < export.batchIds().size(); i++) {
      names.put(export.batchIds().get(i), export.batchNames().get(i));
    }
    node.put("status_url", self);
    node.put("download_url", isThere ? self + "/download" : null);
    node.put("expired", export.status() == ExportStatus.EXPIRED);
    node.put("created_at", text(export.createdAt()));
    node.put("updated_at", text(export.updatedAt()));
    node.put("expires_at", text(export.expiresAt()));
    node.put("error", export.error());
    ObjectNode metadata = node.putObject("metadata");
    metadata.put("rows_exported", export.rows());
    metadata.put("bytes", export.bytes());
    return node;
  }

  private static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : time.truncatedTo(ChronoUnit.MILLIS).toString();
  }
}
