package dev.placemill.library;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where this machine keeps what Placemill knows.
public final class DataDirectory {
  private DataDirectory() {}

  /// @param given what a person named, or null
  /// @param environment as of `System.getenv()`
  public static Path of(@Nullable Path given, Map<String, String> environment) {
    if (given != null) {
      return given.toAbsolutePath().normalize();
    }
    String variable = environment.getOrDefault("PLACEMILL_DATA", "");
    if (!variable.isBlank()) {
      return Path.of(variable).toAbsolutePath().normalize();
    }
    String xdg = environment.getOrDefault("XDG_DATA_HOME", "");
    Path base =
        xdg.isBlank() ? Path.of(System.getProperty("user.home"), ".local", "share") : Path.of(xdg);
    return base.resolve("placemill").toAbsolutePath();
  }
}
