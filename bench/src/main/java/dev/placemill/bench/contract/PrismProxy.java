package dev.placemill.bench.contract;

import dev.placemill.bench.contract.Check.Findings;
import dev.placemill.bench.proof.Command;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Prism between a client and the server: it answers 500 in place of every answer that is not as
/// the document says. Requests go through as they are, for those that are refused count too.
public final class PrismProxy {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration MOST = Duration.ofMinutes(2);
  private static final Duration POLL = Duration.ofMillis(300);
  private static final String PLACES =
      """
      {"batch_name": "Q1 2024 Store Locations", "places": [
        {"place_id": "store_001", "inputs": {"name": "Starbucks", "latitude": 40.7128, "longitude": -74.006}},
        {"place_id": "store_002", "inputs": {"name": "Uptown Branch", "address": "789 Broadway, New York, NY"}},
        {"place_id": "store_003", "inputs": {"name": "Nowhere"}}]}
      """;

  private final Target target;
  private final URI proxy;
  private final List<String> objections = new ArrayList<>();
  private int sent;

  private PrismProxy(Target target, URI proxy) {
    this.target = target;
    this.proxy = proxy;
  }

  /// Sends a flow of requests, good ones and bad ones, through the proxy.
  public static Findings flow(Target target) throws IOException {
    int port = freePort();
    Path log = target.directory().resolve("prism.log");
    Process process =
        target
            .tools()
            .start(
                target.directory(),
                Map.of(),
                List.of(
                    target.tools().file(".bin/prism").toString(),
                    "proxy",
                    "openapi.yaml",
                    target.url().toString(),
                    "--errors",
                    "--validate-request=false",
                    "--port",
                    Integer.toString(port)),
                log);
    try {
      awaitListening(process, log);
      var through = new PrismProxy(target, URI.create("http://127.0.0.1:" + port));
      through.sendAll();
      return new Findings(
          "%d answers to good and bad requests".formatted(through.sent), through.objections);
    } finally {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static void awaitListening(Process process, Path log) throws IOException {
    long giveUpAt = System.nanoTime() + MOST.toNanos();
    while (!Files.readString(log).contains("Prism is listening")) {
      if (!process.isAlive() || System.nanoTime() > giveUpAt) {
        throw new IOException("Prism did not start: " + Files.readString(log));
      }
      Command.pause(POLL);
    }
  }

  private void sendAll() throws IOException {
    String batches = target.batches();
    String id = JSON.readTree(send("POST", batches, PLACES, 202)).path("batch_id").asString();
    String batch = batches + "/" + id;
    awaitEnd(batch);
    send("GET", batch, null, 200);
    String page = send("GET", batch + "?offset=0&limit=2", null, 200);
    send("GET", batch + "?after=" + JSON.readTree(page).path("next_cursor").asString(), null, 200);
    send("GET", batches + "?limit=10", null, 200);
    send("POST", batch + "/reprocess", "{\"place_ids\": [\"store_003\"]}", 202);
    awaitEnd(batch);
    send("POST", batch + "/cancel", null, 200);
    String organization = batches.substring(0, batches.lastIndexOf('/'));
    send("POST", organization + "/pause", null, 200);
    send("POST", organization + "/resume", null, 200);
    sendForWebhooks(organization + "/webhooks");
    sendBad(batches, batch);
    send("DELETE", batch, null, 204);
    send("GET", batch, null, 404);
    for (String path :
        List.of("/livez", "/readyz", "/metrics", "/openapi.json", "/openapi.yaml", "/docs")) {
      send("GET", path, null, 200);
    }
    send("GET", "/docs/pages.css", null, 200);
    send("GET", "/problems", null, 200);
    send("GET", "/problems/batch_not_found", null, 200);
    send("GET", "/problems/none", null, 404);
  }

  private void sendForWebhooks(String webhooks) throws IOException {
    String made = send("POST", webhooks, "{\"url\": \"https://example.com/hook\"}", 201);
    String webhook = webhooks + "/" + JSON.readTree(made).path("webhook_id").asString();
    send("GET", webhooks, null, 200);
    send("GET", webhook, null, 200);
    send("POST", webhook + "/deliveries/dlv_1/resend", null, 404);
    send("PATCH", webhook, "{\"enabled\": false}", 200);
    send("POST", webhook + "/rotate", null, 200);
    send("POST", webhook + "/test", null, 409);
    send("GET", webhook + "/deliveries", null, 200);
    send("DELETE", webhook, null, 204);
    send("GET", webhook, null, 404);
    send("POST", webhooks, "{\"url\": \"ftp://example.com\"}", 400);
  }

  private void sendBad(String batches, String batch) throws IOException {
    send("POST", batches, "{", 400);
    send("POST", batches, "{\"places\": [{\"place_id\": 7}]}", 400);
    send("GET", batches + "?limit=0", null, 400);
    send("GET", batch + "?limit=5000", null, 400);
    send("GET", batches + "/batch_7", null, 404);
    send("POST", batch + "/reprocess", "{\"place_ids\": [\"nobody\"]}", 400);
  }

  private void awaitEnd(String batch) throws IOException {
    while (JSON.readTree(send("GET", batch + "?limit=0", null, 200)).path("pending_count").asInt(0)
        > 0) {
      Command.pause(POLL);
    }
  }

  private String send(String method, String path, @Nullable String body, int expected)
      throws IOException {
    sent++;
    Target.Answer answer = target.send(proxy, method, path, body, "*/*");
    if (answer.status() != expected) {
      objections.add(
          "%s %s: %d in place of %d: %s"
              .formatted(method, path, answer.status(), expected, answer.body()));
    }
    return answer.body();
  }
}
