package dev.placemill.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;

/// The whole web in one local server: every host name leads to it.
public final class StubWeb implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, HttpHandler> handlers = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();

  public StubWeb() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String host = exchange.getRequestHeaders().getFirst("Host").replaceFirst(":\\d+$", "");
    String where = host + exchange.getRequestURI();
    asked.add(where);
    try (exchange) {
      handlers.getOrDefault(where, StubWeb::missing).handle(exchange);
    }
  }

  private static void missing(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(404, -1);
  }

  /// @param where host and path, e.g. `cafe.example/contact`
  public URI at(String where) {
    int slash = where.indexOf('/');
    return URI.create(
        "http://%s:%d%s"
            .formatted(
                where.substring(0, slash), server.getAddress().getPort(), where.substring(slash)));
  }

  public StubWeb page(String where, String html) {
    return answer(where, 200, Map.of("Content-Type", "text/html; charset=utf-8"), utf8(html));
  }

  public StubWeb text(String where, String text) {
    return answer(where, 200, Map.of("Content-Type", "text/plain"), utf8(text));
  }

  /// Links of the text are made to lead to this server.
  public StubWeb sitemap(String where, String... addresses) {
    var xml = new StringBuilder("<?xml version='1.0'?><urlset>");
    for (String address : addresses) {
      xml.append("<url><loc>").append(at(address)).append("</loc></url>");
    }
    return answer(
        where,
        200,
        Map.of("Content-Type", "application/xml"),
        utf8(xml.append("</urlset>").toString()));
  }

  public StubWeb redirect(String from, String to) {
    return answer(from, 302, Map.of("Location", to), new byte[0]);
  }

  public StubWeb answer(String where, int status, Map<String, String> headers, byte[] body) {
    return on(
        where,
        exchange -> {
          headers.forEach(exchange.getResponseHeaders()::set);
          exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
          if (body.length > 0) {
            exchange.getResponseBody().write(body);
          }
        });
  }

  public StubWeb on(String where, HttpHandler handler) {
    handlers.put(where, handler);
    return this;
  }

  /// What was asked so far, robots.txt apart.
  public List<String> asked() {
    return asked.stream().filter(where -> !where.endsWith("/robots.txt")).toList();
  }

  public NameResolver names() {
    return host -> List.of(Objects.requireNonNull(server.getAddress().getAddress()));
  }

  public static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] gzip(byte[] bytes) {
    var packed = new ByteArrayOutputStream();
    try (var stream = new GZIPOutputStream(packed)) {
      stream.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
