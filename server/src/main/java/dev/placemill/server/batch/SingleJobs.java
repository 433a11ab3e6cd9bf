package dev.placemill.server.batch;

import dev.placemill.attribute.Attribute;
import dev.placemill.fusion.AttributeStatus;
import dev.placemill.server.audit.Author;
import dev.placemill.server.db.Database;
import dev.placemill.server.http.ApiException;
import dev.placemill.server.http.ErrorCode;
import dev.placemill.server.http.Fault;
import dev.placemill.server.http.Request;
import dev.placemill.server.queue.BatchKey;
import dev.placemill.server.queue.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Jobs of one place each: sent by themselves, waited for, and found by the id of their place,
/// wherever that was sent in words of the newer API.
///
/// A job that is sent by itself is a batch of one, so that it is as durable, as fairly worked and
/// as often retried as any other.
public final class SingleJobs {
  // Of jobs with one place id the newest counts, and what else is there is other ids by chance.
  private static final int SLICES_FOR_NEWEST = 20;
  private static final int SLICES_TO_DELETE = 500;

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final Database database;
  private final BatchStore batches;
  private final BatchLimits limits;
  private final ReuseLimits reuse;
  private final BatchWatch watch;

  public SingleJobs(
      Database database,
      BatchStore batches,
      BatchLimits limits,
      ReuseLimits reuse,
      BatchWatch watch) {
    this.database = database;
    this.batches = batches;
    this.limits = limits;
    this.reuse = reuse;
    this.watch = watch;
  }

  /// One place as a client asks for it.
  ///
  /// @param refresh whether to work it even if it is known
  public record Asked(
      Submission submission,
      String placeId,
      JsonNode inputs,
      Set<Attribute> wanted,
      boolean refresh) {}

  /// A job that was taken.
  ///
  /// @param replayed whether that was so before, under the same key
  public record Taken(BatchId batch, boolean replayed) {}

  /// What became of a request to try places again.
  ///
  /// @param running the places that are worked anyway
  public record Retried(int started, List<String> running) {}

  /// Reads a request for one place.
  ///
  /// @param waitedFor whether somebody waits for it, which lets it go first among the batches of
  ///   its organization
  public Asked read(byte[] body, boolean waitedFor) {
    return JobReader.read(body, waitedFor ? Priority.HIGH : Priority.NORMAL);
  }

  /// How long a client wants to be kept waiting, within what this server allows: as long as that
  /// where it does not say.
  public Duration patience(Request request) {
    Duration longest = watch.waits().longest();
    String preferences = request.findHeader("Prefer").orElse("");
    return Preference.wantsAnswerAtOnce(preferences)
        ? Duration.ZERO
        : Preference.findWait(preferences, longest).orElse(longest);
  }

  /// Stores a job and queues it.
  ///
  /// @param route where it was sent, for its idempotency key
  public Taken submit(long orgId, Asked asked, Request request, String route, byte[] body) {
    var key = IdempotencyKey.find(request, route, body);
    if (key == null) {
      batches.refuseWhenFull(orgId);
    }
    var answer = batches.submit(orgId, asked.submission(), key);
    return new Taken(answer.batch(), answer.replayed());
  }

  /// The job of a batch of one, once it has ended or the time is over.
  public StoredJob awaitEnd(long orgId, BatchId batch, Duration atMost) {
    var key = new BatchKey(orgId, batch.day(), batch.uuid());
    if (atMost.isPositive()) {
      try (var watching = watch.watch(key)) {
        watching.await(BatchView::hasEnded, atMost);
      }
    }
    return database
        .withHandle(handle -> at(new PlaceIndex.Found(key, 0, true)))
        .orElseThrow(() -> notFound("that was deleted meanwhile"));
  }

  /// The newest job of a place.
  public StoredJob get(long orgId, String placeId) {
    return find(orgId, placeId).orElseThrow(() -> notFound(placeId));
  }

  private Optional<StoredJob> find(long orgId, String placeId) {
    return newest(orgId, placeId).flatMap(this::at);
  }

  private Optional<PlaceIndex.Found> newest(long orgId, String placeId) {
    return found(orgId, placeId, SLICES_FOR_NEWEST).stream().findFirst();
  }

  private List<PlaceIndex.Found> found(long orgId, String placeId, int atMost) {
    long days = limits.retention().toDays();
    return database.withHandle(handle ->
        PlaceIndex.find(handle, orgId, placeId, days, atMost).stream()
            .filter(found ->
                new BatchId(found.batch().batchId())
                    .createdAt()
                    .plus(limits.retention())
                    .isAfter(BatchTable.now(handle)))
            .toList());
  }

  private Optional<StoredJob> at(PlaceIndex.Found found) {
    List<StoredJob> jobs = new ArrayList<>();
    database.useHandle(handle -> {
      if (BatchViews.findSlices(handle, found.batch()).isPresent()) {
        JobPages.of(handle, found.batch()).forEach(found.position(), 1, jobs::add);
      }
    });
    return jobs.stream().findFirst();
  }

  private static ApiException notFound(String placeId) {
    return new ApiException(
        ErrorCode.JOB_NOT_FOUND, "This organization has no job \"%s\".".formatted(placeId));
  }

