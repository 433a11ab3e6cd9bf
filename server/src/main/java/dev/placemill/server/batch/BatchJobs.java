package dev.placemill.server.batch;

import dev.placemill.server.audit.Action;
import dev.placemill.server.audit.Audit;
import dev.placemill.server.audit.Author;
import dev.placemill.server.db.Database;
import dev.placemill.server.http.ApiException;
import dev.placemill.server.http.ErrorCode;
import dev.placemill.server.queue.BatchKey;
import dev.placemill.server.queue.QueueRenewal;
import dev.placemill.server.queue.SliceQueue;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the newer API reads of batches and their jobs, and changes of batches, beyond the guide.
public final class BatchJobs {
  /// Some batches of a list.
  record Page(List<BatchView> batches, int total) {}

  /// What became of a request about several batches.
  record Flagged(List<String> updated, List<String> missing) {}

  /// A batch and how many jobs it has.
  public record Sized(BatchId batch, int total) {}

  /// How many jobs are read at once, so that no more of them are in memory.
  private static final int JOBS_AT_ONCE = 500;

  private static final Set<ErrorCode> GONE =
      Set.of(ErrorCode.BATCH_NOT_FOUND, ErrorCode.RESULTS_EXPIRED);

  // As in BatchStore: whole batches are read a few at a time.
  private static final int WHOLE_READS = 2;

  private final Database database;
  private final SliceQueue queue;
  private final BatchStore batches;
  private final BatchLimits limits;
  private final AttributeOutcomes outcomes;
  private final Semaphore wholeReads = new Semaphore(WHOLE_READS);

  public BatchJobs(
      Database database,
      SliceQueue queue,
      BatchStore batches,
      BatchLimits limits,
      AttributeOutcomes outcomes) {
    this.database = database;
    this.queue = queue;
    this.batches = batches;
    this.limits = limits;
    this.outcomes = outcomes;
  }

  private static final String AT_ONE_MOMENT =
      """
      SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY
      """;

  /// A batch with the ids of its jobs by status.
  ///
  /// @param attributes whose status is told job by job as well
  byte[] read(long orgId, String batchId, List<String> attributes) {
    wholeReads.acquireUninterruptibly();
    try {
      return database.inTransaction(snapshot -> {
        snapshot.execute(AT_ONE_MOMENT);
        QueueRenewal.keepInPlace(snapshot);
        BatchView batch = batches.find(snapshot, orgId, batchId);
        JobPages jobs = JobPages.of(snapshot, key(orgId, batch.id()));
        return JobBatchJson.of(batch, jobs.ids(), byStatus(jobs, attributes));
      });
    } finally {
      wholeReads.release();
    }
  }

  private Map<String, AttributeIds> byStatus(JobPages jobs, List<String> attributes) {
    if (attributes.isEmpty()) {
      return Map.of();
    }
    Map<String, AttributeIds> all = new LinkedHashMap<>();
    attributes.forEach(attribute -> all.put(attribute, new AttributeIds(outcomes.words())));
    jobs.forEach(
        0,
        jobs.total(),
        job -> {
          String id = SubmittedPlace.id(job.place());
          outcomes
              .of(job, attributes)
              .forEach((attribute, outcome) ->
                  Objects.requireNonNull(all.get(attribute)).add(id, outcome));
        });
    return all;
  }

  /// Batches of an organization, newest first.
  Page list(long orgId, BatchLists which, BatchStore.Range range) {
    return database.withHandle(handle ->
        new Page(
            which.list(handle, queue, limits, orgId, range), which.count(handle, limits, orgId)));
  }

  /// Which batches the list of jobs goes by; each leaves out more of them.
  ///
  /// @param batch the only one, by its id, or null for all
  /// @param alone only those that are one job sent by itself
  /// @param day on which they were made, in UTC, or null for all
  public record Listed(@Nullable String batch, boolean alone, @Nullable LocalDate day) {}

  private BatchLists which(long orgId, Listed listed) {
    BatchId batch = null;
    if (listed.batch() != null) {
      String id = batches.id(orgId, listed.batch());
      batch = database.withHandle(handle -> batches.find(handle, orgId, id)).id();
    }
    return new BatchLists(null, listed.alone() ? true : null, listed.day(), batch);
  }

  /// The batches of an organization that are kept, newest first, with how many jobs each has.
  public List<Sized> sizes(long orgId, Listed listed) {
    BatchLists which = which(orgId, listed);
    return database.withHandle(handle ->
        which.sizes(handle, limits, orgId).stream()
            .map(sized -> new Sized(new BatchId(sized.key().batchId()), sized.total()))
            .toList());
  }

  /// How the jobs of an organization are, by the day on which they were sent, newest first.
  public byte[] days(long orgId, Listed listed, BatchStore.Range range) {
    BatchLists which = which(orgId, listed);
    List<JobDays.Day> days =
        database.withHandle(handle -> JobDays.of(handle, which, limits, orgId));
    return BatchJson.bytes(json -> {
      json.writeStartObject();
      json.writeArrayPropertyStart("batches");
      days.stream().skip(range.offset()).limit(range.limit()).forEach(one -> one.writeTo(json));
      json.writeEndArray();
      JobBatchJson.writeRange(json, days.size(), range);
      json.writeEndObject();
    });
  }

  /// Some jobs of a batch from a position on, in the order they were sent: as many as are read at
  /// once. None of a batch that is gone meanwhile.
  public List<StoredJob> some(long orgId, BatchId batch, int from, int atMost) {
    List<StoredJob> some = new ArrayList<>();
    database.useHandle(handle -> {
      BatchKey key = key(orgId, batch);
      if (BatchViews.findSlices(handle, key).isPresent()) {
        JobPages.of(handle, key).forEach(from, Math.min(atMost, JOBS_AT_ONCE), some::add);
      }
    });
    return some;
  }

  /// Changes what a client may change of a batch; null for what stays as it is.
  BatchView update(Author by, String batchId, @Nullable String name, @Nullable Boolean refresh) {
    long orgId = by.orgId();
    return database.inTransaction(handle -> {
      BatchKey key = key(orgId, batches.find(handle, orgId, batchId).id());
      if (name != null || refresh != null) {
        Audit.add(handle, by, Action.BATCH_CHANGED, batchId, change(name, refresh));
      }
      if (name != null) {
        RefreshTable.rename(handle, key, name);
      }
      if (refresh != null) {
        RefreshTable.flag(handle, key, refresh);
      }
      return batches.find(handle, orgId, batchId);
    });
  }

  private static String change(@Nullable String name, @Nullable Boolean refresh) {
    return Stream.of(name == null ? "" : "renamed", refresh == null ? "" : "refresh " + refresh)
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(", "));
  }

  /// Says of several batches whether they are worked anew every month.
  Flagged flag(Author by, List<String> names, boolean refresh) {
    List<String> updated = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (String name : names) {
      try {
        update(by, batches.id(by.orgId(), name), null, refresh);
        updated.add(name);
      } catch (ApiException e) {
        if (!GONE.contains(e.code())) {
          throw e;
        }
        missing.add(name);
      }
    }
    return new Flagged(updated, missing);
  }

  private static BatchKey key(long orgId, BatchId batch) {
    return new BatchKey(orgId, batch.day(), batch.uuid());
  }
}
