package dev.placemill.bench.bulk;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.placemill.bench.client.BatchClient;
import dev.placemill.bench.proof.Command;
import dev.placemill.bench.server.ServerUnderTest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The same places through the server and through the cluster, compared field by field.
final class SameAnswers {
  /// As many as the guide lets a client send together; no line of so few is one the API refuses.
  static final int PLACES = 1_000;

  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);
  private static final int SHOWN = 5;
  private static final JsonMapper JSON = JsonMapper.shared();

  private SameAnswers() {}

  /// How many places differ, those that only one of the two has included.
  ///
  /// @param where whose data directory the server takes too
  static int differing(MessyList list, BulkRun.Place where) throws IOException {
    Map<String, JsonNode> ofServer = ofServer(list, where);
    Map<String, JsonNode> ofBulk = ofBulk(list, where);
    Set<String> ids = new HashSet<>(ofServer.keySet());
    ids.addAll(ofBulk.keySet());
    int differing = 0;
    for (String id : ids) {
      JsonNode one = ofServer.getOrDefault(id, JSON.nullNode());
      JsonNode other = ofBulk.getOrDefault(id, JSON.nullNode());
      if (!one.equals(other)) {
        differing++;
        if (differing <= SHOWN) {
          System.out.printf("%s differs:%n  server %s%n  bulk   %s%n", id, one, other);
        }
      }
    }
    return differing;
  }

  private static Map<String, JsonNode> ofServer(MessyList list, BulkRun.Place where)
      throws IOException {
    ObjectNode body = JSON.createObjectNode();
    ArrayNode places = body.put("batch_name", "bulk").putArray("places");
    for (int number = 0; number < PLACES; number++) {
      places.add(list.place(number));
    }
    try (var server = ServerUnderTest.start(where.root(), where.data(), Map.of());
        var client =
            new BatchClient(server.url(), BatchClient.newKey(where.root(), where.data()))) {
      String batch = client.submit(JSON.writeValueAsBytes(body), UUID.randomUUID().toString());
      while (!client.status(batch).hasEnded()) {
        Command.pause(LOOK_AGAIN);
      }
      try (var lines =
          new BufferedReader(new InputStreamReader(client.results(batch, "ndjson"), UTF_8))) {
        return items(lines);
      }
    }
  }

  private static Map<String, JsonNode> ofBulk(MessyList list, BulkRun.Place where)
      throws IOException {
    Path input = where.scratch().resolve("thousand.jsonl");
    Path output = where.scratch().resolve("thousand");
    list.write(input, 0, PLACES);
    where.start(input, output, List.of("--format", "jsonl")).end();
    Map<String, JsonNode> items = new HashMap<>();
    for (Path part : new Output(output).parts()) {
      try (BufferedReader lines = Files.newBufferedReader(part)) {
        items.putAll(items(lines));
      }
    }
    return items;
  }

  /// By the ids of their places, without the time at which they were made.
  private static Map<String, JsonNode> items(BufferedReader lines) throws IOException {
    Map<String, JsonNode> items = new HashMap<>();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      ObjectNode item = (ObjectNode) JSON.readTree(line);
      item.remove("updated_at");
      if (items.put(item.path("place_id").asString(""), item) != null) {
        throw new IllegalStateException("twice: " + line);
      }
    }
    return items;
  }
}
