package dev.placemill.server.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.placemill.server.cli.Engine.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Speaks enough of the batch API for the commands: a batch ends at once, a place named "bad" fails
/// and one with a latitude beyond the pole is refused.
final class FakeServer implements AutoCloseable {
  private static final Pattern QUERY_PAIR = Pattern.compile("(offset|limit)=(\\d+)");

  private final JsonMapper json = JsonMapper.shared();
  private final HttpServer http;
  private final ConcurrentMap<String, List<JsonNode>> batches = new ConcurrentHashMap<>();
  private final AtomicInteger ids = new AtomicInteger();
  final List<String> requests = new CopyOnWriteArrayList<>();
  final List<String> attributesAskedFor = new CopyOnWriteArrayList<>();
  final AtomicInteger busyAnswers = new AtomicInteger();
  volatile Predicate<String> refusesToCreate = name -> false;

  FakeServer() {
    try {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    http.createContext("/acme/place_enrichment/batches", this::handle);
    http.start();
  }

  Session session() {
    URI url = URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    return new Session(url, "acme", "key", () -> {});
  }

  void forgetsAllBatches() {
    batches.clear();
  }

  long created() {
    return requests.stream().filter(request -> request.startsWith("POST ")).count();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      JsonNode body = json.readTree(exchange.getRequestBody().readAllBytes());
      requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
      if (!"Bearer key".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
        answer(exchange, 401, Map.of("detail", "This key is not known."));
      } else if (busyAnswers.getAndDecrement() > 0) {
        exchange.getResponseHeaders().set("Retry-After", "0");
        answer(exchange, 429, Map.of("detail", "Too many requests."));
      } else if (exchange.getRequestMethod().equals("POST")) {
        create(exchange, body);
      } else {
        show(exchange, path.substring(path.lastIndexOf('/') + 1));
      }
    }
  }

  private void create(HttpExchange exchange, JsonNode body) throws IOException {
    if (refusesToCreate.test(body.path("batch_name").asString(""))) {
      answer(exchange, 500, Map.of("detail", "The disk is full."));
      return;
    }
    attributesAskedFor.add(body.path("attributes").toString());
    List<Map<String, Object>> errors = new ArrayList<>();
    List<JsonNode> places = List.copyOf(body.path("places").values());
    for (int i = 0; i < places.size(); i++) {
      if (Math.abs(places.get(i).path("inputs").path("latitude").asDouble(0)) > 90) {
        String pointer = "#/places/%d/inputs/latitude".formatted(i);
        errors.add(Map.of("pointer", pointer, "detail", "latitude must be at most 90"));
      }
    }
    if (!errors.isEmpty()) {
      answer(exchange, 400, Map.of("detail", "Some places are wrong.", "errors", errors));
      return;
    }
    String id = "batch_" + ids.incrementAndGet();
    batches.put(id, places.stream().map(this::item).toList());
    answer(exchange, 201, shown(id, List.of()));
  }

  private JsonNode item(JsonNode place) {
    Map<String, Object> item = new LinkedHashMap<>();
    item.put("place_id", place.path("place_id").asString());
    String name = place.path("inputs").path("name").asString("");
    if (name.equals("bad")) {
      item.put("enrichment_status", "failed");
      item.put("error_code", "not_locatable");
      item.put("error_message", "nobody knows where this is");
    } else {
      item.put("enrichment_status", "completed");
      item.put(
          "enriched_data",
          Map.of(
              "website",
              "https://example.org/" + name,
              "phone",
              "+12125550100",
              "phone_national",
              "(212) 555-0100",
              "categories",
              List.of("cafe", "bakery"),
              "opening_hours_osm",
              "Mo-Fr 08:00-18:00",
              "opening_hours",
              Map.of("monday", "08:00-18:00"),
              "address",
              Map.of("full_address", "1 Main St, Springfield"),
              "coordinates",
              List.of(40.5, -74.25)));
      item.put("confidence_scores", Map.of("website", "HIGH"));
      item.put("attribute_status", Map.of("website", "added"));
      item.put(
          "evidence",
          Map.of(
              "website", List.of(Map.of("source", "brand", "record_id", "Q1", "scope", "brand"))));
    }
    return json.valueToTree(item);
  }

  private void show(HttpExchange exchange, String id) throws IOException {
    List<JsonNode> items = batches.get(id);
    if (items == null) {
      answer(exchange, 404, Map.of("detail", "This organization has no such batch."));
      return;
    }
    Map<String, Integer> query = new LinkedHashMap<>();
    Matcher pair = QUERY_PAIR.matcher(String.valueOf(exchange.getRequestURI().getQuery()));
    while (pair.find()) {
      query.put(pair.group(1), Integer.parseInt(pair.group(2)));
    }
    int from = Math.min(items.size(), query.getOrDefault("offset", 0));
    int to = Math.min(items.size(), from + query.getOrDefault("limit", items.size()));
    answer(exchange, 200, shown(id, items.subList(from, to)));
  }

  private Map<String, Object> shown(String id, List<JsonNode> results) {
    List<JsonNode> items = batches.getOrDefault(id, List.of());
    long failed =
        items.stream().filter(i -> i.path("enrichment_status").asString().equals("failed")).count();
    Map<String, Object> batch = new LinkedHashMap<>();
    batch.put("batch_id", id);
    batch.put("batch_name", "list");
    batch.put("status", failed == 0 ? "completed" : "partial");
    batch.put("total_count", items.size());
    batch.put("completed_count", items.size() - failed);
    batch.put("failed_count", failed);
    batch.put("pending_count", 0);
    batch.put("results", results);
    return batch;
  }

  private void answer(HttpExchange exchange, int status, Map<String, Object> body)
      throws IOException {
    byte[] bytes = json.writeValueAsBytes(body);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
