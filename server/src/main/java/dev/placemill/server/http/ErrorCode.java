package dev.placemill.server.http;

import java.util.Locale;

/// Every error a client can meet as the answer to a request. The name in lower case is the `code`
/// in the answer, so it is never renamed; each has its paragraph in `docs/reference/errors.md`.
public enum ErrorCode {
  MALFORMED_JSON(400, "The body is not the JSON it should be"),
  INVALID_REQUEST(400, "The request is not as it should be"),
  TOO_MANY_PLACES(400, "The batch holds too many places"),
  INVALID_PARAMETER(400, "A query parameter is not as it should be"),
  UNAUTHORIZED(401, "An API key is needed"),
  NOT_FOUND(404, "There is nothing here"),
  BATCH_NOT_FOUND(404, "This organization has no such batch"),
  WEBHOOK_NOT_FOUND(404, "This organization has no such webhook"),
  DELIVERY_NOT_FOUND(404, "This webhook has no such delivery"),
  METHOD_NOT_ALLOWED(405, "This path does not answer to that method"),
  REQUEST_TOO_SLOW(408, "The body came too slowly"),
  BATCH_STILL_RUNNING(409, "The batch has not ended yet"),
  REQUEST_IN_FLIGHT(409, "The same request is being worked right now"),
  WEBHOOK_DISABLED(409, "The webhook is disabled"),
  TOO_MANY_WEBHOOKS(409, "The organization has as many webhooks as it may"),
  RESULTS_EXPIRED(410, "The results are no longer kept"),
  BODY_TOO_LARGE(413, "The body is too large"),
  UNSUPPORTED_MEDIA_TYPE(415, "The body is of a kind this server does not read"),
  IDEMPOTENCY_KEY_REUSED(422, "This idempotency key belongs to another request"),
  TOO_MANY_BATCHES(429, "Too many batches are running"),
  QUEUE_FULL(429, "The server has more work than it gets done"),
  INTERNAL_ERROR(500, "Something went wrong on this server"),
  UNAVAILABLE(503, "The server cannot answer right now");

  private final int status;
  private final String title;

  ErrorCode(int status, String title) {
    this.status = status;
    this.title = title;
  }

  public int status() {
    return status;
  }

  /// The same words for every occurrence; what happened this time is the answer's `detail`.
  public String title() {
    return title;
  }

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
