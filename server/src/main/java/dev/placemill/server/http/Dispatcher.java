package dev.placemill.server.http;

import dev.placemill.server.trace.TraceSpan;
import io.helidon.common.buffers.DataReader.InsufficientDataAvailableException;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpException;
import io.helidon.http.RequestException;
import io.helidon.http.http2.Http2ErrorCode;
import io.helidon.http.http2.Http2Exception;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/// Leads a request to its handler, and what comes of it back to the client. Every error leaves as a
/// problem document, and what went wrong on our side is logged once under the request's id.
final class Dispatcher {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
  private static final String CONNECTION = "Connection";
  private static final String CLOSE = "close";
  private static final String LOCATION = "Location";
  private static final String VARY = "Vary";
  private static final String VARIES = "Accept, Accept-Encoding";
  private static final int RETRY_SECONDS = 5;

  /// What a path and its query may be together; proxies allow no more.
  private static final int LONGEST_URI = 8_000;

  /// What all headers may be together, their names included.
  private static final int MOST_HEADERS = 16_000;

  /// So many lists of the largest size may be on disk while they are read.
  private static final int LISTS_ON_DISK = 4;

  private final Router router;
  private final Predicate<Throwable> outage;
  private final long maxBodyBytes;
  private final long maxListBytes;
  private final BodyMemory disk;
  private final BodyMemory memory;
  private final Patience patience;
  private final Cors cors;
  private final PathPrefix prefixes;
  private final Consumer<Exchange> account;

  /// @param outage tells of an exception that trying again makes sense
  /// @param account is told of each request when all is done
  Dispatcher(
      Router router,
      Predicate<Throwable> outage,
      HttpConfig config,
      BodyMemory memory,
      Patience patience,
      Cors cors,
      PathPrefix prefixes,
      Consumer<Exchange> account) {
    this.router = router;
    this.outage = outage;
    this.maxBodyBytes = config.maxBodyBytes();
    this.maxListBytes = config.maxListBytes();
    this.disk = new BodyMemory(LISTS_ON_DISK * maxListBytes);
    this.memory = memory;
    this.patience = patience;
    this.cors = cors;
    this.prefixes = prefixes;
    this.account = account;
  }

  void answer(ServerRequest request, ServerResponse response) {
    new Call(request, response).answer();
  }

  private static ApiException tooManyLargeAnswers() {
    return new ApiException(
            ErrorCode.UNAVAILABLE,
            "Too many large answers are being sent at this moment; try again, or ask for a page.")
        .retryAfter(RETRY_SECONDS);
  }

  /// One request on its thread.
  private final class Call {
    private final long began = System.nanoTime();
    private final ServerRequest request;
    private final String method;
    private final String path;
    private final String requestId;
    private final String prefix;
    private final Sending sending;

    /// Whether others share the connection: an HTTP/2 stream is reset instead of it.
    private final boolean isStream;

    private @Nullable String route;
    private int status;
    private boolean closing;

    Call(ServerRequest request, ServerResponse response) {
      this.request = request;
      this.method = request.prologue().method().text();
      this.path = request.path().absolute().path();
      this.requestId = RequestIds.of(findHeader(RequestIds.HEADER).orElse(null));
      this.prefix = prefixes.of(findHeader(PathPrefix.HEADER));
      this.isStream = request.prologue().protocolVersion().startsWith("2");
      this.sending = new Sending(response, patience, findHeader("Accept-Encoding"), isStream);
    }

    void answer() {
      MDC.put("request_id", requestId);
      TraceSpan span = router.traces().request(method, name -> findHeader(name).orElse(null));
      if (span.traceId() != null) {
        MDC.put("trace_id", span.traceId());
      }
      try (BodyMemory.Share share = memory.share();
          IncomingBody body = body(share)) {
        send(answered(body, share));
        finish(body);
      } finally {
        Exchange exchange = exchange();
        account.accept(exchange);
        end(span, exchange);
        // The thread serves the connection's next request too, with other ids.
        MDC.clear();
      }
    }

    private IncomingBody body(BodyMemory.Share share) {
      return new IncomingBody(
          request.content(),
          request.headers().contentLength(),
          findHeader("Content-Encoding"),
          patience,
          maxBodyBytes,
          maxListBytes,
          share,
          disk);
    }

    private Response answered(IncomingBody body, BodyMemory.Share share) {
      try {
        Response answer = handled(body);
        if (!share.take(answer.body().size())) {
          throw tooManyLargeAnswers();
        }
        return answer;
      } catch (ApiException e) {
        return Problem.of(e, requestId, prefix);
      }
    }

