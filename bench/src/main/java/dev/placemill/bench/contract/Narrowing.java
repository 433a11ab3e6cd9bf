package dev.placemill.bench.contract;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What [NarrowedDocument] says in place of sentences, operation by operation, and why.
final class Narrowing {
  /// An address that is none any more with one character after it.
  private static final String ADDRESS = "^https://[a-z]{8}[.]example$";

  private final NarrowedDocument document;
  private final WhatIsThere there;
  private final Target target;

  private Narrowing(NarrowedDocument document, WhatIsThere there, Target target) {
    this.document = document;
    this.there = there;
    this.target = target;
  }

  /// Operations that are not tried, and why.
  static final Map<String, String> LEFT_OUT =
      Map.of(
          "readOpenApiAsJson",
          "where anything may stand in a list, the tool wants all of it to be like the first; the"
              + " same as YAML is tried",
          "importDataset",
          "a text at random is no file of places",
          "readConsoleSession",
          "it is for the holder of a cookie, which the tool is not");

  /// The document for the most usual answer of every operation.
  static void usual(NarrowedDocument document, WhatIsThere there, Target target) {
    new Narrowing(document, there, target).usual();
  }

  private void usual() {
    LEFT_OUT.keySet().forEach(document::leaveOut);
    document.having("org").forEach(id -> document.only(id, "org", target.org()));
    batches();
    decisions();
    newerBatches();
    jobs();
    exports();
    matching();
    webhooks();
    keys();
    files();
    only("import_id", "import", "readImport");
    only("dataset", "dataset to drop", "dropDataset");
    // Whoever is signed in has a key.
    ObjectNode signIn = document.properties("KeyForConsole");
    signIn.putObject("key").put("type", "string").putArray("enum").add(target.key());
    document.usualAnswers();
  }

  private void only(String parameter, String thing, String... operations) {
    for (String id : operations) {
      document.only(id, parameter, there.id(thing));
    }
  }

  private void batches() {
    document.having("batch_id").forEach(id -> only("batch_id", "batch", id));
    only("batch_id", "batch to delete", "deleteBatch");
    // What has ended cannot be paused.
    only("batch_id", "batch to pause", "pauseBatch");
    only("batch_id", "batch to resume", "resumeBatch");
    // In a header everything is text, so no wrong type can be sent.
    for (String id : document.having("Idempotency-Key")) {
      document.parameter(id, "Idempotency-Key", schema -> schema.put("type", "string"));
    }
    // The others are for lists in other forms than JSON, and for trying.
    document.with("createBatch", "Idempotency-Key");
    // By a pattern or a length the shortest ids of two places would be the same.
    document.properties("PlaceToEnrich").putObject("place_id").put("type", "string");
    // One of the two is given.
    document.properties("BatchToCreate").remove("webhook");
    address(document.properties("BatchToCreate"), "webhook_url");
    // A place that is worked again has to end before the next request, which none waits for.
    nothing(document.properties("Reprocessing"), "place_ids");
    // Forms and pages exclude each other.
    document.with("readBatch", "offset", "limit", "Prefer", "If-None-Match");
    // Which places pass would have to end before the next request.
    document.with("reprocessBatch", "Idempotency-Key");
    // All of them, and all ways to leave some out, would be ten thousands of requests.
    document.with("listBatches", "offset", "limit", "name");
    document.with("readResults", "status", "attribute", "updated_since", "after", "limit");
    document.with(
        "readOverview", "values", "min_confidence", "min_distance", "search", "If-None-Match");
    document.only("readResults", "attribute", "name", "website");
    document.only("readOverview", "values", "name", "website");
  }

  /// About a value that was found; what can be said of it depends on whether there is one.
  private void decisions() {
    ObjectNode decision = document.properties("DecisionToMake").remove(List.of("found", "value"));
    word(decision, "place_id", WhatIsThere.PLACE);
    word(decision, "attribute", "name");
    word(decision, "verdict", "accept").add("reject");
    document.schema("DecisionToMake").withArray("required").add("place_id");
  }

  private static ArrayNode word(ObjectNode properties, String field, String word) {
    return properties.putObject(field).put("type", "string").putArray("enum").add(word);
  }

  private void newerBatches() {
    only("batch_id", "jobs", "readJobBatch", "reprocessJobBatch");
    only("batch_id", "jobs to delete", "deleteJobBatch");
    for (String id : document.having("Placemill-Vocabulary")) {
      document.only(id, "Placemill-Vocabulary", "jobs");
    }
    // With it and without it would be twice.
    document.without("deleteJobBatch", "Placemill-Vocabulary");
    // How many can be listed depends on it.
    document.without("listJobBatches", "Placemill-Vocabulary");
    document.only("readJobBatch", "enrichments", "websites", "websites,phoneNumbers");
    document
        .properties("JobToAdd")
        .putObject("place_id")
        .putArray("type")
        .add("string")
        .add("null");
    ObjectNode again = document.properties("JobReprocess");
    nothing(again, "place_ids");
    // That it is false means all, which then have to end.
    again.remove("failed_only");
  }

