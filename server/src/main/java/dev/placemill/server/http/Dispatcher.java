package dev.placemill.server.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.HttpException;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/// Leads a request to its handler, and what comes of it back to the client. Every error leaves as a
/// problem document, and what went wrong on our side is logged once under the request's id.
final class Dispatcher {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
  private static final String CONNECTION = "Connection";
  private static final String LOCATION = "Location";

  /// Of which nobody knows how long it becomes.
  private static final String STREAM = "text/event-stream";

  private static final int RETRY_SECONDS = 5;
  private static final int BLOCK = 32 * 1024;

  private final Router router;
  private final Predicate<Throwable> outage;
  private final long maxBodyBytes;
  private final BodyMemory memory;
  private final Patience patience;

  /// @param outage tells of an exception that trying again makes sense
  Dispatcher(
      Router router,
      Predicate<Throwable> outage,
      long maxBodyBytes,
      BodyMemory memory,
      Patience patience) {
    this.router = router;
    this.outage = outage;
    this.maxBodyBytes = maxBodyBytes;
    this.memory = memory;
    this.patience = patience;
  }

  void answer(ServerRequest request, ServerResponse response) {
    String requestId = RequestIds.of(findHeader(request, RequestIds.HEADER).orElse(null));
    String prefix = PathPrefix.of(findHeader(request, PathPrefix.HEADER));
    MDC.put("request_id", requestId);
    try (BodyMemory.Share share = memory.share()) {
      Response answer;
      try {
        answer = handled(request, share);
        if (!share.take(answer.body().size())) {
          throw tooManyLargeAnswers();
        }
      } catch (ApiException e) {
        answer = Problem.of(e, requestId, prefix);
      }
      response.header(RequestIds.HEADER, requestId);
      send(request, answer, prefix, response);
    } finally {
      // The thread serves the connection's next request too, with other ids.
      MDC.clear();
    }
  }

  private Response handled(ServerRequest request, BodyMemory.Share share) {
    try {
      String path = request.path().absolute().path();
      Router.Matched route = router.match(request.prologue().method().text(), path);
      return route
          .handler()
          .handle(
              new Request(
                  path,
                  route.pathParameters(),
                  route.offer().findChoice(findHeader(request, "Accept")).orElse(null),
                  name -> request.query().first(name).orElse(null),
                  name -> findHeader(request, name).orElse(null),
                  () -> {
                    InputStream body = patience.over(request.content().inputStream());
                    return new BoundedBody(body, maxBodyBytes, share);
                  }));
    } catch (ApiException | CloseConnectionException e) {
      // The client's mistake, or the client is gone.
      throw e;
    } catch (RequestException e) {
      throw ProtocolErrors.of(e.status());
    } catch (HttpException e) {
      throw ProtocolErrors.of(e.status());
    } catch (RuntimeException e) {
      throw failed(request, e);
    }
  }

  private ApiException failed(ServerRequest request, RuntimeException e) {
    if (outage.test(e)) {
      LOG.warn("cannot answer now: {}", e.getMessage());
      return new ApiException(
              ErrorCode.UNAVAILABLE,
              "The database cannot be reached or is full. It is not known whether this was still"
                  + " done; send it again, a submission under the same Idempotency-Key.")
          .retryAfter(RETRY_SECONDS);
    }
    LOG.error("request failed: {} {}", request.prologue().method().text(), request.path(), e);
    return new ApiException(
        ErrorCode.INTERNAL_ERROR,
        "This is our fault; the server's log tells more under this request id.");
  }

  private static ApiException tooManyLargeAnswers() {
    return new ApiException(
            ErrorCode.UNAVAILABLE,
            "Too many large answers are being sent at this moment; try again, or ask for a page.")
        .retryAfter(RETRY_SECONDS);
  }

  private void send(
      ServerRequest request, Response answer, String prefix, ServerResponse response) {
    response.status(Status.create(answer.status()));
    answer.headers().forEach(response::header);
    String location = answer.headers().get(LOCATION);
    if (location != null && location.startsWith("/")) {
      response.header(LOCATION, prefix + location);
    }
    try {
      if (isWithoutBody(answer.status())) {
        response.send();
      } else if (request.prologue().method().text().equals("HEAD")) {
        if (!STREAM.equals(answer.headers().get("Content-Type"))) {
          response.header("Content-Length", Long.toString(length(answer.body())));
        }
        response.send();
      } else {
        sendBody(answer.body(), response);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the client went away", e);
    }
    if ("close".equals(answer.headers().get(CONNECTION))) {
      // Part of the body is still on its way, and must not be taken for the next request.
      throw new CloseConnectionException("the body was refused before its end");
    }
  }

  private static boolean isWithoutBody(int status) {
    return status == Status.NO_CONTENT_204.code() || status == Status.NOT_MODIFIED_304.code();
  }

  private void sendBody(Response.Body body, ServerResponse response) throws IOException {
    // Bodies are written item by item; the network takes them by the block.
    try (OutputStream out =
        new BufferedOutputStream(patience.over(response.outputStream()), BLOCK)) {
      body.writeTo(out);
    }
  }

  /// How long the body is that a client who asks for the head alone does not get.
  private static long length(Response.Body body) throws IOException {
    try (var counted = new Counted()) {
      body.writeTo(counted);
      return counted.bytes;
    }
  }

  private static final class Counted extends FilterOutputStream {
    private long bytes;

    Counted() {
      super(OutputStream.nullOutputStream());
    }

    @Override
    public void write(int one) {
      bytes++;
    }

    @Override
    public void write(byte[] some, int offset, int length) {
      bytes += length;
    }
  }

  /// Sent in several lines, it is one list.
  private static Optional<String> findHeader(ServerRequest request, String name) {
    List<String> values = request.headers().all(HeaderNames.create(name), List::of);
    return values.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", values));
  }
}
