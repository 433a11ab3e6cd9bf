package dev.placemill.bench.contract;

import dev.placemill.bench.proof.Command;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What is there before a tool sends its first request, so that its requests can name it. What an
/// operation ends is there for that operation alone.
final class WhatIsThere {
  /// The id of the one place of each batch; it has a result.
  static final String PLACE = "a";

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration MOST = Duration.ofSeconds(30);
  private static final Set<String> IN_WORK =
      Set.of("pending", "queued", "processing", "in_progress", "running");
  private static final String INPUTS =
      "\"inputs\": {\"name\": \"Starbucks\", \"latitude\": 40.7, \"longitude\": -74.0}";
  private static final String ONE_PLACE = "[{\"place_id\": \"%s\", %s}]".formatted(PLACE, INPUTS);

  private static final String RECORDS =
      "id,name,latitude,longitude\n1,Starbucks,40.7,-74.0\n2,Corner Cafe,48.1371,11.5754\n";

  private final Target target;
  private final Map<String, String> ids = new HashMap<>();

  private WhatIsThere(Target target) {
    this.target = target;
  }

  /// Makes it all, and waits until nothing of it is in work any more; what is paused stays so.
  static WhatIsThere make(Target target) throws IOException {
    var there = new WhatIsThere(target);
    for (String name : List.of("batch", "batch to delete")) {
      there.make(name, "/batches", "{\"places\": %s}".formatted(ONE_PLACE), "batch_id");
      there.awaitEnd("/batches/" + there.id(name) + "?limit=0");
    }
    for (String name : List.of("batch to pause", "batch to resume")) {
      there.paused(name);
    }
    for (String name : List.of("jobs", "jobs to delete")) {
      there.make(name, "/batches", "{\"jobs\": %s}".formatted(ONE_PLACE), "id");
      there.awaitEnd("/batches/" + there.id(name));
    }
    for (String name : List.of("job", "job-to-delete")) {
      String job = "{\"place_id\": \"%s\", %s}".formatted(name, INPUTS);
      there.make(name, "/jobs", job, "place_id");
      there.awaitEnd("/jobs/" + name);
    }
    there.make("export", "/exports", there.exported("batch"), "id");
    there.awaitEnd("/exports/" + there.id("export"));
    there.make("another export", "/exports", there.exported("batch"), "id");
    there.make("cursor", "GET", "/exports?limit=1", null, "next_cursor");
    // Its secret is what webhooks of single batches are signed with.
    there.make("batch secret", "/webhooks/batch/rotate", null, "secret");
    for (String name : List.of("webhook", "webhook to change", "webhook to delete")) {
      there.make(name, "/webhooks", "{\"url\": \"https://first.example\"}", "webhook_id");
    }
    there.make("delivery", "/webhooks/" + there.id("webhook") + "/test", null, "delivery_id");
    for (String name : List.of("key", "key to revoke", "key to replace")) {
      there.make(name, "/keys", "{}", "key_id");
    }
    there.imported("dataset");
    there.imported("dataset to drop");
    return there;
  }

  /// A batch that has not ended, for it was paused before any of it began.
  private void paused(String name) throws IOException {
    ask(target, "POST", "/pause", null);
    make(name, "/batches", "{\"places\": %s}".formatted(ONE_PLACE), "batch_id");
    make(name, "/batches/" + id(name) + "/pause", null, "batch_id");
    ask(target, "POST", "/resume", null);
  }

  /// Imports are made one at a time.
  private void imported(String name) throws IOException {
    String file = name.replace(' ', '-') + ".csv";
    String path = "/" + target.org() + "/place_enrichment/datasets/imports";
    Map<String, String> headers =
        Map.of("Accept", "application/json", "Content-Type", "application/octet-stream");
    JsonNode begun =
        JSON.readTree(
            target.send(target.url(), "POST", path + "?file=" + file, RECORDS, headers).body());
    String id = begun.path("import_id").asString("");
    if (id.isEmpty()) {
      throw new IOException("%s was not imported: %s".formatted(file, begun));
    }
    ids.put("import", id);
    ids.put(name, begun.path("dataset").asString(""));
    awaitEnd("/datasets/imports/" + id, "state");
  }

  /// The id of one of the things.
  String id(String name) {
    String id = ids.get(name);
    if (id == null) {
      throw new IllegalArgumentException("there is no " + name);
    }
    return id;
  }

  private String exported(String batch) {
    return "{\"batch_ids\": [\"%s\"]}".formatted(id(batch));
  }

  private void make(String name, String path, @Nullable String body, String field)
      throws IOException {
    make(name, "POST", path, body, field);
  }

  private void make(String name, String method, String path, @Nullable String body, String field)
      throws IOException {
    ids.put(name, read(target, method, path, body, field));
  }

  /// What something is called once it is made.
  static String made(Target target, String path, String body, String field) throws IOException {
    return read(target, "POST", path, body, field);
  }

  private static String read(
      Target target, String method, String path, @Nullable String body, String field)
      throws IOException {
    JsonNode answer = ask(target, method, path, body);
    String word = answer.path(field).asString("");
    if (word.isEmpty()) {
      throw new IOException("%s %s has no %s: %s".formatted(method, path, field, answer));
    }
    return word;
  }

  private void awaitEnd(String path) throws IOException {
    awaitEnd(path, "status");
  }

  private void awaitEnd(String path, String field) throws IOException {
    long giveUpAt = System.nanoTime() + MOST.toNanos();
    while (IN_WORK.contains(read(target, "GET", path, null, field))) {
      if (System.nanoTime() > giveUpAt) {
        throw new IOException(path + " does not end");
      }
      Command.pause(POLL);
    }
  }

  /// The body of an answer. With JSON alone accepted an export is made in the background.
  private static JsonNode ask(Target target, String method, String path, @Nullable String body)
      throws IOException {
    String whole = "/" + target.org() + "/place_enrichment" + path;
    return JSON.readTree(target.send(target.url(), method, whole, body, "application/json").body());
  }
}
