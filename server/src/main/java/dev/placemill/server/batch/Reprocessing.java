package dev.placemill.server.batch;

import dev.placemill.server.batch.Packed.Item;
import dev.placemill.server.batch.Packed.State;
import dev.placemill.server.http.ApiException;
import dev.placemill.server.http.ErrorCode;
import dev.placemill.server.http.Fault;
import dev.placemill.server.queue.RunState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/// Opens places of a batch for a new run, in the transaction that has its row locked.
final class Reprocessing {
  private static final int RETRY_WHEN_RUNNING_SECONDS = 5;

  private final Handle handle;
  private final RunStart runs;
  private final BatchTable.Locked batch;
  private final Reprocess request;

  Reprocessing(Handle handle, RunStart runs, BatchTable.Locked batch, Reprocess request) {
    this.handle = handle;
    this.runs = runs;
    this.batch = batch;
    this.request = request;
  }

  /// @return how many places are worked again, or for the first time
  int start() {
    Optional<RunState> run =
        batch.hasEnded() ? Optional.empty() : runs.findOpen(handle, batch.key());
    boolean running = run.isPresent();
    boolean onlyHeld = request.held() && !request.failed() && request.wanted() == null;
    if (running && !onlyHeld) {
      throw new ApiException(
              ErrorCode.BATCH_STILL_RUNNING,
              run.get().pausedAt() == null
                  ? "This batch has not ended yet; wait until its status is completed, partial or"
                      + " failed."
                  : "This batch is paused and has not ended; resume it and wait until it has, or"
                      + " cancel it.")
          .retryAfter(RETRY_WHEN_RUNNING_SECONDS);
    }
    Map<Integer, List<Item>> bySlice = onlyHeld ? new TreeMap<>() : reopened();
    int places = bySlice.values().stream().mapToInt(List::size).sum();
    Set<Integer> kickedOff = request.held() ? batch.held() : Set.of();
    for (int slice : kickedOff) {
      List<Item> held = held(slice);
      places += held.size();
      if (request.wanted() != null) {
        bySlice.put(slice, held);
      }
    }
    Set<Integer> slices = new TreeSet<>(bySlice.keySet());
    slices.addAll(kickedOff);
    if (!slices.isEmpty()) {
      open(running, slices, bySlice);
    }
    if (!kickedOff.isEmpty()) {
      BatchTable.hold(handle, batch.key(), Set.of());
    }
    return places;
  }

  private void open(boolean running, Set<Integer> slices, Map<Integer, List<Item>> bySlice) {
    Instant now = BatchTable.now(handle);
    if (running) {
      runs.extend(handle, batch, now, BatchTable.numbers(slices));
      return;
    }
    int run = batch.run() + 1;
    BatchTable.reopen(handle, batch.key(), now);
    List<ResultChunk> chunks = new ArrayList<>();
    bySlice.forEach(
        (slice, items) -> chunks.add(ResultChunk.reopening(batch.key(), slice, run, items)));
    ResultChunks.append(handle, chunks);
    runs.enqueue(handle, batch, run, now, BatchTable.numbers(slices));
  }

  /// The places that have ended and are tried again, by slice, each with what is asked for of it.
  private Map<Integer, List<Item>> reopened() {
    SliceResults results = ResultChunks.states(handle, batch.key(), 0, batch.layout().lastSlice());
    Set<Integer> chosen = chosen(results.ended());
    Map<Integer, List<Item>> bySlice = new TreeMap<>();
    for (int position : chosen) {
      Item item = results.ended().get(position);
      if (item == null) {
        throw new IllegalStateException("an ended batch has a place without a result");
      }
      bySlice
          .computeIfAbsent(batch.layout().sliceOf(position), _ -> new ArrayList<>())
          .add(new Item(position, item.state(), asked(results.lastAsked(position))));
    }
    return bySlice;
  }

  private byte[] asked(byte[] lastTime) {
    if (request.likeLastTime()) {
      return lastTime;
    }
    return request.wanted() == null ? Packed.NOTHING : WantedAttributes.bytes(request.wanted());
  }

  /// The places of a slice that was never worked.
  private List<Item> held(int slice) {
    int end =
        slice == batch.layout().lastSlice()
            ? batch.layout().total()
            : batch.layout().start(slice + 1);
    byte[] asked =
        request.wanted() == null ? Packed.NOTHING : WantedAttributes.bytes(request.wanted());
    List<Item> places = new ArrayList<>();
    for (int position = batch.layout().start(slice); position < end; position++) {
      places.add(new Item(position, State.PENDING, asked));
    }
    return places;
  }

  private Set<Integer> chosen(Map<Integer, Item> ended) {
    if (request.placeIds() != null) {
      return positions(request.placeIds(), ended);
    }
    if (request.positions() != null) {
      Set<Integer> chosen = new TreeSet<>(request.positions());
      chosen.retainAll(ended.keySet());
      return chosen;
    }
    Set<Integer> chosen = new TreeSet<>();
    ended.forEach((position, item) -> {
      if (request.all() || (request.failed() && item.state() == State.FAILED)) {
        chosen.add(position);
      }
    });
    return chosen;
  }

  private Set<Integer> positions(List<String> placeIds, Map<Integer, Item> ended) {
    Map<String, Integer> byId = new HashMap<>();
    SliceInputs.forEachId(
        handle,
        batch.key(),
        batch.layout().lastSlice(),
        (position, placeId) -> byId.put(placeId, position));
    Set<Integer> positions = new TreeSet<>();
    List<Fault> wrong = new ArrayList<>();
    for (int i = 0; i < placeIds.size(); i++) {
      Integer position = byId.get(placeIds.get(i));
      if (position == null) {
        wrong.add(new Fault("#/place_ids/" + i, "is not a place of this batch"));
      } else if (!ended.containsKey(position)) {
        wrong.add(
            new Fault(
                "#/place_ids/" + i,
                "was only stored so far; reprocess the batch without place_ids to begin with it"));
      } else {
        positions.add(position);
      }
    }
    if (!wrong.isEmpty()) {
      throw new ApiException(
          ErrorCode.INVALID_REQUEST,
          "%d of the place_ids are not of this batch, or not worked yet; nothing was reprocessed."
              .formatted(wrong.size()),
          wrong);
    }
    return positions;
  }
}
