package dev.placemill.server.http;

import io.helidon.common.tls.Tls;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http2.Http2Config;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The running web server. Each request has a virtual thread of its own, on which [Dispatcher]
/// leads it to its handler.
public final class HttpServer implements AutoCloseable {
  /// How long requests in flight may take to end when the server closes.
  private static final Duration DRAIN = Duration.ofSeconds(10);

  private static final List<String> TLS_VERSIONS = List.of("TLSv1.3", "TLSv1.2");
  private static final int MOST_HEAD = 64 * 1024;
  private static final int MOST_STREAMS = 128;

  /// What a client may send of a body that nobody reads yet. No more than the web server keeps of
  /// it: sixteen of its thirty-two frames.
  private static final int WINDOW = 256 * 1024;

  private final WebServer server;
  private final String host;
  private final Patience patience;
  private final List<Router.Route> routes;
  private final @Nullable Renewal renewal;

  private HttpServer(
      WebServer server,
      String host,
      Patience patience,
      List<Router.Route> routes,
      @Nullable Renewal renewal) {
    this.server = server;
    this.host = host;
    this.patience = patience;
    this.routes = routes;
    this.renewal = renewal;
  }

  /// Starts listening.
  ///
  /// @param outage tells of an exception that the server is well but something it stands on is not,
  ///   so that trying again makes sense
  /// @param features each registers its routes
  public static HttpServer start(
      HttpConfig config,
      Authenticator authenticator,
      Predicate<Throwable> outage,
      List<Consumer<Router>> features) {
    var router = new Router(new SignIn(authenticator, new RequestRates(System::nanoTime)));
    features.forEach(feature -> feature.accept(router));
    var prefixes = new PathPrefix(config.publicUrl());
    var patience = new Patience(config.patience());
    Consumer<Exchange> account = account(router);
    var dispatcher =
        new Dispatcher(
            router,
            outage,
            config,
            new BodyMemory(config.bodyMemoryBytes()),
            patience,
            new Cors(config.cors()),
            prefixes,
            account);
    TlsIdentity identity = config.tls() == null ? null : new TlsIdentity(config.tls());
    var builder =
        WebServer.builder()
            .protocolsDiscoverServices(false)
            .addProtocol(http1())
            .addProtocol(http2(config))
            .host(config.host())
            .port(config.port())
            .shutdownHook(false)
            .shutdownGracePeriod(DRAIN)
            // An answer leaves in more than one write; each must not wait for the client's receipt
            // of the one before, which systems delay by 40 ms.
            .connectionOptions(options -> options.tcpNoDelay(true))
            .contentEncoding(new CodedAbove())
            .directHandlers(ProtocolErrors.asProblems(prefixes, account))
            .routing(routing -> routing.any(dispatcher::answer));
    if (identity != null) {
      builder.tls(
          Tls.builder().sslContext(identity.context()).enabledProtocols(TLS_VERSIONS).build());
    }
    WebServer server = builder.build();
    requireFree(config);
    try {
      server.start();
    } catch (UncheckedIOException | IllegalStateException e) {
      server.stop();
      throw new CannotListen(config, e);
    }
    if (!server.isRunning()) {
      throw new CannotListen(config, new IOException("the web server did not start"));
    }
    return new HttpServer(
        server,
        config.host(),
        patience,
        router.routes(),
        identity == null ? null : new Renewal(identity));
  }

  private static Consumer<Exchange> account(Router router) {
    return exchange -> {
      AccessLog.add(exchange);
      router.tell(exchange);
    };
  }

  /// Wider than [Dispatcher], which refuses with a problem document what the protocol layer can
  /// only cut off.
  private static Http1Config http1() {
    return Http1Config.builder().maxPrologueLength(MOST_HEAD).maxHeadersSize(MOST_HEAD).build();
  }

  private static Http2Config http2(HttpConfig config) {
    return Http2Config.builder()
        .maxHeaderListSize(MOST_HEAD)
        .maxConcurrentStreams(MOST_STREAMS)
        .initialWindowSize(WINDOW)
        // Who is too slow is cut off by patience.
        .flowControlTimeout(config.patience().multipliedBy(2))
        .build();
  }

  /// Asks the system itself first: Helidon logs why it cannot listen, but does not tell its caller.
  private static void requireFree(HttpConfig config) {
    try (var _ = new ServerSocket(config.port(), 1, InetAddress.getByName(config.host()))) {
      // Closed again at once: the address can be had.
    } catch (IOException e) {
      throw new CannotListen(config, e);
    }
  }

  public URI url() {
    String name = host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
    return URI.create(
        "%s://%s:%d".formatted(renewal == null ? "http" : "https", name, server.port()));
  }

  /// Tells where commands on this machine reach the server: now, and again whenever it has a new
  /// certificate, which they know it by.
  public void tellLocalAddress(Consumer<URI> note) {
    if (renewal == null) {
      note.accept(url());
    } else {
      renewal.follow(pin -> note.accept(URI.create(url() + "#sha256=" + pin)));
    }
  }

  /// Every method and path it answers to, as they were registered.
  public List<Router.Route> routes() {
    return routes;
  }

  @Override
  public void close() {
    server.stop();
    patience.close();
    if (renewal != null) {
      renewal.close();
    }
  }

  /// The address cannot be listened on.
  public static final class CannotListen extends RuntimeException {
    CannotListen(HttpConfig config, Exception cause) {
      super(
          isTaken(cause)
              ? "Port %d is already in use; stop what uses it, or choose another with --port."
                  .formatted(config.port())
              : "Cannot listen on %s port %d: %s."
                  .formatted(config.host(), config.port(), cause.getMessage()),
          cause);
    }

    private static boolean isTaken(@Nullable Throwable cause) {
      return switch (cause) {
        case null -> false;
        case BindException bind -> String.valueOf(bind.getMessage()).contains("in use");
        default -> isTaken(cause.getCause());
      };
    }
  }
}
