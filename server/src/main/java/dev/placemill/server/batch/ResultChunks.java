package dev.placemill.server.batch;

import dev.placemill.server.queue.BatchKey;
import dev.placemill.server.queue.Lease;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// The table `result_chunk`: what became of places, appended and never changed.
final class ResultChunks {
  private static final int SLICES_AT_ONCE = 8;

  private ResultChunks() {}

  // What stands there under the same lease and number is this very chunk: its commit was answered
  // by nobody and made all the same.
  private static final String APPEND =
      """
      INSERT INTO result_chunk (day, org_id, batch_id, slice_no, run, epoch, seq,
        completed, failed, started_at, written_at, results)
      VALUES (:day, :orgId, :batchId, :sliceNo, :run, :epoch, :seq,
        :completed, :failed, :startedAt, engine_now(), :results)
      ON CONFLICT DO NOTHING
      """;

  static void append(Handle handle, Collection<ResultChunk> chunks) {
    if (chunks.isEmpty()) {
      return;
    }
    var statement = handle.prepareBatch(APPEND);
    for (ResultChunk chunk : chunks) {
      statement
          .bindMethods(chunk.batch())
          .bind("sliceNo", chunk.sliceNo())
          .bind("run", chunk.run())
          .bind("epoch", chunk.epoch())
          .bind("seq", chunk.seq())
          .bind("completed", chunk.completed())
          .bind("failed", chunk.failed())
          .bind("startedAt", chunk.startedAt())
          .bind("results", chunk.results())
          .add();
    }
    statement.execute();
  }

  private static final String OF_SLICES =
      """
      SELECT epoch, results FROM result_chunk
      WHERE day = :day AND org_id = :orgId AND batch_id = :batchId
        AND slice_no BETWEEN :first AND :last
      ORDER BY slice_no, run, epoch, seq
      """;

  /// What became of the places of some slices.
  static SliceResults read(Handle handle, BatchKey batch, int firstSlice, int lastSlice) {
    return read(handle, batch, firstSlice, lastSlice, new SliceResults());
  }

  /// The same without the documents, for any number of slices: those are read a few at a time.
  static SliceResults states(Handle handle, BatchKey batch, int firstSlice, int lastSlice) {
    SliceResults states = SliceResults.ofStates();
    for (int first = firstSlice; first <= lastSlice; first += SLICES_AT_ONCE) {
      read(handle, batch, first, Math.min(lastSlice, first + SLICES_AT_ONCE - 1), states);
    }
    return states;
  }

  private static SliceResults read(
      Handle handle, BatchKey batch, int firstSlice, int lastSlice, SliceResults results) {
    handle
        .createQuery(OF_SLICES)
        .bindMethods(batch)
        .bind("first", firstSlice)
        .bind("last", lastSlice)
        .map((row, _) -> new Stored(row.getInt("epoch"), row.getBytes("results")))
        .forEach(chunk -> results.add(chunk.epoch(), chunk.results()));
    return results;
  }

  private record Stored(int epoch, byte[] results) {}

  private static final String POSITIONS_OF_LEASES =
      """
      SELECT n, epoch, results
      FROM unnest(:days, :orgs, :batches, :slices) WITH ORDINALITY
        AS lease (day, org_id, batch_id, slice_no, n)
      CROSS JOIN LATERAL (
        SELECT run, epoch, seq, results FROM result_chunk c
        WHERE c.day = lease.day AND c.org_id = lease.org_id AND c.batch_id = lease.batch_id
          AND c.slice_no = lease.slice_no
        ORDER BY run, epoch, seq) chunk
      ORDER BY n, run, epoch, seq
      """;

  /// What became of the places of leased slices, for those that have results.
  static Map<Lease, SliceResults> read(Handle handle, List<Lease> leases) {
    Map<Lease, SliceResults> results = new HashMap<>();
    if (leases.isEmpty()) {
      return results;
    }
    handle
        .createQuery(POSITIONS_OF_LEASES)
        .bind("days", leases.stream().map(lease -> lease.batch().day()).toArray(LocalDate[]::new))
        .bind("orgs", leases.stream().map(lease -> lease.batch().orgId()).toArray(Long[]::new))
        .bind("batches", leases.stream().map(lease -> lease.batch().batchId()).toArray(UUID[]::new))
        .bind("slices", leases.stream().map(Lease::sliceNo).toArray(Integer[]::new))
        .map((row, _) -> {
          Lease lease = leases.get(row.getInt("n") - 1);
          results
              .computeIfAbsent(lease, _ -> SliceResults.ofStates())
              .add(row.getInt("epoch"), row.getBytes("results"));
          return lease;
        })
        .list();
    return results;
  }
}
