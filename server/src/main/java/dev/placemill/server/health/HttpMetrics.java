package dev.placemill.server.health;

import dev.placemill.server.http.Exchange;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// How long requests took, by method, route and status, under the names that OpenTelemetry gives
/// them. A path that no route leads to is none of them, or anybody could make series without end.
public final class HttpMetrics implements Consumer<Exchange> {
  private static final String NAME = "http_server_request_duration_seconds";
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  private record Kind(String method, String route, int status) {}

  private final Map<Kind, Durations> durations = new ConcurrentHashMap<>();

  @Override
  public void accept(Exchange exchange) {
    var kind =
        new Kind(
            METHODS.contains(exchange.method()) ? exchange.method() : "_OTHER",
            Objects.requireNonNullElse(exchange.route(), ""),
            exchange.status());
    durations.computeIfAbsent(kind, _ -> new Durations()).add(exchange.time());
  }

  void write(MetricText text) {
    text.family(NAME, "How long requests took, to the last byte of the answer", "histogram");
    Map<Kind, Durations> inOrder =
        new TreeMap<>(
            Comparator.comparing(Kind::route)
                .thenComparing(Kind::method)
                .thenComparingInt(Kind::status));
    inOrder.putAll(durations);
    inOrder.forEach((kind, took) -> took.write(text, NAME, labels(kind)));
  }

  private static Map<String, String> labels(Kind kind) {
    return Map.of(
        "http_request_method", kind.method,
        "http_route", kind.route,
        "http_response_status_code", Integer.toString(kind.status));
  }
}
