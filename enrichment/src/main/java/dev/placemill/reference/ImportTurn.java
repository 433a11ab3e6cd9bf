package dev.placemill.reference;

import java.io.IOException;
import java.io.UncheckedIOException;

/// The right to change the datasets of a directory, which nobody else has meanwhile. Taken before
/// the files of an import are there, it keeps others from waiting in vain.
public final class ImportTurn implements AutoCloseable {
  private final ReferenceImport reference;
  private final ImportLock lock;

  ImportTurn(ReferenceImport reference, ImportLock lock) {
    this.reference = reference;
    this.lock = lock;
  }

  /// Makes one dataset of what is asked for.
  ///
  /// @throws dev.placemill.reference.file.UnreadableFile if a file is damaged
  /// @throws ImportRefused if there is no place in it
  public ImportResult run(ImportRequest request, ImportProgress progress) {
    try {
      return reference.importLocked(request, progress);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
