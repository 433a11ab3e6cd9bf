package dev.placemill.server.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/// The note a running server leaves in its data directory, so that commands find it.
record ServerAddress(Path file) {
  private static final int CONNECT_TIMEOUT_MILLIS = 500;

  static ServerAddress in(Path dataDirectory) {
    return new ServerAddress(dataDirectory.resolve("server.url"));
  }

  void write(URI url) {
    try {
      Path directory = file.toAbsolutePath().getParent();
      Files.createDirectories(directory);
      Path whole = Files.createTempFile(directory, "server", ".url");
      Files.writeString(whole, url + "\n");
      Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void remove() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The server's address, if it can be reached; a server that was killed leaves a note too.
  Optional<URI> findReachable() {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      URI url = URI.create(Files.readString(file).strip());
      return answers(url) ? Optional.of(url) : Optional.empty();
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean answers(URI url) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(url.getHost(), url.getPort()), CONNECT_TIMEOUT_MILLIS);
      return true;
    } catch (IOException _) {
      return false;
    }
  }
}
