package dev.placemill.server.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The server of a client that gets webhooks: keeps what it is sent and answers as the test says.
public final class WebhookReceiver implements AutoCloseable {
  /// One message as it arrived.
  ///
  /// @param headers by their names in lower case
  public record Message(String path, Map<String, List<String>> headers, String body) {
    public String header(String name) {
      return headers.getOrDefault(name, List.of("")).getFirst();
    }

    public JsonNode json() {
      return JsonMapper.shared().readTree(body);
    }

    /// Whether the published library takes it for a message of ours.
    public boolean isSignedWith(String secret) {
      try {
        new Webhook(secret).verify(body, headers);
        return true;
      } catch (WebhookVerificationException e) {
        return false;
      } catch (EmptyWebhookSecretException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /// What a receiver answers.
  public record Reply(int status, Map<String, String> headers) {}

  private final HttpServer server;
  private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
  private volatile Reply reply = new Reply(204, Map.of());

  public WebhookReceiver() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::take);
    server.start();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      Map<String, List<String>> headers = new TreeMap<>();
      exchange
          .getRequestHeaders()
          .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      messages.add(new Message(exchange.getRequestURI().getPath(), headers, body));
      Reply answer = reply;
      answer.headers().forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
      exchange.sendResponseHeaders(answer.status(), -1);
    }
  }

  public void answers(int status) {
    answers(status, Map.of());
  }

  public void answers(int status, Map<String, String> headers) {
    reply = new Reply(status, headers);
  }

  public int port() {
    return server.getAddress().getPort();
  }

  public String url(String path) {
    return "http://127.0.0.1:%d%s".formatted(port(), path);
  }

  /// The next message, which comes within a minute.
  public Message next() {
    try {
      Message message = messages.poll(Duration.ofMinutes(1).toSeconds(), TimeUnit.SECONDS);
      if (message == null) {
        throw new IllegalStateException("no message came");
      }
      return message;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// How many messages have come and were not looked at.
  public int waiting() {
    return messages.size();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
