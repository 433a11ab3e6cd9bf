package dev.placemill.server.batch;

import dev.placemill.server.batch.BatchWork.Next;
import dev.placemill.server.db.Database;
import dev.placemill.server.queue.BatchKey;
import dev.placemill.server.queue.Lease;
import dev.placemill.server.queue.LeaseLost;
import dev.placemill.server.queue.SliceQueue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Stores what came of many slices in one transaction. A commit waits for the disk, whatever it
/// holds; while one does, the slices that end meanwhile gather for the next. Nobody waits for
/// company: alone, a slice is committed at once.
final class GroupCommit {
  /// The most slices in one transaction, so that none is held up long by the others.
  private static final int MOST = 64;

  private static final Comparator<BatchKey> LOCK_ORDER =
      Comparator.comparingLong(BatchKey::orgId).thenComparing(BatchKey::batchId);

  private final Database database;
  private final SliceQueue queue;
  private final UUID node;
  private final Runnable workAdded;
  private final Queue<Entry> waiting = new ConcurrentLinkedQueue<>();
  private final ReentrantLock turn = new ReentrantLock();

  /// @param workAdded called after a commit that let a waiting batch run
  GroupCommit(Database database, SliceQueue queue, UUID node, Runnable workAdded) {
    this.database = database;
    this.queue = queue;
    this.node = node;
    this.workAdded = workAdded;
  }

  /// What one lease has to store.
  private static final class Entry {
    private final Lease lease;
    private final @Nullable ResultChunk chunk;
    private final Next next;
    private boolean done;
    private @Nullable RuntimeException failure;

    Entry(Lease lease, @Nullable ResultChunk chunk, Next next) {
      this.lease = lease;
      this.chunk = chunk;
      this.next = next;
    }

    void done(@Nullable RuntimeException why) {
      failure = why;
      done = true;
    }
  }

  /// Stores results and moves their slice on; on the disk when this returns.
  ///
  /// @param chunk the results, or null when there are none
  /// @throws LeaseLost when the slice is no longer this node's; then nothing of it was stored
  void store(Lease lease, @Nullable ResultChunk chunk, Next next) {
    var entry = new Entry(lease, chunk, next);
    waiting.add(entry);
    turn.lock();
    try {
      // Whoever had the turn before may have taken this entry along.
      while (!entry.done) {
        commit(gathered());
      }
    } finally {
      turn.unlock();
    }
    if (entry.failure != null) {
      throw entry.failure;
    }
  }

  private List<Entry> gathered() {
    List<Entry> entries = new ArrayList<>();
    for (Entry entry = waiting.poll(); entry != null; entry = waiting.poll()) {
      entries.add(entry);
      if (entries.size() == MOST) {
        break;
      }
    }
    return entries;
  }

  private void commit(List<Entry> entries) {
    try {
      commitTogether(entries);
    } catch (RuntimeException e) {
      if (entries.size() == 1 || Database.isOutage(e)) {
        entries.forEach(entry -> entry.done(e));
      } else {
        // One of them is the cause, and the others must not suffer from it.
        entries.forEach(entry -> commit(List.of(entry)));
      }
    } finally {
      // Whatever was thrown on the way, nobody may be left to wait for ever.
      entries.stream()
          .filter(entry -> !entry.done)
          .forEach(entry -> entry.done(new IllegalStateException("could not be stored")));
    }
  }

  private void commitTogether(List<Entry> entries) {
    var admitted = new boolean[1];
    Set<Entry> held =
        database.inTransaction(handle -> {
          Set<BatchKey> batches = new TreeSet<>(LOCK_ORDER);
          entries.forEach(entry -> batches.add(entry.lease.batch()));
          BatchTable.lock(handle, batches);
          Set<Entry> ours = moveOn(handle, entries);
          CrashPoint.SLICES_MOVED_ON.pass();
          ResultChunks.append(handle, chunks(ours));
          CrashPoint.RESULTS_STORED.pass();
          admitted[0] = endBatches(handle, ours);
          return ours;
        });
    CrashPoint.RESULTS_COMMITTED.pass();
    entries.forEach(entry -> entry.done(held.contains(entry) ? null : new LeaseLost(entry.lease)));
    if (admitted[0]) {
      workAdded.run();
    }
  }

  /// Moves every slice on whose lease is still held.
  private Set<Entry> moveOn(Handle handle, List<Entry> entries) {
    List<Entry> ending = entries.stream().filter(entry -> entry.next instanceof Next.End).toList();
    Set<Lease> ended =
        ending.isEmpty()
            ? Set.of()
            : queue.end(handle, node, ending.stream().map(entry -> entry.lease).toList());
    Set<Entry> ours = new HashSet<>();
    for (Entry entry : entries) {
      boolean held =
          switch (entry.next) {
            case Next.End _ -> ended.contains(entry.lease);
            case Next.GoOn _ -> queue.holdFast(handle, node, entry.lease);
            case Next.RetryAfter(var delay, var because) ->
                queue.retryAfter(handle, node, entry.lease, delay, because);
          };
      if (held) {
        ours.add(entry);
      }
    }
    return ours;
  }

  private static List<ResultChunk> chunks(Collection<Entry> entries) {
    List<ResultChunk> chunks = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry.chunk != null) {
        chunks.add(entry.chunk);
      }
    }
    return chunks;
  }

  /// Ends the batches that have no slice left, and lets others of their organizations run.
  ///
  /// @return whether any began to run
  private boolean endBatches(Handle handle, Set<Entry> entries) {
    Set<BatchKey> touched = new TreeSet<>(LOCK_ORDER);
    entries.stream()
        .filter(entry -> entry.next instanceof Next.End)
        .forEach(entry -> touched.add(entry.lease.batch()));
    if (touched.isEmpty()) {
      return false;
    }
    List<BatchKey> ended = queue.endRuns(handle, touched);
    Set<Long> organizations = new TreeSet<>();
    BatchEnds.end(handle, ended, null);
    ended.forEach(batch -> organizations.add(batch.orgId()));
    if (!ended.isEmpty()) {
      CrashPoint.BATCHES_ENDED.pass();
    }
    boolean admitted = false;
    for (long organization : organizations) {
      admitted |= queue.admitWaiting(handle, organization);
    }
    return admitted;
  }
}
