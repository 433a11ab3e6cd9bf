package dev.placemill.server.http;

import java.util.Optional;

/// Tells on whose behalf a request is made.
public interface Authenticator {
  /// The organization of a valid key; empty for a key that is unknown, revoked or expired.
  Optional<Caller> findCaller(String apiKey);

  /// The organization of somebody who brings no key but is signed in to the console; empty for
  /// anybody else.
  ///
  /// @throws ApiException for what a page of others may have asked for
  default Optional<Caller> findGuest(Request request) {
    return Optional.empty();
  }
}
