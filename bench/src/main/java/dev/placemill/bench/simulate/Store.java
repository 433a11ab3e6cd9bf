package dev.placemill.bench.simulate;

import java.util.Arrays;
import java.util.List;

/// The database: a few batches of a few slices, the leases on them and what was stored. Each method
/// is one transaction of the server, and checks what must hold after it.
final class Store {
  static final int BATCHES = 2;
  static final int SLICES_PER_BATCH = 2;
  static final int SLICES = BATCHES * SLICES_PER_BATCH;
  static final int PLACES = 2;
  static final int ALL = (1 << PLACES) - 1;
  static final long NODE_TIMEOUT = 15;

  // What `due_at` is for a slice that is ready, and for one that is set aside.
  private static final long READY = 0;
  private static final long NEVER = Long.MAX_VALUE;

  private final Flaw flaw;
  private final long[] heartbeat = new long[256];

  // A row of `slice`, while it is queued.
  private final boolean[] queued = new boolean[SLICES];
  private final int[] leasedBy = new int[SLICES];
  private final int[] epoch = new int[SLICES];
  private final long[] dueAt = new long[SLICES];

  // What result_chunk adds up to: which places have ended in this run.
  private final int[] ended = new int[SLICES];

  private final boolean[] over = new boolean[BATCHES];
  private final int[] run = new int[BATCHES];
  private final boolean[] paused = new boolean[BATCHES];

  Store(Flaw flaw) {
    this.flaw = flaw;
    Arrays.fill(heartbeat, -1);
    for (int batch = 0; batch < BATCHES; batch++) {
      run[batch] = 1;
    }
    Arrays.fill(queued, true);
  }

  static int batchOf(int slice) {
    return slice / SLICES_PER_BATCH;
  }

  void heartbeat(int node, long now) {
    heartbeat[node] = now;
  }

  void forget(int node) {
    heartbeat[node] = -1;
  }

  boolean allOver() {
    for (boolean batch : over) {
      if (!batch) {
        return false;
      }
    }
    return true;
  }

  boolean isOver(int batch) {
    return over[batch];
  }

  /// Whether a claim takes a slice, which wakes it first if its time has come.
  boolean canBeClaimed(int slice, long now) {
    boolean free = queued[slice] && leasedBy[slice] == 0;
    if (free && dueAt[slice] <= now && !paused[batchOf(slice)]) {
      dueAt[slice] = READY;
    }
    return free && dueAt[slice] == READY;
  }

  Lease claim(int slice, int node) {
    if (paused[batchOf(slice)]) {
      throw new Violation("work of a paused batch was begun");
    }
    leasedBy[slice] = node;
    epoch[slice]++;
    return new Lease(slice, node, epoch[slice], run[batchOf(slice)]);
  }

  /// What a worker finds left to do of a slice.
  int pending(int slice) {
    return ALL & ~ended[slice];
  }

  private boolean isHeld(Lease lease) {
    return queued[lease.slice]
        && leasedBy[lease.slice] == lease.node
        && (flaw == Flaw.NO_EPOCH
            || (epoch[lease.slice] == lease.epoch && run[batchOf(lease.slice)] == lease.run));
  }

  /// Appends the places tried; the slice stays leased.
  ///
  /// @return whether the lease was still held; else nothing was stored
  boolean goOn(Lease lease) {
    return isHeld(lease) && append(lease);
  }

  /// Appends the places tried and gives the rest back to be tried later.
  boolean retry(Lease lease, long dueAgainAt) {
    if (!goOn(lease)) {
      return false;
    }
    leasedBy[lease.slice] = 0;
    dueAt[lease.slice] = dueAgainAt;
    return true;
  }

  /// Appends the places tried and takes the slice out of the queue; with the last one the batch is
  /// over.
  boolean end(Lease lease) {
    if (!goOn(lease)) {
      return false;
    }
    queued[lease.slice] = false;
    leasedBy[lease.slice] = 0;
    int batch = batchOf(lease.slice);
    if (flaw == Flaw.UNLOCKED_END ? lease.thinksLast : isEmpty(batch)) {
      over[batch] = true;
      paused[batch] = false;
    }
    check(batch);
    return true;
  }

  /// Whether all other slices of its batch have ended, as a transaction sees it when it begins.
  boolean isLastNow(int slice) {
    int batch = batchOf(slice);
    for (int other = first(batch); other < first(batch + 1); other++) {
      if (other != slice && queued[other]) {
        return false;
      }
    }
    return true;
  }

