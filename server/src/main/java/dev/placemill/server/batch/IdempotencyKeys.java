package dev.placemill.server.batch;

import dev.placemill.server.http.ApiException;
import dev.placemill.server.http.ErrorCode;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The table `idempotency_key`: requests that were answered, so that the same one sent again gets
/// the same answer and does nothing. Kept in the transaction of what the request did.
final class IdempotencyKeys {
  /// How long a key is remembered.
  static final Duration KEPT = Duration.ofHours(24);

  /// An answer about a batch.
  ///
  /// @param json the body
  /// @param replayed whether it was given before
  record Answer(BatchId batch, byte[] json, boolean replayed) {}

  private record Kept(byte[] fingerprint, UUID batchId, byte[] answer) {}

  private IdempotencyKeys() {}

  private static final String TRY_LOCK =
      """
      SELECT pg_try_advisory_xact_lock(hashtextextended(:name, :orgId))
      """;

  private static final String FIND =
      """
      SELECT fingerprint, batch_id, answer FROM idempotency_key
      WHERE org_id = :orgId AND name = :name
        AND used_at > engine_now() - :kept * interval '1 millisecond'
      """;

  private static final String REMEMBER =
      """
      INSERT INTO idempotency_key (org_id, name, fingerprint, batch_id, answer, used_at)
      VALUES (:orgId, :name, :fingerprint, :batchId, :answer, engine_now())
      ON CONFLICT (org_id, name) DO UPDATE SET fingerprint = excluded.fingerprint,
        batch_id = excluded.batch_id, answer = excluded.answer, used_at = excluded.used_at
      """;

  /// Does something once per key.
  ///
  /// @param key null to do it in any case
  /// @throws ApiException when the key was used for another request, or its request is in flight
  static Answer once(
      Handle handle, long orgId, @Nullable IdempotencyKey key, Supplier<Answer> work) {
    if (key == null) {
      return work.get();
    }
    if (!isOurTurn(handle, orgId, key)) {
      throw new ApiException(
              ErrorCode.REQUEST_IN_FLIGHT,
              "A request with this Idempotency-Key is being worked right now; try again.")
          .retryAfter(1);
    }
    Optional<Kept> kept = find(handle, orgId, key);
    if (kept.isPresent()) {
      return replay(kept.get(), key);
    }
    Answer answer = work.get();
    handle
        .createUpdate(REMEMBER)
        .bind("orgId", orgId)
        .bind("name", key.name())
        .bind("fingerprint", key.fingerprint())
        .bind("batchId", answer.batch().uuid())
        .bind("answer", answer.json())
        .execute();
    return answer;
  }

  private static boolean isOurTurn(Handle handle, long orgId, IdempotencyKey key) {
    return handle
        .createQuery(TRY_LOCK)
        .bind("orgId", orgId)
        .bind("name", key.name())
        .mapTo(Boolean.class)
        .one();
  }

  private static Optional<Kept> find(Handle handle, long orgId, IdempotencyKey key) {
    return handle
        .createQuery(FIND)
        .bind("orgId", orgId)
        .bind("name", key.name())
        .bind("kept", KEPT.toMillis())
        .map((row, _) ->
            new Kept(
                row.getBytes("fingerprint"),
                row.getObject("batch_id", UUID.class),
                row.getBytes("answer")))
        .findOne();
  }

  private static Answer replay(Kept kept, IdempotencyKey key) {
    if (!MessageDigest.isEqual(kept.fingerprint(), key.fingerprint())) {
      throw new ApiException(
          ErrorCode.IDEMPOTENCY_KEY_REUSED,
          "This Idempotency-Key was used for another request; take a new one for a new request.");
    }
    return new Answer(new BatchId(kept.batchId()), kept.answer(), true);
  }

  private static final String FORGET =
      """
      DELETE FROM idempotency_key WHERE used_at < engine_now() - :kept * interval '1 millisecond'
      """;

  /// Forgets the keys that are over their time.
  static void forgetOld(Handle handle) {
    handle.createUpdate(FORGET).bind("kept", KEPT.toMillis()).execute();
  }
}
