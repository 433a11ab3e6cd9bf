package dev.placemill.bench.client;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// What was promised to a client, held against what it is shown: an acknowledged batch exists, its
/// counts add up and never go back, and in the end each of its places has ended exactly once.
public final class Ledger {
  private record Entry(List<String> placeIds, int mostDone) {}

  private final Map<String, Entry> acknowledged = new HashMap<>();
  private final Set<String> expectedToFail = new HashSet<>();
  private long lost;
  private long doubled;
  private long unexpected;
  private long places;
  private long calls;

  /// Notes that the server acknowledged a batch.
  public synchronized void acknowledge(String batchId, List<String> placeIds) {
    acknowledged.put(batchId, new Entry(placeIds, 0));
  }

  /// Notes that a place must not be completed, but fail.
  public synchronized void expectFailure(String batchId, String placeId) {
    expectedToFail.add(batchId + placeId);
  }

  /// Notes how often the sources were asked about a place.
  public synchronized void calls(int ofPlace) {
    places++;
    calls += ofPlace;
  }

  public synchronized double callsPerPlace() {
    return places == 0 ? 0 : (double) calls / places;
  }

  public synchronized Set<String> batches() {
    return Set.copyOf(acknowledged.keySet());
  }

  /// Checks the counts of a batch at any moment, also of one that was stored and never
  /// acknowledged.
  public synchronized void look(BatchClient.Batch batch) {
    if (!batch.countsAddUp()) {
      unexpected++;
    }
    Entry entry = acknowledged.get(batch.batchId());
    if (entry != null) {
      lost += Math.max(0, entry.mostDone - batch.done());
      acknowledged.put(
          batch.batchId(), new Entry(entry.placeIds, Math.max(entry.mostDone, batch.done())));
    }
  }

  /// Checks the results of a batch that has ended.
  public synchronized void close(BatchClient.Batch batch) {
    look(batch);
    Entry entry = Objects.requireNonNull(acknowledged.get(batch.batchId()), batch.batchId());
    List<BatchClient.Item> results = Objects.requireNonNull(batch.results(), "no results");
    Set<String> missing = new HashSet<>(entry.placeIds);
    for (BatchClient.Item item : results) {
      if (!item.hasEnded()) {
        continue; // then it stays missing
      }
      if (!missing.remove(item.placeId())) {
        doubled++;
      }
      boolean failed = item.enrichmentStatus().equals("failed");
      if (failed != expectedToFail.contains(batch.batchId() + item.placeId())) {
        unexpected++;
      }
    }
    lost += missing.size();
    // Items are shown once whatever was stored; a result that was stored twice shows in the counts.
    doubled += Math.max(0, batch.done() - entry.placeIds.size());
  }

  /// Checks a complete listing: every acknowledged batch is in it, once.
  public synchronized void compare(List<BatchClient.Batch> listing) {
    listing.forEach(this::look);
    Set<String> listed = new HashSet<>();
    listing.forEach(batch -> doubled += listed.add(batch.batchId()) ? 0 : batch.totalCount());
    acknowledged.forEach((id, entry) -> lost += listed.contains(id) ? 0 : entry.placeIds.size());
  }

  /// Notes that so many submissions were stored more than once.
  public synchronized void duplicates(long batches) {
    doubled += batches;
  }

  /// Notes something that should not have happened.
  public synchronized void surprise() {
    unexpected++;
  }

  public synchronized long lost() {
    return lost;
  }

  public synchronized long doubled() {
    return doubled;
  }

  public synchronized long unexpected() {
    return unexpected;
  }
}