  private boolean append(Lease lease) {
    int batch = batchOf(lease.slice);
    if (lease.tried != 0 && over[batch]) {
      throw new Violation("a batch that is over was changed");
    }
    if ((ended[lease.slice] & lease.tried) != 0) {
      throw new Violation("a place ended twice in one run");
    }
    ended[lease.slice] |= lease.tried;
    return true;
  }

  /// Frees the slices of nodes not heard of in time.
  void rescue(long now, List<SimulatedNode> nodes) {
    for (int node = 1; node < heartbeat.length; node++) {
      if (heartbeat[node] >= 0
          && (flaw == Flaw.HASTY_RESCUE || heartbeat[node] < now - NODE_TIMEOUT)) {
        heartbeat[node] = -1;
      }
    }
    for (int slice = 0; slice < SLICES; slice++) {
      int holder = leasedBy[slice];
      if (queued[slice] && holder != 0 && heartbeat[holder] < 0) {
        for (SimulatedNode node : nodes) {
          if (node.isHeardOf(holder, now)) {
            throw new Violation("work was taken from a node that is heard of");
          }
        }
        comeBack(slice, now);
      }
    }
  }

  private void comeBack(int slice, long now) {
    leasedBy[slice] = 0;
    dueAt[slice] = flaw == Flaw.BACK_IN_LINE ? READY : now;
  }

  /// Frees what a node holds here but does not know of.
  void giveBackAllBut(int node, List<Lease> known, long now) {
    for (int slice = 0; slice < SLICES; slice++) {
      if (queued[slice] && leasedBy[slice] == node && !isKnown(slice, known)) {
        comeBack(slice, now);
      }
    }
  }

  private boolean isKnown(int slice, List<Lease> known) {
    for (Lease lease : known) {
      if (lease.slice == slice && lease.epoch == epoch[slice] && lease.run == run[batchOf(slice)]) {
        return true;
      }
    }
    return false;
  }

  /// No more of a batch is begun; what nobody has in work is put where claims do not look.
  void pause(int batch) {
    paused[batch] = !over[batch];
    for (int slice = first(batch); slice < first(batch + 1); slice++) {
      if (queued[slice] && leasedBy[slice] == 0) {
        dueAt[slice] = NEVER;
      }
    }
  }

  /// A batch goes on.
  void resume(int batch) {
    paused[batch] = false;
    for (int slice = first(batch); slice < first(batch + 1); slice++) {
      if (dueAt[slice] == NEVER) {
        dueAt[slice] = READY;
      }
    }
  }

  /// A batch is cancelled or out of time: what is left fails.
  void endEarly(int batch) {
    for (int slice = first(batch); slice < first(batch + 1); slice++) {
      queued[slice] = false;
      leasedBy[slice] = 0;
      if (!over[batch]) {
        ended[slice] = ALL;
      }
    }
    over[batch] = true;
    paused[batch] = false;
    check(batch);
  }

  /// Some places of a batch that is over are tried again.
  ///
  /// @param places for each slice of the batch, one bit per place
  void reprocess(int batch, int places) {
    if (!over[batch] || places == 0) {
      return;
    }
    run[batch]++;
    over[batch] = false;
    for (int i = 0; i < SLICES_PER_BATCH; i++) {
      int chosen = (places >> (i * PLACES)) & ALL;
      if (chosen != 0) {
        int slice = first(batch) + i;
        ended[slice] &= ~chosen;
        queued[slice] = true;
        leasedBy[slice] = 0;
        dueAt[slice] = READY;
        // A new row: the fence begins anew, and the number of the run tells its leases apart.
        epoch[slice] = 0;
      }
    }
  }

  private static int first(int batch) {
    return batch * SLICES_PER_BATCH;
  }

  private boolean isEmpty(int batch) {
    for (int slice = first(batch); slice < first(batch + 1); slice++) {
      if (queued[slice]) {
        return false;
      }
    }
    return true;
  }

  private void check(int batch) {
    if (over[batch] != isEmpty(batch)) {
      throw new Violation(
          over[batch]
              ? "a batch is over and has work left"
              : "a batch has no work left and is not over");
    }
    for (int slice = first(batch); over[batch] && slice < first(batch + 1); slice++) {
      if (ended[slice] != ALL) {
        throw new Violation("a batch is over and a place of it has not ended");
      }
    }
  }
}