  /// The newest job of the same place if it can be given again: the same was sent and asked for, it
  /// completed, no source failed, and it is not too old.
  public Optional<StoredJob> findReusable(long orgId, Asked asked) {
    if (asked.refresh() || !reuse.newerThan().isPositive()) {
      return Optional.empty();
    }
    Instant oldest = database.withHandle(handle -> BatchTable.now(handle)).minus(reuse.newerThan());
    return find(orgId, asked.placeId())
        .filter(job -> job.status() == JobStatus.COMPLETED)
        .filter(job -> SubmittedPlace.of(job.place()).inputs().equals(asked.inputs()))
        .filter(job -> job.item() != null && answers(job.item(), asked.wanted(), oldest));
  }

  private static boolean answers(byte[] json, Set<Attribute> wanted, Instant oldest) {
    JsonNode item = MAPPER.readTree(json);
    JsonNode statuses = item.path("attribute_status");
    Set<String> names = wanted.stream().map(Attribute::wireName).collect(Collectors.toSet());
    return Instant.parse(item.path("updated_at").asString()).isAfter(oldest)
        && names.equals(Set.copyOf(statuses.propertyNames()))
        && statuses
            .valueStream()
            .noneMatch(status -> status.asString().equals(AttributeStatus.ERROR.wireName()));
  }

  /// Deletes all jobs of a place that were sent by themselves. One that is part of a batch goes
  /// with that alone.
  public void delete(Author by, String placeId) {
    List<PlaceIndex.Found> jobs = found(by.orgId(), placeId, SLICES_TO_DELETE);
    if (jobs.isEmpty()) {
      throw notFound(placeId);
    }
    while (!jobs.isEmpty()) {
      Optional<PlaceIndex.Found> inBatch = jobs.stream().filter(job -> !job.alone()).findFirst();
      if (inBatch.isPresent()) {
        throw new ApiException(
            ErrorCode.JOB_IN_BATCH,
            "\"%s\" was sent in the batch %s; delete that to be rid of it."
                .formatted(placeId, new BatchId(inBatch.get().batch().batchId())));
      }
      jobs.forEach(job -> batches.delete(by, new BatchId(job.batch().batchId()).toString()));
      jobs = found(by.orgId(), placeId, SLICES_TO_DELETE);
    }
  }

  /// Tries the newest jobs of places again, each in its batch.
  public Retried reprocess(long orgId, byte[] body) {
    Reprocess request = ReprocessReader.read(body, limits);
    List<String> placeIds = request.placeIds();
    if (placeIds == null) {
      throw new ApiException(
          ErrorCode.INVALID_REQUEST,
          "place_ids is missing; name the places to try again.",
          List.of(new Fault("#/place_ids", "is missing; it must be an array of place ids")));
    }
    refuseMany(placeIds);
    batches.refuseWhenFull(orgId);
    int started = 0;
    List<String> running = new ArrayList<>();
    for (Map.Entry<BatchKey, List<String>> one : byBatch(orgId, placeIds).entrySet()) {
      if (start(orgId, one.getKey(), request, one.getValue())) {
        started += one.getValue().size();
      } else {
        running.addAll(one.getValue());
      }
    }
    return new Retried(started, running);
  }

  private void refuseMany(List<String> placeIds) {
    if (placeIds.size() > limits.maxPlaces()) {
      throw new ApiException(
          ErrorCode.TOO_MANY_PLACES,
          "This takes at most %,d place_ids, and got %,d; send several requests."
              .formatted(limits.maxPlaces(), placeIds.size()));
    }
  }

  private Map<BatchKey, List<String>> byBatch(long orgId, List<String> placeIds) {
    Map<BatchKey, List<String>> byBatch = new LinkedHashMap<>();
    List<Fault> unknown = new ArrayList<>();
    for (int i = 0; i < placeIds.size(); i++) {
      Optional<PlaceIndex.Found> newest = newest(orgId, placeIds.get(i));
      if (newest.isPresent()) {
        List<String> ids = byBatch.computeIfAbsent(newest.get().batch(), _ -> new ArrayList<>());
        if (!ids.contains(placeIds.get(i))) {
          ids.add(placeIds.get(i));
        }
      } else {
        unknown.add(new Fault("#/place_ids/" + i, "is no job of this organization"));
      }
    }
    if (!unknown.isEmpty()) {
      throw new ApiException(
          ErrorCode.INVALID_REQUEST,
          "%d of the place_ids are no jobs of this organization; nothing was reprocessed."
              .formatted(unknown.size()),
          unknown);
    }
    return byBatch;
  }

  /// @return whether they are tried again, as against still worked
  private boolean start(long orgId, BatchKey batch, Reprocess request, List<String> placeIds) {
    var ofBatch =
        new Reprocess(
            placeIds, null, null, null, request.wanted(), request.likeLastTime(), request.newer());
    try {
      batches.reprocess(
          orgId, new BatchId(batch.batchId()).toString(), ofBatch, Vocabulary.JOBS, null);
      return true;
    } catch (ApiException e) {
      if (e.code() == ErrorCode.BATCH_STILL_RUNNING) {
        return false;
      }
      throw e;
    }
  }
}
