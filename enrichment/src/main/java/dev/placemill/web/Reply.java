package dev.placemill.web;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a host answered to one request, as far as anybody reads it.
///
/// @param receivedAt when it was received, or last said to be unchanged
/// @param location where a redirect leads, as written
/// @param retryAfter as written
/// @param body after decompression; empty unless the status is 200
record Reply(
    int status,
    Instant receivedAt,
    @Nullable String contentType,
    @Nullable String location,
    @Nullable String entityTag,
    @Nullable String lastModified,
    @Nullable String retryAfter,
    byte[] body) {
  boolean isRedirect() {
    return location != null
        && (status == 301 || status == 302 || status == 303 || status == 307 || status == 308);
  }

  boolean isMissing() {
    return status == 404 || status == 410;
  }

  /// Whether the host may be spared the same question for a while.
  boolean isWorthKeeping() {
    return status == 200 || isRedirect() || isMissing();
  }

  Reply stillSoAt(Instant now) {
    return new Reply(status, now, contentType, location, entityTag, lastModified, retryAfter, body);
  }
}
