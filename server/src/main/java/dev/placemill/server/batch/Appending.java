package dev.placemill.server.batch;

import dev.placemill.server.http.ApiException;
import dev.placemill.server.http.ErrorCode;
import dev.placemill.server.http.Faults;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/// Adds places to the end of a batch, whether it runs, waits or has ended, in the transaction that
/// has its row locked: whoever ends a batch locks it too, so that what is appended is either part
/// of the run that is open or opens one.
final class Appending {
  private final Handle handle;
  private final RunStart runs;
  private final BatchTable.Locked batch;
  private final int maxJobs;

  /// @param maxJobs the most the batch may hold then
  Appending(Handle handle, RunStart runs, BatchTable.Locked batch, int maxJobs) {
    this.maxJobs = maxJobs;
    this.handle = handle;
    this.runs = runs;
    this.batch = batch;
  }

  void append(Submission submission) {
    SliceLayout layout = batch.layout().plus(submission.places().size());
    refuseTooMany(layout);
    refuseKnown(submission);
    Instant now = BatchTable.now(handle);
    BatchTable.grow(handle, batch.key(), layout, now);
    Short[] stored =
        SliceInputs.store(
            handle, batch.key(), submission.places(), layout, submission.wanted(), Vocabulary.JOBS);
    Set<Integer> slices = new TreeSet<>(batch.held());
    for (Short slice : stored) {
      slices.add((int) slice);
    }
    if (!submission.terms().kickOff()) {
      BatchTable.hold(handle, batch.key(), slices);
      return;
    }
    Short[] numbers = BatchTable.numbers(slices);
    if (!runs.extend(handle, batch, now, numbers)) {
      boolean first = batch.run() == 1 && batch.held().size() == batch.layout().slices();
      if (!first) {
        BatchTable.reopen(handle, batch.key(), now);
      }
      runs.enqueue(handle, batch, first ? 1 : batch.run() + 1, now, numbers);
    }
    if (!batch.held().isEmpty()) {
      BatchTable.hold(handle, batch.key(), Set.of());
    }
  }

  private void refuseTooMany(SliceLayout layout) {
    if (layout.total() > maxJobs) {
      throw new ApiException(
          ErrorCode.TOO_MANY_PLACES,
          "A batch holds at most %,d jobs, with these it would have %,d; begin another batch."
              .formatted(maxJobs, layout.total()));
    }
    if (layout.slices() > Short.MAX_VALUE) {
      throw new ApiException(
          ErrorCode.TOO_MANY_PLACES,
          "A batch can be appended to %,d times at most; begin another batch."
              .formatted(Short.MAX_VALUE));
    }
  }

  private void refuseKnown(Submission submission) {
    Map<String, Integer> sent = new HashMap<>();
    for (int i = 0; i < submission.places().size(); i++) {
      sent.put(SubmittedPlace.id(submission.places().get(i)), i);
    }
    var faults = new Faults();
    SliceInputs.forEachId(
        handle,
        batch.key(),
        batch.layout().lastSlice(),
        (_, placeId) -> {
          Integer index = sent.get(placeId);
          if (index != null) {
            faults.add(
                "#/jobs/%d/place_id".formatted(index),
                "\"%s\" is in this batch already; each job needs an id of its own"
                    .formatted(placeId));
          }
        });
    faults.refuse();
  }
}
