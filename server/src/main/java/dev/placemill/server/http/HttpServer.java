package dev.placemill.server.http;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.HttpException;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/// The running web server. Each request has a virtual thread of its own; every error leaves as a
/// problem document, and what went wrong on our side is logged once under the request's id.
public final class HttpServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
  private static final Pattern USABLE_REQUEST_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private static final Set<String> READ_ENCODINGS = Set.of("gzip", "x-gzip", "identity");

  private static final int RETRY_SECONDS = 5;
  private static final int BLOCK = 32 * 1024;

  /// How long requests in flight may take to end when the server closes.
  private static final Duration DRAIN = Duration.ofSeconds(10);

  private final WebServer server;
  private final String host;
  private final Patience patience;

  private HttpServer(WebServer server, String host, Patience patience) {
    this.server = server;
    this.host = host;
    this.patience = patience;
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
    var router = new Router(authenticator);
    features.forEach(feature -> feature.accept(router));
    var memory = new BodyMemory(config.bodyMemoryBytes());
    var patience = new Patience(config.patience());
    WebServer server =
        WebServer.builder()
            .host(config.host())
            .port(config.port())
            .shutdownHook(false)
            .shutdownGracePeriod(DRAIN)
            // An answer leaves in more than one write; each must not wait for the client's receipt
            // of
            // the one before, which systems delay by 40 ms.
            .connectionOptions(options -> options.tcpNoDelay(true))
            .maxPayloadSize(BoundedBody.PATIENCE * config.maxBodyBytes())
            .contentEncoding(encodings ->
                encodings
                    .contentEncodingsDiscoverServices(false)
                    .addContentEncoding(new GzipRequests(patience)))
            .directHandlers(protocolErrors())
            .routing(routing ->
                routing.any((request, response) ->
                    answer(
                        router,
                        outage,
                        config.maxBodyBytes(),
                        memory,
                        patience,
                        request,
                        response)))
            .build();
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
    return new HttpServer(server, config.host(), patience);
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
    return URI.create("http://%s:%d".formatted(name, server.port()));
  }

  @Override
  public void close() {
    server.stop();
    patience.close();
  }

  private static void answer(
      Router router,
      Predicate<Throwable> outage,
      long maxBodyBytes,
      BodyMemory memory,
      Patience patience,
      ServerRequest request,
      ServerResponse response) {
    String requestId = requestId(header(request, "X-Request-Id"));
    MDC.put("request_id", requestId);
    try (BodyMemory.Share share = memory.share()) {
      Response answer = handled(router, outage, maxBodyBytes, share, patience, request, requestId);
      send(
          share.take(answer.body().size()) ? answer : tooManyLargeAnswers(requestId),
          requestId,
          patience,
          response);
    } finally {
      // The thread serves the connection's next request too, with other ids.
      MDC.clear();
    }
  }

  /// The client's own id where it can be logged as it is, else a new one.
  private static String requestId(@Nullable String given) {
    return given != null && USABLE_REQUEST_ID.matcher(given).matches()
        ? given
        : HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
  }

  private static Response handled(
      Router router,
      Predicate<Throwable> outage,
      long maxBodyBytes,
      BodyMemory.Share memory,
      Patience patience,
      ServerRequest request,
      String requestId) {
    try {
      Router.Matched route =
          router.match(request.prologue().method().text(), request.path().absolute().path());
      return route
          .handler()
          .handle(
              new Request(
                  route.pathParameters(),
                  name -> request.query().first(name).orElse(null),
                  name -> header(request, name),
                  () -> {
                    InputStream body = patience.over(request.content().inputStream());
                    return new BoundedBody(body, maxBodyBytes, memory);
                  }));
    } catch (ApiException e) {
      return Problem.of(e, requestId);
    } catch (RequestException e) {
      return refusedByProtocol(e.status(), requestId);
    } catch (HttpException e) {
      return refusedByProtocol(e.status(), requestId);
    } catch (RuntimeException e) {
      if (outage.test(e)) {
        LOG.warn("cannot answer now: {}", e.getMessage());
        return Problem.of(
            new ApiException(
                    ErrorCode.UNAVAILABLE,
                    "The database cannot be reached or is full. It is not known whether this was"
                        + " still done; send it again, a submission under the same"
                        + " Idempotency-Key.")
                .retryAfter(RETRY_SECONDS),
            requestId);
      }
      LOG.error("request failed: {} {}", request.prologue().method().text(), request.path(), e);
      return Problem.of(
          new ApiException(
              ErrorCode.INTERNAL_ERROR,
              "This is our fault; the server's log tells more under this request id."),
          requestId);
    }
  }

  /// The protocol layer refused the body while it was being read.
  private static Response refusedByProtocol(Status status, String requestId) {
    ErrorCode code = code(status.code(), true);
    return Problem.of(new ApiException(code, detail(code)), requestId);
  }

  private static Response tooManyLargeAnswers(String requestId) {
    return Problem.of(
        new ApiException(
                ErrorCode.UNAVAILABLE,
                "Too many large answers are being sent at this moment; try again, or ask for a page.")
            .retryAfter(RETRY_SECONDS),
        requestId);
  }

  private static void send(
      Response answer, String requestId, Patience patience, ServerResponse response) {
    response.status(Status.create(answer.status()));
    answer.headers().forEach(response::header);
    response.header("X-Request-Id", requestId);
    if (answer.status() == Status.NOT_MODIFIED_304.code()) {
      response.send();
      return;
    }
    // Bodies are written item by item; the network takes them by the block.
    try (OutputStream out =
        new BufferedOutputStream(patience.over(response.outputStream()), BLOCK)) {
      answer.body().writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException("the client went away", e);
    }
  }

  private static @Nullable String header(ServerRequest request, String name) {
    return request.headers().first(HeaderNames.create(name)).orElse(null);
  }

  /// What the protocol layer refuses before any route is asked, in our own form.
  private static DirectHandlers protocolErrors() {
    DirectHandler asProblem =
        (request, type, status, headers, message) -> {
          boolean known = READ_ENCODINGS.containsAll(encodings(request.headers()));
          ErrorCode code = code(status.code(), known);
          String requestId =
              requestId(request.headers().first(HeaderNames.create("X-Request-Id")).orElse(null));
          LOG.info("refused before any route, request_id={}: {}", requestId, message);
          return DirectHandler.TransportResponse.builder()
              .status(Status.create(code.status()))
              .headers(headers)
              .header(HeaderNames.ACCEPT_ENCODING, "gzip")
              .header(HeaderNames.CONTENT_TYPE, "application/problem+json")
              .header(HeaderNames.create("X-Request-Id"), requestId)
              .entity(Problem.document(code, detail(code), List.of(), requestId))
              .keepAlive(type.keepAlive())
              .build();
        };
    var handlers = DirectHandlers.builder();
    for (DirectHandler.EventType type : DirectHandler.EventType.values()) {
      handlers.addHandler(type, asProblem);
    }
    return handlers.build();
  }

  private static List<String> encodings(Headers headers) {
    return headers.first(HeaderNames.CONTENT_ENCODING).stream()
        .map(encoding -> encoding.toLowerCase(Locale.ROOT))
        .toList();
  }

  private static ErrorCode code(int status, boolean encodingKnown) {
    return switch (status) {
      case 400 -> encodingKnown ? ErrorCode.INVALID_REQUEST : ErrorCode.UNSUPPORTED_MEDIA_TYPE;
      case 413 -> ErrorCode.BODY_TOO_LARGE;
      case 500 -> ErrorCode.INTERNAL_ERROR;
      default -> ErrorCode.INVALID_REQUEST;
    };
  }

  private static String detail(ErrorCode code) {
    return switch (code) {
      case BODY_TOO_LARGE -> "The body is over the limit; send the places in smaller batches.";
      case UNSUPPORTED_MEDIA_TYPE ->
          "The body's Content-Encoding is not read here; send gzip or none.";
      case INTERNAL_ERROR -> "This is our fault; the server's log tells more.";
      default -> "The request could not be read as HTTP.";
    };
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
