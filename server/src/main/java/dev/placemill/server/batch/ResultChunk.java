package dev.placemill.server.batch;

import dev.placemill.server.batch.Packed.Item;
import dev.placemill.server.batch.Packed.State;
import dev.placemill.server.queue.BatchKey;
import java.time.Instant;
import java.util.List;

/// Some places of one slice as they ended, packed as they are stored.
///
/// @param epoch the lease it is written under
/// @param seq 0, 1, 2 ... within one lease
/// @param completed how many places completed; negative when they are reopened
/// @param failed how many failed, likewise
/// @param startedAt when the lease began
record ResultChunk(
    BatchKey batch,
    int sliceNo,
    int run,
    int epoch,
    int seq,
    int completed,
    int failed,
    Instant startedAt,
    byte[] results) {

  /// The epoch of what a client's own request undoes; every lease comes after it.
  static final int REOPENED = 0;

  /// The epoch of what ends a batch by decree; it comes after every lease.
  static final int DECREED = Integer.MAX_VALUE;

  static ResultChunk of(
      BatchKey batch,
      int sliceNo,
      int run,
      int epoch,
      int seq,
      Instant startedAt,
      List<Item> items) {
    return new ResultChunk(
        batch,
        sliceNo,
        run,
        epoch,
        seq,
        count(items, State.COMPLETED),
        count(items, State.FAILED),
        startedAt,
        Packed.pack(items));
  }

  /// What takes places back to pending for a new run.
  ///
  /// @param places with the state they have been in; the document says what is asked for of them in
  ///   this run, as [WantedAttributes] writes it, and is empty where that is what always was
  static ResultChunk reopening(BatchKey batch, int sliceNo, int run, List<Item> places) {
    return new ResultChunk(
        batch,
        sliceNo,
        run,
        REOPENED,
        0,
        -count(places, State.COMPLETED),
        -count(places, State.FAILED),
        Instant.EPOCH,
        Packed.pack(places));
  }

  private static int count(List<Item> items, State state) {
    return (int) items.stream().filter(item -> item.state() == state).count();
  }
}
