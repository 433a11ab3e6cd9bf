package dev.placemill.bench.upstream;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/// What the nodes ask about places, over HTTP. It keeps a journal of all calls, which tells what
/// was asked again, and can be made to misbehave. The seventh place of each list of the
/// organization `poison` kills whoever asks about it.
public final class FakeUpstream implements AutoCloseable {
  /// What is wrong with it.
  public enum Trouble {
    NONE,
    /// 429, and the word to come again in a second.
    TOO_MANY_REQUESTS,
    /// 500.
    FAILING,
    /// No answer.
    HANGING,
    /// An answer that does not end.
    ENDLESS,
    /// An answer that cannot be read.
    GARBLED,
    /// The connection is cut instead of an answer.
    CUTTING
  }

  private static final Duration WORK = Duration.ofMillis(20);
  private static final Duration LONGEST_HANG = Duration.ofSeconds(30);
  private static final String PATH = "/place/";
  private static final Pattern POISON = Pattern.compile("poison .*-7");

  private final HttpServer server;
  private final Map<String, Integer> calls = new ConcurrentHashMap<>();
  private final AtomicLong answered = new AtomicLong();
  private volatile Trouble trouble = Trouble.NONE;
  private volatile String troubled = "";

  public FakeUpstream() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(PATH, this::answer);
    server.start();
  }

  /// Where it is asked about places.
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + PATH);
  }

  static URI about(URI url, String place) {
    return url.resolve(URLEncoder.encode(place, UTF_8).replace("+", "%20"));
  }

  /// Misbehaves, or stops doing so.
  ///
  /// @param prefix of the names of the places it does so for
  public void begin(Trouble next, String prefix) {
    troubled = prefix;
    trouble = next;
  }

  /// How often it was asked about a place.
  public int callsFor(String place) {
    return calls.getOrDefault(place, 0);
  }

  /// How many questions it has answered so far, whatever the answer.
  public long answered() {
    return answered.get();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getRawPath();
      String place = URLDecoder.decode(path.substring(PATH.length()), UTF_8);
      calls.merge(place, 1, Integer::sum);
      LockSupport.parkNanos(WORK.toNanos());
      if (POISON.matcher(place).matches()) {
        send(exchange, UpstreamSource.POISONED, "");
      } else {
        answer(exchange, place, place.startsWith(troubled) ? trouble : Trouble.NONE);
      }
    } finally {
      answered.incrementAndGet();
    }
  }

  private void answer(HttpExchange exchange, String place, Trouble how) throws IOException {
    switch (how) {
      case NONE -> send(exchange, 200, "https://%08x.example.org/".formatted(place.hashCode()));
      case TOO_MANY_REQUESTS -> {
        exchange.getResponseHeaders().set("Retry-After", "1");
        send(exchange, 429, "");
      }
      case FAILING -> send(exchange, 500, "something went wrong");
      case GARBLED -> send(exchange, 200, "<html>\0\uFFFD{[");
      case HANGING -> {
        for (long begin = System.nanoTime();
            trouble == how && System.nanoTime() - begin < LONGEST_HANG.toNanos(); ) {
          LockSupport.parkNanos(WORK.toNanos());
        }
      }
      case ENDLESS -> {
        exchange.sendResponseHeaders(200, 0);
        for (byte[] block = new byte[64 * 1024]; trouble == how; ) {
          exchange.getResponseBody().write(block);
        }
      }
      case CUTTING -> {} // closed without an answer
    }
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    trouble = Trouble.NONE;
    server.stop(0);
  }
}