    private Response handled(IncomingBody body) {
      try {
        requireFittingHead();
        Router.Matched matched = router.match(method, path);
        route = matched.path();
        return matched
            .handler()
            .handle(
                new Request(
                    new Origin(requestId, request.remotePeer().host()),
                    new Target(method, path, prefix, request.authority(), request.isSecure()),
                    matched.pathParameters(),
                    matched.offer().findChoice(findHeader("Accept")).orElse(null),
                    name -> request.query().all(name, List::of),
                    name -> findHeader(name).orElse(null),
                    body));
      } catch (ApiException | CloseConnectionException e) {
        // The client's mistake, or the client is gone.
        throw e;
      } catch (InsufficientDataAvailableException e) {
        throw cut(Http2ErrorCode.CANCEL, "the client broke off what it sent");
      } catch (RequestException e) {
        throw ProtocolErrors.of(e.status());
      } catch (HttpException e) {
        throw ProtocolErrors.of(e.status());
      } catch (RuntimeException e) {
        throw failed(e);
      }
    }

    private void requireFittingHead() {
      int uri = request.path().absolute().rawPath().length() + request.query().rawValue().length();
      if (uri > LONGEST_URI) {
        throw new ApiException(
            ErrorCode.URI_TOO_LONG,
            "Path and query are over %,d characters together.".formatted(LONGEST_URI));
      }
      long size = 0;
      for (Header header : request.headers()) {
        for (String value : header.allValues()) {
          size += header.name().length() + value.length();
        }
      }
      if (size > MOST_HEADERS) {
        throw new ApiException(
            ErrorCode.HEADERS_TOO_LARGE,
            "The headers are over %,d characters together.".formatted(MOST_HEADERS));
      }
    }

    private ApiException failed(RuntimeException e) {
      if (outage.test(e)) {
        LOG.warn("cannot answer now: {}", e.getMessage());
        return new ApiException(
                ErrorCode.UNAVAILABLE,
                "The database cannot be reached or is full. It is not known whether this was still"
                    + " done; send it again, a submission under the same Idempotency-Key.")
            .retryAfter(RETRY_SECONDS);
      }
      LOG.error("request failed: {} {}", method, request.path(), e);
      return new ApiException(
          ErrorCode.INTERNAL_ERROR,
          "This is our fault; the server's log tells more under this request id.");
    }

    private void send(Response answer) {
      try {
        sendOnce(answer);
      } catch (CloseConnectionException | UncheckedIOException | Http2Exception e) {
        throw cut(Http2ErrorCode.CANCEL, "the client went away");
      } catch (RuntimeException e) {
        ApiException problem = e instanceof ApiException told ? told : failed(e);
        if (sending.hasBegun()) {
          throw cut(Http2ErrorCode.INTERNAL, "the answer broke off");
        }
        sendOnce(Problem.of(problem, requestId, prefix));
      }
    }

    private void sendOnce(Response answer) {
      status = answer.status();
      sending.send(
          new Response(answer.status(), headers(answer), answer.body()), method.equals("HEAD"));
      closing = CLOSE.equals(answer.headers().get(CONNECTION));
    }

    /// What the client still sends must not be taken for its next request. It is not the web server
    /// that waits for it, since it would for ever.
    private void finish(IncomingBody body) {
      boolean whole = status != ErrorCode.REQUEST_TOO_SLOW.status() && body.readAway();
      if (!whole && isStream) {
        body.leave();
      }
      if (!whole || (closing && !isStream)) {
        throw cut(Http2ErrorCode.NO_ERROR, "the body was refused before its end");
      }
    }

    /// The end of the connection, or of the stream alone.
    private static CloseConnectionException cut(Http2ErrorCode code, String why) {
      return new CloseConnectionException(why, new Http2Exception(code, why));
    }

    private Map<String, String> headers(Response answer) {
      Map<String, String> headers = new TreeMap<>(answer.headers());
      if (isStream) {
        headers.remove(CONNECTION);
      }
      headers.put(RequestIds.HEADER, requestId);
      headers.put(VARY, cors.dependsOnOrigin() ? VARIES + ", Origin" : VARIES);
      headers.putAll(
          cors.headers(
              findHeader("Origin"),
              findHeader(Cors.METHOD_ASKED),
              Optional.ofNullable(answer.headers().get("Allow"))));
      String location = answer.headers().get(LOCATION);
      if (location != null && location.startsWith("/")) {
        headers.put(LOCATION, prefix + location);
      }
      return headers;
    }

    /// Sent in several lines, it is one list.
    private Optional<String> findHeader(String name) {
      List<String> values = request.headers().all(HeaderNames.create(name), List::of);
      return values.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", values));
    }

    private static void end(TraceSpan span, Exchange exchange) {
      try (span) {
        span.set("http.request.method", exchange.method());
        span.set("url.path", exchange.path());
        span.set("http.response.status_code", exchange.status());
        if (exchange.route() != null) {
          span.name(exchange.method() + " " + exchange.route());
          span.set("http.route", exchange.route());
        }
        if (exchange.status() >= 500) {
          span.failed("the server's fault");
        }
      }
    }

    private Exchange exchange() {
      return new Exchange(
          method,
          route,
          request.path().absolute().rawPath(),
          request.query().rawValue(),
          request.prologue().protocolVersion(),
          status,
          sending.bytes(),
          Duration.ofNanos(System.nanoTime() - began),
          sending.isWhole());
    }
  }
}
