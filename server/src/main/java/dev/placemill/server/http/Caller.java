package dev.placemill.server.http;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The organization on whose behalf a request is made, and the key it came with, as the
/// authenticator established it.
///
/// @param keyId names the key without revealing it; null for whoever is let in without one, on a
///   server for one person
/// @param scopes what the key may be used for
public record Caller(
    long orgId, String org, @Nullable Long keyId, Set<Scope> scopes, CallerLimits limits) {
  public Caller {
    scopes = Set.copyOf(scopes);
  }
}
