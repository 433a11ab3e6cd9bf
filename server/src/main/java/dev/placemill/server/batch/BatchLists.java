package dev.placemill.server.batch;

import dev.placemill.server.queue.BatchKey;
import dev.placemill.server.queue.SliceQueue;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/// The batches of one organization that are kept, newest first.
///
/// @param search what name or id must contain, whatever the case; null for all
/// @param alone whether it is about jobs that were sent by themselves: those alone, or those left
///   out; null for both
/// @param day on which they were made, in UTC, or null for all days
/// @param batch the only one, or null for all
record BatchLists(
    @Nullable String search,
    @Nullable Boolean alone,
    @Nullable LocalDate day,
    @Nullable BatchId batch) {
  /// What the guide's list has.
  static final BatchLists ALL = new BatchLists(null, false, null, null);

  private static final String KEPT =
      """
      org_id = :orgId AND created_at >= engine_now() - :retention * interval '1 millisecond'
      """;
  private static final String OF_KIND = " AND alone = :alone";
  private static final String OF_DAY = " AND day = :ofDay";
  private static final String ONE = " AND (day, batch_id) = (:oneDay, :one)";
  private static final String FOUND =
      """
       AND (strpos(lower(name), lower(:search)) > 0
          OR strpos(lower(alias), lower(:search)) > 0
          OR strpos('batch_' || replace(batch_id::text, '-', ''), lower(:search)) > 0)
      """;

  /// Which rows of the table they are.
  String condition() {
    return KEPT
        + (alone == null ? "" : OF_KIND)
        + (day == null ? "" : OF_DAY)
        + (batch == null ? "" : ONE)
        + (search == null ? "" : FOUND);
  }

  /// Fills in what the condition leaves open.
  Query bind(Query query, BatchLimits limits, long orgId) {
    query.bind("orgId", orgId).bind("retention", limits.retention().toMillis());
    if (alone != null) {
      query.bind("alone", alone);
    }
    if (day != null) {
      query.bind("ofDay", day);
    }
    if (batch != null) {
      query.bind("oneDay", batch.day()).bind("one", batch.uuid());
    }
    return search == null ? query : query.bind("search", search);
  }

  private static final String PAGE =
      BatchViews.VIEW.formatted(
              """
              (b.day, b.org_id, b.batch_id) IN (
                SELECT day, org_id, batch_id FROM batch
                WHERE %s
                ORDER BY batch_id DESC LIMIT :limit OFFSET :offset)\
              """)
          + "ORDER BY b.batch_id DESC";

  List<BatchView> list(
      Handle handle, SliceQueue queue, BatchLimits limits, long orgId, BatchStore.Range range) {
    List<BatchView> page =
        bind(handle.createQuery(PAGE.formatted(condition())), limits, orgId)
            .bind("limit", range.limit())
            .bind("offset", range.offset())
            .map((row, _) -> BatchViews.view(row, Set.of(), limits))
            .list();
    return BatchViews.inQueue(handle, queue, orgId, page);
  }

  int count(Handle handle, BatchLimits limits, long orgId) {
    return bind(
            handle.createQuery("SELECT count(*) FROM batch WHERE " + condition()), limits, orgId)
        .mapTo(Integer.class)
        .one();
  }

  /// A batch and how many places it has.
  record Sized(BatchKey key, int total) {}

  /// All of them.
  List<Sized> sizes(Handle handle, BatchLimits limits, long orgId) {
    String sizes =
        """
        SELECT day, batch_id, coalesce(grown_count, total_count) AS total FROM batch WHERE %s
        ORDER BY batch_id DESC
        """
            .formatted(condition());
    return bind(handle.createQuery(sizes), limits, orgId)
        .map((row, _) ->
            new Sized(
                new BatchKey(
                    orgId,
                    row.getObject("day", LocalDate.class),
                    row.getObject("batch_id", UUID.class)),
                row.getInt("total")))
        .list();
  }
}
