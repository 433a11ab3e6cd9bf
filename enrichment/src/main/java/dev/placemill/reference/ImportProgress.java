package dev.placemill.reference;

/// Is told how far an import is, a few times per second at most and once at the end.
@FunctionalInterface
public interface ImportProgress {
  /// Takes note of how far the import is.
  ///
  /// @param places indexed so far
  /// @param bytesDone read so far, over all passes
  /// @param bytesTotal to be read, over all passes
  void report(long places, long bytesDone, long bytesTotal);
}
