package dev.placemill.bench.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The document as far as the tool can know what to send: what is there to be named, what excludes
/// each other, and what can be done only once is told in sentences, which it does not read. What it
/// is told in their place, and why, is in [Narrowing].
final class NarrowedDocument {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");
  private static final String JSON_TYPE = "application/json";

  /// Letters that stand alone: of the patterns that exclude control characters the tool makes
  /// halves of letters too, which are no text.
  private static final String PLAIN_TEXT = "^[!-~]+$";

  private final ObjectNode document;
  private final Map<String, Operation> operations = new TreeMap<>();

  private NarrowedDocument(ObjectNode document) {
    this.document = document;
  }

  /// The document of a server, each operation with all of its own parameters.
  static NarrowedDocument of(Target target) throws IOException {
    String text = Files.readString(target.directory().resolve("openapi.json"));
    return of((ObjectNode) JSON.readTree(text));
  }

  static NarrowedDocument of(ObjectNode document) {
    var narrowed = new NarrowedDocument(document);
    document.remove("webhooks");
    document.putArray("security").addObject().putArray("bearer");
    plain(document);
    narrowed.readOperations();
    return narrowed;
  }

  /// An operation where it stands in the document.
  record Operation(String path, String method, ObjectNode node) {
    /// Its method and path.
    String request() {
      return method.toUpperCase(Locale.ROOT) + " " + path;
    }
  }

  private void readOperations() {
    var paths = (ObjectNode) document.path("paths");
    for (Map.Entry<String, JsonNode> path : paths.properties()) {
      var item = (ObjectNode) path.getValue();
      JsonNode shared = item.path("parameters");
      item.remove("parameters");
      for (String method : METHODS) {
        if (item.path(method) instanceof ObjectNode node) {
          ArrayNode own = JSON.createArrayNode();
          for (JsonNode parameter : both(shared, node.path("parameters"))) {
            own.add(resolved(parameter).deepCopy());
          }
          node.set("parameters", own);
          operations.put(
              node.path("operationId").asString(), new Operation(path.getKey(), method, node));
        }
      }
    }
  }

  private static List<JsonNode> both(JsonNode first, JsonNode second) {
    List<JsonNode> both = new ArrayList<>(first.values());
    both.addAll(second.values());
    return both;
  }

  private JsonNode resolved(JsonNode node) {
    String reference = node.path("$ref").asString("");
    return reference.isEmpty() ? node : document.at(reference.substring(1));
  }

  String json() {
    return document.toString();
  }

  /// The operations that are left, by their ids.
  Map<String, Operation> operations() {
    return Map.copyOf(operations);
  }

  private Operation operation(String id) {
    Operation operation = operations.get(id);
    if (operation == null) {
      throw new IllegalArgumentException("there is no operation " + id);
    }
    return operation;
  }

  /// Takes an operation out.
  void leaveOut(String id) {
    Operation operation = operation(id);
    var paths = (ObjectNode) document.path("paths");
    var item = (ObjectNode) paths.path(operation.path());
    item.remove(operation.method());
    if (METHODS.stream().noneMatch(item::has)) {
      paths.remove(operation.path());
    }
    operations.remove(id);
  }

  /// Takes every other operation out.
  void keep(String... ids) {
    Set.copyOf(operations.keySet()).stream()
        .filter(id -> !List.of(ids).contains(id))
        .forEach(this::leaveOut);
  }

  /// Takes parameters out of an operation.
  void without(String id, String... names) {
    for (String name : names) {
      parameters(id).remove(index(id, name));
    }
  }

  /// Takes every other parameter out of an operation, but those of its path.
  void with(String id, String... names) {
    parameters(id)
        .removeIf(parameter ->
            !parameter.path("in").asString().equals("path")
                && !List.of(names).contains(parameter.path("name").asString()));
  }

  /// Lets a parameter of an operation have these words alone.
  void only(String id, String name, String... words) {
    schema(id, name, words);
  }

