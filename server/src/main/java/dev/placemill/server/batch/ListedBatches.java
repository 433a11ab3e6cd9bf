package dev.placemill.server.batch;

import dev.placemill.server.queue.SliceQueue;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/// The list of batches, some of them, in an order of the client's choice. What a batch's status is
/// follows from its counts, so all that are kept are summed first.
final class ListedBatches {
  private ListedBatches() {}

  // What Progress says, for as many batches as there are.
  private static final String STATUS =
      """
      CASE
        WHEN completed + failed < total THEN
          CASE WHEN (done_in_run > 0 AND NOT held) OR batch_id = ANY(:started)
            THEN 'processing' ELSE 'queued' END
        WHEN failed = 0 THEN 'completed'
        WHEN completed = 0 THEN 'failed'
        ELSE 'partial'
      END
      """;

  private static final String NAMED = " AND strpos(lower(name), lower(:name)) > 0";

  private static final String OF_STATUS = "WHERE " + STATUS + " = ANY(:statuses)\n";

  static List<BatchView> list(
      Handle handle,
      SliceQueue queue,
      BatchLimits limits,
      long orgId,
      ListQuery wanted,
      BatchStore.Range range) {
    String direction = wanted.descending() ? "DESC" : "ASC";
    String kept =
        BatchViews.VIEW.formatted(
            "(b.day, b.org_id, b.batch_id) IN (SELECT day, org_id, batch_id FROM batch WHERE "
                + BatchLists.ALL.condition()
                + (wanted.name() == null ? "" : NAMED)
                + ")");
    Query query =
        handle.createQuery(
            "SELECT * FROM ("
                + kept
                + ") AS kept\n"
                + (wanted.statuses().isEmpty() ? "" : OF_STATUS)
                + "ORDER BY %s %s, batch_id DESC\n".formatted(wanted.by().expression(), direction)
                + "LIMIT :limit OFFSET :offset");
    BatchLists.ALL
        .bind(query, limits, orgId)
        .bind("limit", range.limit())
        .bind("offset", range.offset());
    if (wanted.name() != null) {
      query.bind("name", wanted.name().strip());
    }
    if (!wanted.statuses().isEmpty()) {
      query
          .bind("started", queue.startedBatches(handle, orgId).toArray(UUID[]::new))
          .bind(
              "statuses",
              wanted.statuses().stream().map(BatchStatus::wireName).toArray(String[]::new));
    }
    List<BatchView> page = query.map((row, _) -> BatchViews.view(row, Set.of(), limits)).list();
    return BatchViews.inQueue(handle, queue, orgId, page);
  }
}
