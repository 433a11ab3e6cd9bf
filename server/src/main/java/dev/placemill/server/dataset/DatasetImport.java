package dev.placemill.server.dataset;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// An import and how far it is.
///
/// @param share of the file that has been read, from 0 to 1; it is still running after that, while
///   its index is put in order
/// @param problem why it failed, and what to do; null otherwise
/// @param leftOut what of the file is no place one could look for, in words
record DatasetImport(
    String id,
    String dataset,
    String file,
    State state,
    double share,
    long places,
    Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable String problem,
    List<String> leftOut) {
  /// How an import is doing.
  enum State {
    RUNNING,
    COMPLETED,
    FAILED;

    String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static DatasetImport begun(String id, ImportOrder order, Instant now) {
    return new DatasetImport(
        id, order.dataset(), order.file(), State.RUNNING, 0, 0, now, null, null, List.of());
  }

  DatasetImport read(long placesSoFar, double shareSoFar) {
    return new DatasetImport(
        id, dataset, file, state, shareSoFar, placesSoFar, startedAt, null, null, List.of());
  }

  DatasetImport completed(long allPlaces, List<String> notPlaces, Instant now) {
    return new DatasetImport(
        id, dataset, file, State.COMPLETED, 1, allPlaces, startedAt, now, null, notPlaces);
  }

  DatasetImport failed(String why, Instant now) {
    return new DatasetImport(
        id, dataset, file, State.FAILED, share, places, startedAt, now, why, List.of());
  }
}
