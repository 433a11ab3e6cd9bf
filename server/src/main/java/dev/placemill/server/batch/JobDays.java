package dev.placemill.server.batch;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import tools.jackson.core.JsonGenerator;

/// The jobs of an organization by the day on which they were sent, in UTC, as if each day were a
/// batch.
final class JobDays {
  /// What became of the jobs of one day.
  record Day(LocalDate day, int total, int completed, int failed) {
    private int unended() {
      return total - completed - failed;
    }

    private JobStatus status() {
      if (unended() > 0) {
        return JobStatus.IN_PROGRESS;
      }
      return completed == 0 ? JobStatus.FAILED : JobStatus.COMPLETED;
    }

    void writeTo(JsonGenerator json) {
      Map<JobStatus, Integer> counts = new EnumMap<>(JobStatus.class);
      for (JobStatus status : JobStatus.values()) {
        counts.put(status, 0);
      }
      counts.put(JobStatus.COMPLETED, completed);
      counts.put(JobStatus.FAILED, failed);
      counts.put(JobStatus.IN_PROGRESS, unended());
      json.writeStartObject();
      json.writeStringProperty("id", day.toString());
      json.writeStringProperty("batch_name", day.toString());
      json.writeStringProperty("status", status().wireName());
      json.writeStringProperty("created_at", day + "T00:00:00Z");
      JobBatchJson.writeCounts(json, counts);
      json.writeEndObject();
    }
  }

  private JobDays() {}

  /// Those of some batches, newest first.
  static List<Day> of(Handle handle, BatchLists which, BatchLimits limits, long orgId) {
    String days =
        """
        SELECT day, sum(total)::int AS total, sum(completed)::int AS completed,
          sum(failed)::int AS failed
        FROM (
          SELECT b.day, coalesce(b.grown_count, b.total_count) AS total,
            coalesce(sum(c.completed), 0) AS completed, coalesce(sum(c.failed), 0) AS failed
          FROM batch b LEFT JOIN result_chunk c USING (day, org_id, batch_id)
          WHERE (b.day, b.org_id, b.batch_id) IN (SELECT day, org_id, batch_id FROM batch WHERE %s)
          GROUP BY b.day, b.org_id, b.batch_id) of_batch
        GROUP BY day ORDER BY day DESC
        """
            .formatted(which.condition());
    return which
        .bind(handle.createQuery(days), limits, orgId)
        .map((row, _) ->
            new Day(
                row.getObject("day", LocalDate.class),
                row.getInt("total"),
                row.getInt("completed"),
                row.getInt("failed")))
        .list();
  }
}
