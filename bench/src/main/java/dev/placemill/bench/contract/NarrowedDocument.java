package dev.placemill.bench.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The document narrowed down for a tool that makes requests of it, in what OpenAPI has no words
/// for: the organization and the batch that exist, ids that differ, fields that exclude each other,
/// what can be done only once.
final class NarrowedDocument {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

  /// Operations that are left out, and why.
  private static final Map<String, String> LEFT_OUT =
      Map.of(
          "deleteBatch", "the second time it is gone",
          "deleteWebhook", "the second time it is gone",
          "reprocessBatch", "refused until the batch has ended again",
          "deleteJobBatch", "the second time it is gone",
          "reprocessJobBatch", "refused until the batch has ended again",
          "resendDelivery", "refused until the delivery is over",
          "importDataset", "takes files of places, of which the tool makes none",
          "dropDataset", "there is none to drop",
          "readOpenApiAsJson", "the tool takes the names in a document for fields of its own",
          "readPartOfApiPage", "each file has a media type of its own, known by its name");

  /// Parameters that ask for another answer: a cursor in place of an offset, and no batch at all.
  private static final Set<String> OTHER_WAYS = Set.of("after", "DryRun");

  /// Letters that stand alone: of the patterns that exclude control characters the tool makes
  /// halves of letters too, which are no text.
  private static final String PLAIN_TEXT = "^[!-~]+$";

  /// An address that is none any more with one character after it.
  private static final String ADDRESS = "^https://[a-z]{8}[.]example$";

  private final JsonNode document;
  private int operations;

  private NarrowedDocument(JsonNode document) {
    this.document = document;
  }

  /// Makes a batch and a webhook that stay, and the document that names them.
  static NarrowedDocument of(Target target) throws IOException {
    var narrowed =
        new NarrowedDocument(
            JSON.readTree(Files.readString(target.directory().resolve("openapi.json"))));
    plain(narrowed.document);
    narrowed.nameWhatExists(target);
    narrowed.exclude();
    narrowed.paths();
    return narrowed;
  }

  String json() {
    return document.toString();
  }

  /// How many operations are left.
  int operations() {
    return operations;
  }

  private void nameWhatExists(Target target) throws IOException {
    String places =
        "{\"places\": [{\"place_id\": \"a\", \"inputs\": {\"name\": \"Starbucks\", \"latitude\":"
            + " 40.7, \"longitude\": -74.0}}]}";
    String webhooks = "/" + target.org() + "/place_enrichment/webhooks";
    only("Org", target.org());
    only("BatchId", made(target, target.batches(), places, "batch_id"));
    only("WebhookId", made(target, webhooks, "{\"url\": \"https://first.example\"}", "webhook_id"));
  }

  private static String made(Target target, String path, String body, String field)
      throws IOException {
    var answer = target.send(target.url(), "POST", path, body, "application/json");
    String id = JSON.readTree(answer.body()).path(field).asString("");
    if (id.isEmpty()) {
      throw new IOException(path + ": " + answer.body());
    }
    return id;
  }

  private void only(String parameter, String word) {
    ((ObjectNode) document.at("/components/parameters/" + parameter))
        .putObject("schema")
        .put("type", "string")
        .putArray("enum")
        .add(word);
  }

  /// What only a sentence says: ids differ, one of two fields is given, an address leads somewhere.
  private void exclude() {
    ((ObjectNode) document).remove("webhooks");
    ((ObjectNode) document).putArray("security").addObject().putArray("bearer");
    // In a header everything is text; one that is sent twice is another answer.
    ((ObjectNode) document.at("/components/parameters/IdempotencyKey"))
        .putObject("schema")
        .put("type", "string");
    // By a pattern or a length the shortest ids of two places would be the same.
    properties("PlaceToEnrich").putObject("place_id").put("type", "string");
    properties("BatchToCreate").remove(List.of("webhook", "webhook_url"));
    ObjectNode added = properties("WebhookToAdd");
    added.putObject("url").put("type", "string").put("pattern", ADDRESS);
    // A disabled one refuses to be tried.
    ObjectNode change = properties("WebhookChange").remove(List.of("enabled"));
    change.putObject("url").put("pattern", ADDRESS).putArray("type").add("string").add("null");
  }

  private ObjectNode properties(String schema) {
    return (ObjectNode) document.at("/components/schemas/" + schema + "/properties");
  }

  private void paths() {
    var paths = (ObjectNode) document.path("paths");
    for (String path : List.copyOf(paths.propertyNames())) {
      var item = (ObjectNode) paths.path(path);
      for (String method : METHODS) {
        if (LEFT_OUT.containsKey(item.path(method).path("operationId").asString(""))) {
          item.remove(method);
        } else if (item.has(method)) {
          operations++;
          operation((ObjectNode) item.path(method));
        }
      }
      if (METHODS.stream().noneMatch(item::has)) {
        paths.remove(path);
      }
    }
  }

  private static void operation(ObjectNode operation) {
    if (operation.path("parameters") instanceof ArrayNode parameters) {
      parameters.removeIf(parameter -> OTHER_WAYS.contains(name(parameter)));
    }
    if (operation.path("requestBody").path("content") instanceof ObjectNode bodies) {
      usual(bodies);
    }
    var answers = (ObjectNode) operation.path("responses");
    // Which of two good answers comes is not up to the client.
    if (answers.has("202")) {
      answers.remove("200");
    } else if (answers.has("200")) {
      answers.remove("204");
    }
    for (String status : List.copyOf(answers.propertyNames())) {
      if (status.startsWith("2")
          && answers.path(status).path("content") instanceof ObjectNode all) {
        usual(all);
      }
    }
  }

  private static String name(JsonNode parameter) {
    String whole = parameter.path("$ref").asString("");
    return whole.isEmpty()
        ? parameter.path("name").asString("")
        : whole.substring(whole.lastIndexOf('/') + 1);
  }

  /// The tool never says which media type it wants, so the usual one comes.
  private static void usual(ObjectNode byMediaType) {
    String usual =
        byMediaType.has("application/json")
            ? "application/json"
            : byMediaType.propertyNames().iterator().next();
    byMediaType.retain(usual);
  }

  /// Examples would be taken for pairs of request and answer, which they are not.
  private static void plain(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove(List.of("example", "examples"));
      if (object.path("pattern").asString("").contains("\\u0000")) {
        object.put("pattern", PLAIN_TEXT);
      }
    }
    if (node.isContainer()) {
      node.values().forEach(NarrowedDocument::plain);
    }
  }
}
