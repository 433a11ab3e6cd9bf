package dev.placemill.bench.contract;

import dev.placemill.bench.proof.Command;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Requests that go through a proxy, and what became of them: an answer with another status than
/// was expected is an objection, and the proxy turns one that is not as documented into such.
final class ThroughProxy {
  static final String CONTENT_TYPE = "Content-Type";
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration POLL = Duration.ofMillis(300);
  private static final Map<String, String> NOTHING_SAID = Map.of("Accept", "*/*");

  private final Target target;
  private final URI proxy;
  private final List<String> objections = new ArrayList<>();
  private int sent;

  ThroughProxy(Target target, URI proxy) {
    this.target = target;
    this.proxy = proxy;
  }

  /// How many requests were sent.
  int sent() {
    return sent;
  }

  List<String> objections() {
    return objections;
  }

  /// The beginning of all paths of the organization.
  String organization() {
    return "/" + target.org() + "/place_enrichment";
  }

  String get(String path, int expected) throws IOException {
    return send("GET", path, null, Map.of(), expected);
  }

  String post(String path, String json, int expected) throws IOException {
    return post(path, json, Map.of(), expected);
  }

  String post(String path, String json, Map<String, String> headers, int expected)
      throws IOException {
    Map<String, String> all = new TreeMap<>(headers);
    all.putIfAbsent(CONTENT_TYPE, "application/json");
    return send("POST", path, json, all, expected);
  }

  /// A POST that has nothing to say beyond its path.
  String post(String path, int expected) throws IOException {
    return send("POST", path, null, Map.of(), expected);
  }

  String delete(String path, int expected) throws IOException {
    return send("DELETE", path, null, Map.of(), expected);
  }

  /// @param headers beside the key, or in its place
  String send(
      String method, String path, @Nullable String body, Map<String, String> headers, int expected)
      throws IOException {
    sent++;
    Map<String, String> all = new TreeMap<>(NOTHING_SAID);
    all.putAll(headers);
    Target.Answer answer = target.send(proxy, method, path, body, all);
    if (answer.status() != expected) {
      objections.add(
          "%s %s: %d in place of %d: %s"
              .formatted(method, path, answer.status(), expected, answer.body()));
    }
    return answer.body();
  }

  /// Asks for a batch until none of its places is open; of jobs, in the guide's words.
  void awaitEnd(String batch) throws IOException {
    Map<String, String> words = Map.of("Placemill-Vocabulary", "places");
    while (read(send("GET", batch + "?limit=0", null, words, 200)).path("pending_count").asInt(0)
        > 0) {
      Command.pause(POLL);
    }
  }

  /// Asks for an export until its file is there, or will never be.
  void awaitCompleted(String export) throws IOException {
    while (Set.of("queued", "running").contains(field(get(export, 200), "status"))) {
      Command.pause(POLL);
    }
  }

  /// A field of an answer that is an object; empty when it has none, which the answer itself was
  /// objected to for.
  static String field(String answer, String name) {
    return read(answer).path(name).asString("");
  }

  private static JsonNode read(String answer) {
    return JSON.readTree(answer);
  }
}
