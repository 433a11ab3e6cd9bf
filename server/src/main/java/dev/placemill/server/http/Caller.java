package dev.placemill.server.http;

import java.util.Set;

/// The organization on whose behalf a request is made, and the key it came with, as the
/// authenticator established it.
///
/// @param keyId names the key without revealing it
/// @param scopes what the key may be used for
public record Caller(long orgId, String org, long keyId, Set<Scope> scopes, CallerLimits limits) {
  public Caller {
    scopes = Set.copyOf(scopes);
  }
}