  /// The same, and the parameter is always there.
  void always(String id, String name, String word) {
    schema(id, name, word).put("required", true);
  }

  private ObjectNode schema(String id, String name, String... words) {
    var parameter = (ObjectNode) parameters(id).get(index(id, name));
    ArrayNode all = parameter.putObject("schema").put("type", "string").putArray("enum");
    List.of(words).forEach(all::add);
    return parameter;
  }

  /// Replaces what a parameter may be.
  void parameter(String id, String name, Consumer<ObjectNode> schema) {
    schema.accept(((ObjectNode) parameters(id).get(index(id, name))).putObject("schema"));
  }

  private ArrayNode parameters(String id) {
    return (ArrayNode) operation(id).node().path("parameters");
  }

  private int index(String id, String name) {
    ArrayNode parameters = parameters(id);
    for (int i = 0; i < parameters.size(); i++) {
      if (parameters.get(i).path("name").asString().equals(name)) {
        return i;
      }
    }
    throw new IllegalArgumentException("%s has no parameter %s".formatted(id, name));
  }

  /// The ids of the operations that have a parameter.
  List<String> having(String parameter) {
    return operations.keySet().stream()
        .filter(id ->
            parameters(id).values().stream()
                .anyMatch(one -> one.path("name").asString().equals(parameter)))
        .toList();
  }

  /// Leaves an operation one good answer, in one media type: the tool asks for none by name.
  void answer(String id, String status, String mediaType) {
    var answers = (ObjectNode) operation(id).node().path("responses");
    for (String other : List.copyOf(answers.propertyNames())) {
      boolean good = other.startsWith("2") || other.startsWith("3");
      if (good && !other.equals(status)) {
        answers.remove(other);
      }
    }
    if (resolved(answers.path(status)).path("content") instanceof ObjectNode content) {
      content.retain(mediaType);
    }
  }

  /// Leaves each operation whose answers are not chosen the usual one.
  void usualAnswers() {
    for (Operation operation : operations.values()) {
      var answers = (ObjectNode) operation.node().path("responses");
      // The tool knows no `2XX`, which the other answer of an operation may be under.
      String status =
          answers.propertyNames().stream()
              .filter(code -> code.matches("2\\d\\d"))
              .findFirst()
              .orElseThrow();
      JsonNode content = resolved(answers.path(status)).path("content");
      answer(operation.node().path("operationId").asString(), status, usual(content));
      if (operation.node().path("requestBody").path("content") instanceof ObjectNode bodies) {
        bodies.retain(usual(bodies));
      }
    }
  }

  private static String usual(JsonNode byMediaType) {
    return byMediaType.isEmpty() || byMediaType.has(JSON_TYPE)
        ? JSON_TYPE
        : byMediaType.propertyNames().iterator().next();
  }

  /// Lets an operation never be asked for without a body.
  void withBody(String id) {
    ((ObjectNode) operation(id).node().path("requestBody")).put("required", true);
  }

  /// What can be said of the fields of a schema.
  ObjectNode properties(String schema) {
    return (ObjectNode) document.at("/components/schemas/" + schema + "/properties");
  }

  /// A schema of the document.
  ObjectNode schema(String name) {
    return (ObjectNode) document.at("/components/schemas/" + name);
  }

  /// Takes out the examples, which would be taken for pairs of request and answer.
  private static void plain(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove(List.of("example", "examples"));
      if (object.path("pattern").asString("").contains("\\u0000")) {
        object.put("pattern", PLAIN_TEXT);
      }
      object
          .properties()
          .forEach(field -> {
            // Their names are no words of OpenAPI.
            boolean named = field.getKey().equals("properties");
            (named ? field.getValue().values() : List.of(field.getValue()))
                .forEach(NarrowedDocument::plain);
          });
    } else {
      node.values().forEach(NarrowedDocument::plain);
    }
  }
}
