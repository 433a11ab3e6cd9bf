package dev.placemill.server.batch;

import dev.placemill.server.batch.Packed.Item;
import dev.placemill.server.batch.Packed.State;
import dev.placemill.server.queue.BatchKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/// The table `result_chunk`: what became of places, appended and never changed.
final class ResultChunks {
  /// The epoch of what a client's own request undoes; every lease comes after it.
  static final int REOPENED = 0;

  /// The epoch of what ends a batch by decree; it comes after every lease.
  static final int DECREED = Integer.MAX_VALUE;

  private ResultChunks() {}

  private static final String APPEND =
      """
      INSERT INTO result_chunk (day, org_id, batch_id, slice_no, run, epoch, seq,
        completed, failed, started_at, written_at, results)
      SELECT :day, :orgId, :batchId, :sliceNo, :run, :epoch, coalesce(max(seq) + 1, 0),
        :completed, :failed, :startedAt, engine_now(), :results
      FROM result_chunk
      WHERE day = :day AND org_id = :orgId AND batch_id = :batchId AND slice_no = :sliceNo
        AND run = :run AND epoch = :epoch
      """;

  /// Appends results under an epoch.
  static void append(
      Handle handle,
      BatchKey batch,
      int sliceNo,
      int run,
      int epoch,
      Instant startedAt,
      List<Item> items) {
    append(handle, batch, sliceNo, run, epoch, startedAt, items, 1);
  }

  /// Takes ended places back to pending for a new run.
  ///
  /// @param ended the places as they ended before
  static void reopen(Handle handle, BatchKey batch, int sliceNo, int run, List<Item> ended) {
    append(handle, batch, sliceNo, run, REOPENED, Instant.EPOCH, ended, -1);
  }

  private static void append(
      Handle handle,
      BatchKey batch,
      int sliceNo,
      int run,
      int epoch,
      Instant startedAt,
      List<Item> items,
      int sign) {
    handle
        .createUpdate(APPEND)
        .bindMethods(batch)
        .bind("sliceNo", sliceNo)
        .bind("run", run)
        .bind("epoch", epoch)
        .bind("completed", sign * count(items, State.COMPLETED))
        .bind("failed", sign * count(items, State.FAILED))
        .bind("startedAt", startedAt)
        .bind("results", Packed.pack(items))
        .execute();
  }

  private static int count(List<Item> items, State state) {
    return (int) items.stream().filter(item -> item.state() == state).count();
  }

  private static final String OF_SLICES =
      """
      SELECT epoch, results FROM result_chunk
      WHERE day = :day AND org_id = :orgId AND batch_id = :batchId
        AND slice_no BETWEEN :first AND :last
      ORDER BY slice_no, run, epoch, seq
      """;

  /// The places of some slices that have ended, by position, as they ended last.
  static Map<Integer, Item> ended(Handle handle, BatchKey batch, int firstSlice, int lastSlice) {
    Map<Integer, Item> ended = new TreeMap<>();
    handle
        .createQuery(OF_SLICES)
        .bindMethods(batch)
        .bind("first", firstSlice)
        .bind("last", lastSlice)
        .map((row, _) -> new Chunk(row.getInt("epoch"), row.getBytes("results")))
        .forEach(chunk -> chunk.applyTo(ended));
    return ended;
  }

  private record Chunk(int epoch, byte[] results) {
    void applyTo(Map<Integer, Item> ended) {
      for (Item item : Packed.unpack(results)) {
        if (epoch == REOPENED) {
          ended.remove(item.position());
        } else {
          ended.put(item.position(), item);
        }
      }
    }
  }
}
