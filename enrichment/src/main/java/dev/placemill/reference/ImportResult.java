package dev.placemill.reference;

import dev.placemill.reference.file.Omission;
import java.time.Duration;
import java.util.Map;

/// What an import did.
///
/// @param dataset as it is listed now
/// @param closed places that the file says are gone, which are among the others
/// @param leftOut what of the file is no place one could look for
/// @param bytesRead size of the files
/// @param indexBytes size of the index on disk
public record ImportResult(
    ReferenceDataset dataset,
    long closed,
    Map<Omission, Long> leftOut,
    Duration elapsed,
    long bytesRead,
    long indexBytes) {
  /// Records now searchable.
  public long places() {
    return dataset.places();
  }
}
