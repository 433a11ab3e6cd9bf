package dev.placemill.server.batch;

import dev.placemill.attribute.Attribute;
import dev.placemill.enricher.SentPlace;
import dev.placemill.place.PlaceReader;
import dev.placemill.place.PlaceReading;
import dev.placemill.server.batch.Packed.Item;
import dev.placemill.server.batch.Packed.State;
import dev.placemill.server.db.Database;
import dev.placemill.server.queue.BatchKey;
import dev.placemill.server.queue.Lease;
import dev.placemill.server.queue.LeaseLost;
import dev.placemill.server.queue.OpenRuns;
import dev.placemill.server.queue.SliceClaims;
import dev.placemill.server.queue.SliceQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Batches as the workers handle them: what is left to do of a slice, and what came of it.
///
/// Results, the end of the slice and the end of the batch are one transaction, taken only under the
/// newest lease; so each place ends exactly once per run.
public final class BatchWork {
  /// A place that has not ended yet.
  ///
  /// @param position its place in the batch, counted from 0
  /// @param wanted the attributes to fill
  public record PendingPlace(int position, SubmittedPlace place, Set<Attribute> wanted) {}

  /// How a place ended, already as the client will read it.
  public record EndedPlace(int position, boolean completed, byte[] json) {}

  /// What becomes of a slice when results are stored.
  public sealed interface Next {
    /// The worker goes on with it.
    record GoOn() implements Next {}

    /// Some places are left and are tried again later.
    ///
    /// @param because what they wait for, in words for people
    record RetryAfter(Duration delay, String because) implements Next {}

    /// Every place has ended.
    record End() implements Next {}
  }

  private static final Logger LOG = LoggerFactory.getLogger(BatchWork.class);

  private final Database database;
  private final SliceQueue queue;
  private final SliceClaims claims;
  private final GroupCommit commits;
  private final UUID node;
  private final Runnable workAdded;
  private final LongAdder completed = new LongAdder();
  private final LongAdder failed = new LongAdder();

  /// @param node the identity under which this process holds its leases
  /// @param workAdded called after a commit that let a waiting batch run
  public BatchWork(
      Database database, SliceQueue queue, SliceClaims claims, UUID node, Runnable workAdded) {
    this.database = database;
    this.queue = queue;
    this.claims = claims;
    this.commits = new GroupCommit(database, queue, node, workAdded);
    this.node = node;
    this.workAdded = workAdded;
  }

  /// The id under which clients know the batch of a lease, for the log.
  public static String publicId(Lease lease) {
    return new BatchId(lease.batch().batchId()).toString();
  }

  /// Leases due slices to this node.
  public List<Lease> claim(int limit) {
    List<Lease> leases =
        database.inTransaction(handle -> {
          List<Lease> claimed = claims.claim(handle, node, limit);
          if (!claimed.isEmpty()) {
            CrashPoint.CLAIMED.pass();
          }
          return claimed;
        });
    if (!leases.isEmpty()) {
      CrashPoint.CLAIM_COMMITTED.pass();
    }
    return leases;
  }

  /// How long until the next slice is due, not negative; empty when none waits.
  public Optional<Duration> findTimeToNextDue() {
    return database.withHandle(claims::findTimeToNextDue);
  }

  /// Gives back every slice this node holds on paper but not in fact, which happens when the answer
  /// to a claim or to a store was lost.
  public void giveBackAllBut(Set<Lease> inHand) {
    database.inTransaction(handle -> queue.releaseAllBut(handle, node, inHand));
  }

  /// What is left to do of leased slices, read in one go.
  public List<LeasedSlice> read(List<Lease> leases) {
    return database.withHandle(handle -> {
      List<SliceInputs.Work> work = SliceInputs.read(handle, leases);
      Map<Lease, SliceResults> results =
          ResultChunks.read(handle, leases.stream().filter(Lease::mayHaveResults).toList());
      List<LeasedSlice> slices = new ArrayList<>(leases.size());
      for (int i = 0; i < leases.size(); i++) {
        Lease lease = leases.get(i);
        var stored = results.getOrDefault(lease, SliceResults.ofStates());
        slices.add(new LeasedSlice(lease, work.get(i), stored));
      }
      return slices;
    });
  }

  /// Every place of a batch that can be read, in the order they were sent; none of a batch that is
  /// gone.
  public List<SentPlace> companions(BatchKey batch) {
    List<Item> all =
        database.withHandle(handle -> SliceInputs.read(handle, batch, 0, Short.MAX_VALUE));
    List<SentPlace> places = new ArrayList<>(all.size());
    for (Item item : all) {
      SubmittedPlace submitted = SubmittedPlace.of(item.json());
      if (PlaceReader.read(submitted.inputs()) instanceof PlaceReading.ReadablePlace(var place)) {
        places.add(new SentPlace(item.position(), submitted.placeId(), place));
      }
    }
    return places;
  }

  /// Stores results of a leased slice, and with the last slice ends the batch.
  ///
  /// @param seq how often results were stored under this lease before
  /// @throws LeaseLost when the slice is no longer this node's; then nothing was stored
  public void store(Lease lease, int seq, List<EndedPlace> ended, Next next) {
    commits.store(lease, ended.isEmpty() ? null : chunk(lease, seq, ended), next);
    ended.forEach(place -> (place.completed() ? completed : failed).increment());
  }

  private static ResultChunk chunk(Lease lease, int seq, List<EndedPlace> ended) {
    List<Item> items =
        ended.stream()
            .map(place ->
                new Item(
                    place.position(),
                    place.completed() ? State.COMPLETED : State.FAILED,
                    place.json()))
            .toList();
    return ResultChunk.of(
        lease.batch(), lease.sliceNo(), lease.run(), lease.epoch(), seq, lease.leasedAt(), items);
  }

  /// How many places this node has ended with a result.
  public long completed() {
    return completed.sum();
  }

  /// How many places this node has ended without one.
  public long failed() {
    return failed.sum();
  }

  /// Remembers, on disk, which place is tried next, in case trying it brings this process down.
  public void suspect(Lease lease, int position) {
    database.inTransaction(handle -> {
      queue.suspect(handle, node, lease, position);
      return position;
    });
  }

  /// Ends every batch that is over its time limit: what is done stays, the rest fails.
  ///
  /// @return how many batches were ended
  public int endOverdue() {
    List<BatchKey> overdue = database.withHandle(OpenRuns::overdue);
    for (BatchKey batch : overdue) {
      try {
        boolean othersMayRun =
            database.inTransaction(handle -> EarlyEnd.endOverdue(handle, queue, batch));
        if (othersMayRun) {
          workAdded.run();
        }
      } catch (RuntimeException e) {
        // The others must not wait for this one; it comes up again in the next round.
        LOG.error(
            "batch {} is out of time and could not be ended", new BatchId(batch.batchId()), e);
      }
    }
    return overdue.size();
  }

  /// Lets batches run that wait for the end of others which are not there.
  public void admitStalled() {
    for (long organization : database.withHandle(OpenRuns::stalled)) {
      if (database.inTransaction(handle -> queue.admitWaiting(handle, organization))) {
        LOG.warn("batches of organization {} waited for none that ran, and run now", organization);
        workAdded.run();
      }
    }
  }

  /// Forgets the idempotency keys that are over their time.
  public void forgetOldKeys() {
    database.useTransaction(IdempotencyKeys::forgetOld);
  }
}
