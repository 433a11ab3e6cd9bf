package dev.placemill.bench.faults;

import dev.placemill.bench.proof.Command;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// The last byte of the database's disk is taken, and given back.
final class FullDisk {
  private static final int BLOCK = 1024 * 1024;
  private static final Duration FULL = Duration.ofSeconds(4);

  private FullDisk() {}

  static void strike(Nodes nodes, Path disk) throws IOException {
    Path ballast = disk.resolve("ballast");
    fill(ballast);
    Command.pause(FULL);
    Files.delete(ballast);
    nodes.database().ensureRunning();
  }

  private static void fill(Path ballast) throws IOException {
    try (OutputStream out = Files.newOutputStream(ballast)) {
      for (int size = BLOCK; size > 0; size /= 2) {
        fill(out, new byte[size]);
      }
    }
  }

  private static void fill(OutputStream out, byte[] block) {
    try {
      while (true) {
        out.write(block);
      }
    } catch (IOException _) {
      // There is no room for a block of this size any more.
    }
  }
}
