package dev.placemill.server.batch;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// The table `batch_alias`: batches by the ids their clients chose.
final class BatchAliases {
  private BatchAliases() {}

  private static final String FIND =
      """
      SELECT batch_id FROM batch_alias WHERE org_id = :orgId AND alias = :alias
      """;

  static Optional<BatchId> find(Handle handle, long orgId, String alias) {
    return handle
        .createQuery(FIND)
        .bind("orgId", orgId)
        .bind("alias", alias)
        .mapTo(UUID.class)
        .findOne()
        .map(BatchId::new);
  }

  // Whoever is about to take the same name is waited for.
  private static final String TAKE =
      """
      INSERT INTO batch_alias (org_id, alias, batch_id, created_at)
      VALUES (:orgId, :alias, :batchId, engine_now())
      ON CONFLICT DO NOTHING
      """;

  /// Gives a batch a name.
  ///
  /// @return whether it was free
  static boolean take(Handle handle, long orgId, String alias, BatchId batch) {
    return handle
            .createUpdate(TAKE)
            .bind("orgId", orgId)
            .bind("alias", alias)
            .bind("batchId", batch.uuid())
            .execute()
        > 0;
  }

  private static final String FREE =
      """
      DELETE FROM batch_alias WHERE org_id = :orgId AND alias = :alias
      """;

  /// Frees a name whose batch is over its retention.
  static void free(Handle handle, long orgId, String alias) {
    handle.createUpdate(FREE).bind("orgId", orgId).bind("alias", alias).execute();
  }

  private static final String FORGET =
      """
      DELETE FROM batch_alias WHERE created_at < engine_now() - :kept * interval '1 millisecond'
      """;

  /// Forgets the names of batches that are over their retention.
  static void forgetOld(Handle handle, Duration retention) {
    handle.createUpdate(FORGET).bind("kept", retention.toMillis()).execute();
  }
}
