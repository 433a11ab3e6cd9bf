package dev.placemill.server.http;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/// What the protocol layer refuses by itself, in our own form.
final class ProtocolErrors {
  private static final Logger LOG = LoggerFactory.getLogger(ProtocolErrors.class);
  private static final HeaderName REQUEST_ID = HeaderNames.create(RequestIds.HEADER);
  private static final HeaderName PREFIX = HeaderNames.create(PathPrefix.HEADER);

  private ProtocolErrors() {}

  /// For what is refused before any route is asked.
  ///
  /// @param account is told of each, as of requests that reached a route
  static DirectHandlers asProblems(PathPrefix prefixes, Consumer<Exchange> account) {
    DirectHandler asProblem =
        (request, type, status, headers, message) -> {
          boolean isUnread = request.method().isEmpty();
          // Helidon takes the blame for a method that cannot be one.
          ErrorCode code = isUnread ? ErrorCode.INVALID_REQUEST : code(status.code());
          String requestId = RequestIds.of(request.headers().first(REQUEST_ID).orElse(null));
          String prefix = prefixes.of(request.headers().first(PREFIX));
          LOG.info("refused before any route, request_id={}: {}", requestId, message);
          byte[] document =
              Problem.document(new ApiException(code, detail(code)), requestId, prefix);
          MDC.put("request_id", requestId);
          account.accept(exchange(request, code, document.length));
          MDC.remove("request_id");
          return DirectHandler.TransportResponse.builder()
              .status(Status.create(code.status()))
              .headers(headers)
              .header(HeaderNames.CONTENT_TYPE, "application/problem+json")
              .header(REQUEST_ID, requestId)
              .entity(document)
              .keepAlive(type.keepAlive())
              .build();
        };
    var handlers = DirectHandlers.builder();
    for (DirectHandler.EventType type : DirectHandler.EventType.values()) {
      handlers.addHandler(type, asProblem);
    }
    return handlers.build();
  }

  /// Refused as soon as it was seen, so it took no time. Of its query, and of a first line that is
  /// none, nothing is known.
  private static Exchange exchange(
      DirectHandler.TransportRequest request, ErrorCode code, int bytes) {
    return new Exchange(
        known(request.method()),
        null,
        known(request.path()),
        "",
        known(request.protocolVersion()).replaceFirst("^HTTP/", ""),
        code.status(),
        bytes,
        Duration.ZERO,
        true);
  }

  private static String known(String text) {
    return text.isEmpty() ? "-" : text;
  }

  /// For a body that is refused while it is being read. What is left of it stays unread.
  static ApiException of(Status status) {
    ErrorCode code = code(status.code());
    return new ApiException(code, detail(code)).closing();
  }

  private static ErrorCode code(int status) {
    return switch (status) {
      case 413 -> ErrorCode.BODY_TOO_LARGE;
      case 414 -> ErrorCode.URI_TOO_LONG;
      case 500 -> ErrorCode.INTERNAL_ERROR;
      default -> ErrorCode.INVALID_REQUEST;
    };
  }

  private static String detail(ErrorCode code) {
    return switch (code) {
      case BODY_TOO_LARGE -> "The body is over the limit; send the places in smaller batches.";
      case URI_TOO_LONG -> "Path and query are over 8,000 characters together.";
      case INTERNAL_ERROR -> "This is our fault; the server's log tells more.";
      default -> "The request could not be read as HTTP.";
    };
  }
}
