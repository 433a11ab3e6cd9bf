package dev.placemill.server.db;

import java.nio.file.Path;

/// Another process works in the data directory, and only one may.
public final class DataDirectoryInUse extends StartFailure {
  DataDirectoryInUse(Path instance, String holder) {
    super(
        "The data directory %s is in use by another Placemill (process %s); stop that one or choose another directory."
            .formatted(instance.getParent(), holder));
  }
}
