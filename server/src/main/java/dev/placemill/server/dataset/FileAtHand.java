package dev.placemill.server.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A file that is about to be imported.
///
/// @param name how the client calls it
/// @param isPassing whether it was sent for this import alone, and goes with it
record FileAtHand(Path path, String name, boolean isPassing) implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FileAtHand.class);

  /// A sentence about it as the client is to read it, who knows nothing of this server's disk.
  String inWordsOfClient(String sentence) {
    String known = sentence.replace(path.toString(), name);
    return known.endsWith(".") || known.endsWith("?") ? known : known + ".";
  }

  @Override
  public void close() {
    if (isPassing) {
      try {
        Files.deleteIfExists(path);
      } catch (IOException e) {
        LOG.warn("a file that was sent could not be deleted after its import: {}", e.toString());
      }
    }
  }
}
