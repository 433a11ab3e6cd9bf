package dev.placemill.server.batch;

import dev.placemill.server.batch.Packed.Item;
import dev.placemill.server.queue.BatchKey;
import dev.placemill.server.queue.Lease;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// The table `result_chunk`: what became of places, appended and never changed.
final class ResultChunks {
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

  /// The places of some slices that have ended, by position, as they ended last.
  static Map<Integer, Item> ended(Handle handle, BatchKey batch, int firstSlice, int lastSlice) {
    Map<Integer, Item> ended = new TreeMap<>();
    handle
        .createQuery(OF_SLICES)
        .bindMethods(batch)
        .bind("first", firstSlice)
        .bind("last", lastSlice)
        .map((row, _) -> new Stored(row.getInt("epoch"), row.getBytes("results")))
        .forEach(chunk -> chunk.applyTo(ended));
    return ended;
  }

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

  /// The places of leased slices that have ended, for those that have any.
  static Map<Lease, Map<Integer, Item>> ended(Handle handle, List<Lease> leases) {
    Map<Lease, Map<Integer, Item>> ended = new HashMap<>();
    if (leases.isEmpty()) {
      return ended;
    }
    handle
        .createQuery(POSITIONS_OF_LEASES)
        .bind("days", leases.stream().map(lease -> lease.batch().day()).toArray(LocalDate[]::new))
        .bind("orgs", leases.stream().map(lease -> lease.batch().orgId()).toArray(Long[]::new))
        .bind("batches", leases.stream().map(lease -> lease.batch().batchId()).toArray(UUID[]::new))
        .bind("slices", leases.stream().map(Lease::sliceNo).toArray(Integer[]::new))
        .map((row, _) -> {
          Lease lease = leases.get(row.getInt("n") - 1);
          new Stored(row.getInt("epoch"), row.getBytes("results"))
              .applyTo(ended.computeIfAbsent(lease, _ -> new TreeMap<>()));
          return lease;
        })
        .list();
    return ended;
  }

  private record Stored(int epoch, byte[] results) {
    void applyTo(Map<Integer, Item> ended) {
      for (Item item : Packed.unpack(results)) {
        if (epoch == ResultChunk.REOPENED) {
          ended.remove(item.position());
        } else {
          ended.put(item.position(), item);
        }
      }
    }
  }
}
