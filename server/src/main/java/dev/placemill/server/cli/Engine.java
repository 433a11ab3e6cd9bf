package dev.placemill.server.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds or starts the server that owns a data directory. Made by the composition root.
public interface Engine {
  /// The server that runs on this data directory now, with a key for the organization.
  ///
  /// @param organization whose key to use, or null for the one that needs no name
  Optional<Session> findRunning(Path dataDirectory, @Nullable String organization);

  /// Starts a server inside this process; closing the session stops it. Work it has accepted stays
  /// in the data directory and goes on when a server is next started there.
  Session start(Path dataDirectory, @Nullable String organization);

  /// A server to talk to, and as whom.
  ///
  /// @param closing ends what opening the session began
  record Session(URI baseUrl, String organization, String key, Runnable closing)
      implements AutoCloseable {
    @Override
    public void close() {
      closing.run();
    }
  }
}
