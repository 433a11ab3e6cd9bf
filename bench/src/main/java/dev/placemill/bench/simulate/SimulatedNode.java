package dev.placemill.bench.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// A server process: what it believes, which may be long out of date.
final class SimulatedNode {
  private static final double ANSWER_LOST = 0.05;
  private static final double RETRY = 0.2;

  private final Store store;
  private final RandomGenerator random;
  private final List<Lease> leases = new ArrayList<>();
  private int id;
  private long heardOfAt = -1;
  private boolean inDoubt;

  SimulatedNode(Store store, RandomGenerator random, int id) {
    this.store = store;
    this.random = random;
    this.id = id;
  }

  /// Whether this process is the given incarnation and has said lately that it lives.
  boolean isHeardOf(int incarnation, long now) {
    return id == incarnation && heardOfAt >= 0 && heardOfAt >= now - Store.NODE_TIMEOUT;
  }

  void beat(long now) {
    store.heartbeat(id, now);
    heardOfAt = now;
  }

  /// The process dies with all it knows; a new one starts under an id of its own.
  void crash(int newId) {
    id = newId;
    heardOfAt = -1;
    leases.clear();
    inDoubt = false;
  }

  /// Does one of the things a server may do next.
  void step(long now, boolean faults) {
    if (heardOfAt < 0) {
      beat(now);
    } else if (inDoubt && random.nextBoolean()) {
      inDoubt = false;
      store.giveBackAllBut(id, leases, now);
    } else if (leases.isEmpty() || random.nextInt(4) == 0) {
      claim(now, faults);
    } else {
      work(leases.get(random.nextInt(leases.size())), now, faults);
    }
  }

  private void claim(long now, boolean faults) {
    int start = random.nextInt(Store.SLICES);
    for (int i = 0; i < Store.SLICES; i++) {
      int slice = (start + i) % Store.SLICES;
      if (store.canBeClaimed(slice, now)) {
        Lease lease = store.claim(slice, id);
        if (isAnswerLost(faults)) {
          inDoubt = true;
        } else {
          leases.add(lease);
        }
        return;
      }
    }
  }

  private boolean isAnswerLost(boolean faults) {
    return faults && random.nextDouble() < ANSWER_LOST;
  }

  private void work(Lease lease, long now, boolean faults) {
    if (lease.pending < 0) {
      lease.pending = store.pending(lease.slice);
      return;
    }
    int untried = lease.pending & ~lease.tried;
    if (untried != 0 && random.nextBoolean()) {
      lease.tried |= Integer.lowestOneBit(untried);
      return;
    }
    if (untried == 0) {
      end(lease, faults);
    } else if (random.nextDouble() < RETRY) {
      leave(lease, store.retry(lease, now + random.nextInt(10)), faults);
    } else if (lease.tried != 0) {
      storeSoFar(lease, faults);
    }
  }

  private void end(Lease lease, boolean faults) {
    // Two steps, as two nodes may be between them at once; only the broken engine minds.
    if (!lease.thinksLast && random.nextBoolean()) {
      lease.thinksLast = store.isLastNow(lease.slice);
      return;
    }
    leave(lease, store.end(lease), faults);
  }

  private void storeSoFar(Lease lease, boolean faults) {
    boolean held = store.goOn(lease);
    if (!held || isAnswerLost(faults)) {
      // Whether the commit came through is unknown: the worker lets go and the slice is given back.
      inDoubt |= held;
      leases.remove(lease);
    } else {
      lease.pending &= ~lease.tried;
      lease.tried = 0;
    }
  }

  private void leave(Lease lease, boolean held, boolean faults) {
    leases.remove(lease);
    inDoubt |= held && isAnswerLost(faults);
  }
}
