package dev.placemill.server.docs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/// The OpenAPI document of this server, put together of several files in `openapi/`, each of which
/// has paths, components and tags of its own.
final class ApiDocument {
  /// In the order in which their paths are shown. The first holds what all the others share.
  static final List<String> FILES =
      List.of(
          "frame",
          "batches",
          "new-batch",
          "uploads",
          "batch",
          "pause",
          "results",
          "overview",
          "decisions",
          "exports",
          "item",
          "enriched-data",
          "match",
          "datasets",
          "webhooks",
          "jobs-batches",
          "jobs-list",
          "enrich",
          "keys",
          "usage",
          "operation",
          "documentation",
          "console");

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
          .disable(YAMLWriteFeature.SPLIT_LINES)
          .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
          .enable(YAMLWriteFeature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .build();

  private final ObjectNode document;

  private ApiDocument(ObjectNode document) {
    this.document = document;
  }

  static ApiDocument load() {
    ObjectNode document = YAML.createObjectNode();
    FILES.forEach(file -> merge(document, read(file + ".yaml"), "#"));
    OrganizationAnswers.addTo(document);
    return new ApiDocument(document);
  }

  private static JsonNode read(String file) {
    try (InputStream in = ApiDocument.class.getResourceAsStream("openapi/" + file)) {
      if (in == null) {
        throw new IllegalStateException("there is no file openapi/" + file);
      }
      return YAML.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Adds what a file says to what the files before it said. Objects grow, lists grow longer, and
  /// nothing may be said twice.
  private static void merge(ObjectNode into, JsonNode from, String pointer) {
    for (Map.Entry<String, JsonNode> field : from.properties()) {
      String name = field.getKey();
      JsonNode known = into.path(name);
      if (known.isMissingNode()) {
        into.set(name, field.getValue());
      } else if (known instanceof ObjectNode object && field.getValue().isObject()) {
        merge(object, field.getValue(), pointer + "/" + name);
      } else if (known instanceof ArrayNode list && field.getValue() instanceof ArrayNode more) {
        list.addAll(more);
      } else {
        throw new IllegalStateException("two files have " + pointer + "/" + name);
      }
    }
  }

  /// As JSON, for people too.
  byte[] json(String prefix) {
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(under(prefix));
  }

  byte[] yaml(String prefix) {
    return YAML.writeValueAsBytes(under(prefix));
  }

  /// The document as a client sees it to whom all paths begin with the prefix.
  JsonNode under(String prefix) {
    if (prefix.isEmpty()) {
      return document;
    }
    ObjectNode prefixed = document.deepCopy();
    addPrefix(prefixed, prefix);
    prefixed.path("paths").forEach(path -> addPrefix(path, prefix));
    return prefixed;
  }

  private static void addPrefix(JsonNode withServers, String prefix) {
    for (JsonNode server : withServers.path("servers")) {
      String url = server.path("url").asString();
      ((ObjectNode) server).put("url", url.equals("/") ? prefix : prefix + url);
    }
  }
}
