package dev.placemill.bench.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// One history of a few nodes and batches, decided by a seed alone: claims, work, crashes, pauses,
/// lost answers, cancelled, reprocessed and paused batches in any order, then a time without faults
/// in which everything must end.
public final class Schedule {
  private static final int NODES = 3;
  private static final int STEPS = 120;
  private static final int STEPS_TO_HEAL = 4_000;

  private final SplittableRandom random;
  private final Store store;
  private final List<SimulatedNode> nodes = new ArrayList<>();
  private final long[] asleepUntil = new long[NODES];
  private long now;
  private int lastId;

  private Schedule(long seed, Flaw flaw) {
    this.random = new SplittableRandom(seed);
    this.store = new Store(flaw);
    for (int i = 0; i < NODES; i++) {
      nodes.add(new SimulatedNode(store, random, ++lastId));
    }
  }

  /// Plays the history of a seed.
  ///
  /// @return the promise that was broken, in a sentence, or empty
  public static Optional<String> findViolation(long seed, Flaw flaw) {
    try {
      new Schedule(seed, flaw).play();
      return Optional.empty();
    } catch (Violation e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private void play() {
    for (int step = 0; step < STEPS; step++) {
      now += random.nextInt(3);
      happen();
    }
    for (int batch = 0; batch < Store.BATCHES; batch++) {
      store.resume(batch);
    }
    for (int step = 0; !store.allOver(); step++) {
      if (step == STEPS_TO_HEAL) {
        throw new Violation("a batch never ends");
      }
      now++;
      int node = random.nextInt(NODES);
      nodes.forEach(alive -> alive.beat(now));
      nodes.get(node).step(now, false);
      if (step % 5 == 0) {
        store.rescue(now, nodes);
      }
    }
  }

  private void happen() {
    int node = random.nextInt(NODES);
    switch (random.nextInt(40)) {
      case 0 -> nodes.get(node).crash(++lastId);
      case 1 -> asleepUntil[node] = now + random.nextInt(3 * (int) Store.NODE_TIMEOUT);
      case 2 -> store.endEarly(random.nextInt(Store.BATCHES));
      case 3, 4 ->
          store.reprocess(
              random.nextInt(Store.BATCHES),
              random.nextInt(1 << (Store.PLACES * Store.SLICES_PER_BATCH)));
      case 5, 6, 7 -> store.rescue(now, nodes);
      case 8, 9, 10, 11, 12, 13 -> beat(node);
      case 14 -> store.pause(random.nextInt(Store.BATCHES));
      case 15, 16 -> store.resume(random.nextInt(Store.BATCHES));
      default -> {
        if (asleepUntil[node] <= now) {
          nodes.get(node).step(now, true);
        }
      }
    }
  }

  private void beat(int node) {
    if (asleepUntil[node] <= now) {
      nodes.get(node).beat(now);
    }
  }
}
