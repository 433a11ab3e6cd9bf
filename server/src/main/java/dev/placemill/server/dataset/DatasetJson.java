package dev.placemill.server.dataset;

import dev.placemill.reference.ReferenceDataset;
import dev.placemill.reference.ReferenceDatasets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Datasets and imports as clients read them.
final class DatasetJson {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final double SHARE_STEPS = 1_000;

  private DatasetJson() {}

  /// @param pathImports whether files of the server may be imported by their path
  static byte[] datasets(List<ReferenceDatasets.Listed> all, boolean pathImports) {
    ObjectNode root = JSON.createObjectNode();
    root.putArray("items").addAll(all.stream().map(DatasetJson::dataset).toList());
    root.put("path_imports", pathImports);
    return JSON.writeValueAsBytes(root);
  }

  private static ObjectNode dataset(ReferenceDatasets.Listed listed) {
    ReferenceDataset dataset = listed.dataset();
    LocalDate date = dataset.date();
    return JSON.createObjectNode()
        .put("dataset", dataset.name())
        .put("format", dataset.format())
        .put("places", dataset.places())
        .put("version", dataset.version())
        .put("licence", dataset.licence())
        .put("date", date == null ? null : date.toString())
        .put("imported_at", time(dataset.importedAt()))
        .put("file", dataset.file())
        .put("bytes", listed.bytes())
        .put("searched", listed.isSearched());
  }

  static byte[] imports(List<DatasetImport> all) {
    ObjectNode root = JSON.createObjectNode();
    root.putArray("items").addAll(all.stream().map(DatasetJson::json).toList());
    return JSON.writeValueAsBytes(root);
  }

  static byte[] of(DatasetImport one) {
    return JSON.writeValueAsBytes(json(one));
  }

  private static ObjectNode json(DatasetImport one) {
    ObjectNode json =
        JSON.createObjectNode()
            .put("import_id", one.id())
            .put("dataset", one.dataset())
            .put("file", one.file())
            .put("state", one.state().wireName())
            .put("share", Math.floor(one.share() * SHARE_STEPS) / SHARE_STEPS)
            .put("places", one.places())
            .put("started_at", time(one.startedAt()))
            .put("ended_at", time(one.endedAt()))
            .put("problem", one.problem());
    one.leftOut().forEach(json.putArray("left_out")::add);
    return json;
  }

  private static @Nullable String time(@Nullable Instant instant) {
    return instant == null ? null : instant.truncatedTo(ChronoUnit.MILLIS).toString();
  }
}
