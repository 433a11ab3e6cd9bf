package dev.placemill.config;

import java.nio.file.Path;
import java.util.Optional;

/// Where this user keeps what can be made again.
public final class CacheDirectory {
  private CacheDirectory() {}

  /// `$XDG_CACHE_HOME/placemill` or `~/.cache/placemill`; empty for a user without a home.
  public static Optional<Path> find() {
    String configured = System.getenv("XDG_CACHE_HOME");
    Path caches =
        configured != null && !configured.isBlank()
            ? Path.of(configured)
            : Path.of(System.getProperty("user.home", ""), ".cache");
    return caches.isAbsolute() ? Optional.of(caches.resolve("placemill")) : Optional.empty();
  }
}
