package dev.placemill.server.http;

import java.util.Optional;

/// Tells whose key it is.
public interface Authenticator {
  /// The organization of a valid key; empty for a key that is unknown, revoked or expired.
  Optional<Caller> findCaller(String apiKey);
}
