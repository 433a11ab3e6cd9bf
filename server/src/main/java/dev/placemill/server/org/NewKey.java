package dev.placemill.server.org;

import dev.placemill.server.http.Scope;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A key that is wanted.
///
/// @param name what it is for, or null
/// @param expiresAt from when on it is good for nothing, or null for never
public record NewKey(@Nullable String name, Set<Scope> scopes, @Nullable Instant expiresAt) {
  public NewKey {
    scopes = Set.copyOf(scopes);
  }

  /// One for clients that send places and fetch results.
  public static NewKey usual(@Nullable String name) {
    return new NewKey(name, Scope.USUAL, null);
  }

  /// For the log: everything but the key itself.
  String inWords() {
    return "scopes %s; %s"
        .formatted(
            String.join(", ", Scope.wireNames(scopes)),
            expiresAt == null ? "does not expire" : "expires " + expiresAt);
  }
}