  private void jobs() {
    only("place_id", "job", "readJob");
    only("place_id", "job-to-delete", "deleteJob");
    only("batchId", "jobs", "listJobs");
    items("JobsToReprocess", "place_ids", there.id("job"));
    // A place that cannot be read is refused, and texts at random are no coordinates or addresses.
    ObjectNode place = document.properties("OneJob").putObject("inputs").put("type", "object");
    place.putArray("required").add("name").add("latitude").add("longitude");
    ObjectNode inputs = place.putObject("properties");
    inputs.putObject("name").put("type", "string");
    number(inputs, "latitude", 90);
    number(inputs, "longitude", 180);
    for (String field : List.of("phone", "website", "category", "brand")) {
      inputs.putObject(field).putArray("type").add("string").add("null");
    }
    // Words at random are no preference.
    document.without("enrichPlace", "Prefer");
  }

  private static void number(ObjectNode properties, String field, int most) {
    properties.putObject(field).put("type", "number").put("minimum", -most).put("maximum", most);
  }

  private void exports() {
    only("export_id", "export", "readExport", "downloadExport");
    // It cannot make lists in which nothing is twice.
    document
        .properties("ExportToMake")
        .putObject("batch_ids")
        .putArray("const")
        .add(there.id("batch"));
    // With it the answer is another one.
    document.without("createExport", "Prefer");
    only("cursor", "cursor", "listExports");
  }

  private void matching() {
    // It and `place` exclude each other.
    ObjectNode request = document.properties("MatchRequest").remove(List.of("places"));
    items("MatchRequest", "match_sources", there.id("dataset"));
    request.putObject("place").put("$ref", "#/components/schemas/PlaceToMatch");
    ((ObjectNode) request.path("candidates")).put("type", "array");
    document.schema("MatchRequest").putArray("required").add("place").add("candidates");
    ObjectNode place = document.properties("PlaceToMatch");
    place.putObject("name").put("type", "string").put("pattern", "^[a-z]{5}$");
    number(place, "latitude", 90);
    number(place, "longitude", 180);
    document
        .schema("PlaceToMatch")
        .putArray("required")
        .add("name")
        .add("latitude")
        .add("longitude");
  }

  private void webhooks() {
    document.having("webhook_id").forEach(id -> only("webhook_id", "webhook", id));
    only("webhook_id", "webhook to change", "changeWebhook");
    only("webhook_id", "webhook to delete", "deleteWebhook");
    only("delivery_id", "delivery", "resendDelivery");
    document
        .properties("WebhookToAdd")
        .putObject("url")
        .put("type", "string")
        .put("pattern", ADDRESS);
    address(document.properties("WebhookChange"), "url");
  }

  private static void address(ObjectNode properties, String field) {
    properties.putObject(field).put("pattern", ADDRESS).putArray("type").add("string").add("null");
  }

  private void keys() {
    document.having("key_id").forEach(id -> only("key_id", "key", id));
    only("key_id", "key to revoke", "revokeKey");
    only("key_id", "key to replace", "rotateKey");
    // A key is replaced once, so there is one good request.
    var rotation = (ObjectNode) document.properties("KeyRotation").path("overlap_seconds");
    rotation.put("type", "integer").putArray("enum").add(86_400);
    document.schema("KeyRotation").putArray("required").add("overlap_seconds");
    document.withBody("rotateKey");
    // A random time may be over.
    var expires = (ObjectNode) document.properties("KeyToMake").path("expires_at");
    expires.putArray("enum").add("2099-12-31T23:59:59Z").addNull();
    // The second of a random pair may be before the first.
    document.only("readUsage", "from", "2026-01-01", "2026-02-01");
    document.only("readUsage", "to", "2026-12-01", "2026-12-31");
  }

  /// Each file has a media type of its own, known by its name.
  private void files() {
    document.only("readPartOfApiPage", "file", "pages.css");
    document.answer("readPartOfApiPage", "200", "text/css");
    document.only("readPartOfConsole", "file", "app.js");
    document.answer("readPartOfConsole", "200", "text/javascript");
    document.only("readLibraryOfConsole", "library", "lit-html");
    document.only("readLibraryOfConsole", "file", "lit-html.js");
    document.answer("readLibraryOfConsole", "200", "text/javascript");
    document.only("readPartOfLibraryOfConsole", "library", "lit-html");
    document.only("readPartOfLibraryOfConsole", "folder", "directives");
    document.only("readPartOfLibraryOfConsole", "file", "repeat.js");
    document.answer("readPartOfLibraryOfConsole", "200", "text/javascript");
  }

  private static void nothing(ObjectNode properties, String field) {
    properties.putObject(field).put("type", "null");
  }

  private void items(String schema, String field, String word) {
    ((ObjectNode) document.properties(schema).path(field))
        .putObject("items")
        .put("type", "string")
        .putArray("enum")
        .add(word);
  }
}
