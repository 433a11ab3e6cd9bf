package dev.placemill.server.docs;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// What the OpenAPI document says of operations, answers and their schemas, and what is wrong with
/// an answer or an example by it.
final class Schemas {
  private static final String DOCUMENT = "https://placemill.test/openapi.json";

  private final JsonNode document;
  private final SchemaRegistry registry;

  Schemas(JsonNode document) {
    this.document = document;
    this.registry =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemas(Map.of(DOCUMENT, document.toString())));
  }

  JsonNode document() {
    return document;
  }

  /// The answer that an operation gives with a status, references followed.
  JsonNode answer(String method, String path, int status) {
    JsonNode operation = document.path("paths").path(path).path(method);
    JsonNode exact = operation.path("responses").path(Integer.toString(status));
    JsonNode range = operation.path("responses").path(status / 100 + "XX");
    JsonNode answer = resolved(exact.isMissingNode() ? range : exact);
    if (answer.isMissingNode()) {
      throw new AssertionError(
          "the document has no answer %d of %s %s".formatted(status, method, path));
    }
    return answer;
  }

  JsonNode resolved(JsonNode node) {
    String reference = node.path("$ref").asString("");
    return reference.isEmpty() ? node : document.at(reference.substring(1));
  }

  /// What is wrong with a value by a schema of the document, in sentences. Stricter than the schema
  /// itself: a field that no part of it describes is wrong too.
  List<String> faults(JsonNode schema, JsonNode value) {
    List<String> faults = new ArrayList<>();
    String absolute = schema.toString().replace("\"$ref\":\"#", "\"$ref\":\"" + DOCUMENT + "#");
    Schema compiled = registry.getSchema(absolute, InputFormat.JSON);
    compiled.validate(value).forEach(error -> faults.add(error.toString()));
    addUndescribed(schema, value, "#", faults);
    return faults;
  }

  private void addUndescribed(
      JsonNode schema, JsonNode value, String pointer, List<String> faults) {
    if (value.isArray()) {
      int index = 0;
      for (JsonNode element : value.values()) {
        addUndescribed(resolved(schema).path("items"), element, pointer + "/" + index++, faults);
      }
      return;
    }
    Map<String, JsonNode> fields = new HashMap<>();
    boolean open = addFields(schema, fields);
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      String at = pointer + "/" + field.getKey();
      JsonNode described = fields.get(field.getKey());
      if (described != null) {
        addUndescribed(described, field.getValue(), at, faults);
      } else if (!open) {
        faults.add(at + " is not described");
      }
    }
  }

  /// Whether the schema lets fields of any name through.
  private boolean addFields(JsonNode reference, Map<String, JsonNode> fields) {
    JsonNode schema = resolved(reference);
    boolean untold = List.of("type", "allOf", "oneOf").stream().noneMatch(schema::has);
    boolean open = schema.has("additionalProperties") || untold;
    for (Map.Entry<String, JsonNode> field : schema.path("properties").properties()) {
      fields.put(field.getKey(), field.getValue());
    }
    for (String parts : List.of("allOf", "oneOf")) {
      for (JsonNode part : schema.path(parts).values()) {
        open |= addFields(part, fields);
      }
    }
    return open;
  }
}
