package dev.placemill.reference.file;

import java.io.IOException;

/// Something places can be read from, one after the other.
public interface PlaceFile {
  /// What the file says of itself.
  FileFacts facts();

  /// The bytes it takes on disk.
  long bytes();

  /// Reads it from its beginning to its end.
  ///
  /// @param dataset the name that its records bear
  /// @throws UnreadableFile if it is not what it seemed to be, or is damaged
  void read(String dataset, PlaceSink sink) throws IOException;
}
