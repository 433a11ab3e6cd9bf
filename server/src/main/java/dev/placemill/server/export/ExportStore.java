package dev.placemill.server.export;

import com.github.luben.zstd.Zstd;
import dev.placemill.server.db.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The tables `export` and `export_part`: what is to be exported, and the files, in parts.
final class ExportStore {
  /// How long a claim holds without being renewed.
  static final Duration LEASE = Duration.ofMinutes(1);

  private static final int COMPRESSION_LEVEL = 3;

  /// Where a list goes on.
  record Position(Instant createdAt, UUID id) {}

  /// An export claimed by this node.
  record Claim(Export export, long orgId) {}

  private final Database database;

  ExportStore(Database database) {
    this.database = database;
  }

  private static final String ADD =
      """
      INSERT INTO export (export_id, org_id, batch_ids, batch_names, key_name, state,
        created_at, updated_at)
      VALUES (:id, :orgId, :batchIds, :batchNames, :keyName, 'queued', engine_now(), engine_now())
      ON CONFLICT (org_id, key_name) WHERE key_name IS NOT NULL DO NOTHING
      """;

  /// Queues an export.
  ///
  /// @param keyName what the client calls the request, or null
  /// @return the export, or an earlier one under the same name
  Export add(long orgId, List<String> batchIds, List<String> batchNames, @Nullable String keyName) {
    return database.inTransaction(handle -> {
      var id = UUID.randomUUID();
      int added =
          handle
              .createUpdate(ADD)
              .bind("id", id)
              .bind("orgId", orgId)
              .bind("batchIds", batchIds.toArray(String[]::new))
              .bind("batchNames", batchNames.toArray(String[]::new))
              .bind("keyName", keyName)
              .execute();
      return added == 0 && keyName != null
          ? findByKey(handle, orgId, keyName).orElseThrow()
          : find(handle, orgId, id).orElseThrow();
    });
  }

  private static final String COLUMNS =
      """
      export_id, org_id, batch_ids, batch_names, created_at, updated_at, expires_at, error,
        rows_exported, bytes, epoch,
        CASE WHEN state = 'completed' AND expires_at <= engine_now() THEN 'expired' ELSE state END
          AS status
      """;

  private static final String ONE =
      "SELECT " + COLUMNS + "FROM export WHERE org_id = :orgId AND export_id = :id";

  Optional<Export> find(long orgId, UUID id) {
    return database.withHandle(handle -> find(handle, orgId, id));
  }

  private static Optional<Export> find(Handle handle, long orgId, UUID id) {
    return handle
        .createQuery(ONE)
        .bind("orgId", orgId)
        .bind("id", id)
        .map((row, _) -> export(row))
        .findOne();
  }

  private static final String BY_KEY =
      "SELECT " + COLUMNS + "FROM export WHERE org_id = :orgId AND key_name = :keyName";

  Optional<Export> findByKey(long orgId, String keyName) {
    return database.withHandle(handle -> findByKey(handle, orgId, keyName));
  }

  private static Optional<Export> findByKey(Handle handle, long orgId, String keyName) {
    return handle
        .createQuery(BY_KEY)
        .bind("orgId", orgId)
        .bind("keyName", keyName)
        .map((row, _) -> export(row))
        .findOne();
  }

  private static final String LIST =
      "SELECT * FROM (SELECT "
          + COLUMNS
          + """
          FROM export
          WHERE org_id = :orgId
            AND (:at::timestamptz IS NULL OR (created_at, export_id) < (:at, :id::uuid))) AS one
          WHERE :status::text IS NULL OR status = :status
          ORDER BY created_at DESC, export_id DESC LIMIT :limit
          """;

  /// An organization's exports, newest first.
  ///
  /// @param after where the page before this one ended, or null
  List<Export> list(
      long orgId, @Nullable ExportStatus status, @Nullable Position after, int limit) {
    return database.withHandle(handle ->
        handle
            .createQuery(LIST)
            .bind("orgId", orgId)
            .bind("at", after == null ? null : after.createdAt())
            .bind("id", after == null ? null : after.id())
            .bind("status", status == null ? null : status.wireName())
            .bind("limit", limit)
            .map((row, _) -> export(row))
            .list());
  }

  private static Export export(ResultSet row) throws SQLException {
    return new Export(
        row.getObject("export_id", UUID.class),
        ExportStatus.findByWireName(row.getString("status")).orElseThrow(),
        List.of((String[]) row.getArray("batch_ids").getArray()),
        List.of((String[]) row.getArray("batch_names").getArray()),
        row.getTimestamp("created_at").toInstant(),
        row.getTimestamp("updated_at").toInstant(),
        instant(row.getTimestamp("expires_at")),
        row.getString("error"),
        row.getObject("rows_exported", Long.class),
        row.getObject("bytes", Long.class),
        row.getInt("epoch"));
  }

  private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
    return timestamp == null ? null : timestamp.toInstant();
  }

  // Those of nodes that died come up again when their lease has ended. SKIP LOCKED lets nodes claim
  // side by side without two of them taking one.
  private static final String CLAIM =
      """
      UPDATE export SET state = 'running', epoch = epoch + 1, updated_at = engine_now(),
        lease_ends_at = engine_now() + :lease * interval '1 millisecond'
      WHERE export_id = (
        SELECT export_id FROM export
        WHERE state = 'queued' OR (state = 'running' AND lease_ends_at <= engine_now())
        ORDER BY created_at, export_id LIMIT 1
        FOR UPDATE SKIP LOCKED)
      RETURNING
      """
          + COLUMNS;

  private static final String DROP_PARTS =
      """
      DELETE FROM export_part WHERE export_id = :id
      """;

  /// Takes the oldest export that nobody makes, without what was written of it before.
  Optional<Claim> claim() {
    return database.inTransaction(handle -> {
      Optional<Claim> claim =
          handle
              .createQuery(CLAIM)
              .bind("lease", LEASE.toMillis())
              .map((row, _) -> new Claim(export(row), row.getLong("org_id")))
              .findOne();
      claim.ifPresent(
          taken -> handle.createUpdate(DROP_PARTS).bind("id", taken.export().id()).execute());
      return claim;
    });
  }

  private static final String RENEW =
      """
      UPDATE export SET updated_at = engine_now(),
        lease_ends_at = engine_now() + :lease * interval '1 millisecond'
      WHERE export_id = :id AND epoch = :epoch AND state = 'running'
      """;

  /// Keeps a claim.
  ///
  /// @throws ClaimLost when another node has taken it over
  void renew(Export claimed) {
    database.useHandle(handle -> renew(handle, claimed));
  }

  private static void renew(Handle handle, Export claimed) {
    int kept =
        handle
            .createUpdate(RENEW)
            .bind("lease", LEASE.toMillis())
            .bind("id", claimed.id())
            .bind("epoch", claimed.epoch())
            .execute();
    requireOurs(kept);
  }

  private static void requireOurs(int rows) {
    if (rows == 0) {
      throw new ClaimLost();
    }
  }

  private static final String ADD_PART =
      """
      INSERT INTO export_part (export_id, number, bytes) VALUES (:id, :number, :bytes)
      """;

  /// Stores the next part of the file; keeps the claim.
  ///
  /// @throws ClaimLost as above; then nothing was stored
  void addPart(Export claimed, int number, byte[] bytes) {
    byte[] packed = Zstd.compress(bytes, COMPRESSION_LEVEL);
    database.useTransaction(handle -> {
      // Its row stays locked to the end, so nobody takes it over in between.
      renew(handle, claimed);
      handle
          .createUpdate(ADD_PART)
          .bind("id", claimed.id())
          .bind("number", number)
          .bind("bytes", packed)
          .execute();
    });
  }

  private static final String COMPLETE =
      """
      UPDATE export SET state = 'completed', rows_exported = :rows, bytes = :bytes,
        updated_at = engine_now(), lease_ends_at = NULL,
        expires_at = engine_now() + :kept * interval '1 millisecond'
      WHERE export_id = :id AND epoch = :epoch AND state = 'running'
      """;

  /// @throws ClaimLost as above
  void complete(Export claimed, long rows, long bytes, Duration kept) {
    requireOurs(
        database.withHandle(handle ->
            handle
                .createUpdate(COMPLETE)
                .bind("rows", rows)
                .bind("bytes", bytes)
                .bind("kept", kept.toMillis())
                .bind("id", claimed.id())
                .bind("epoch", claimed.epoch())
                .execute()));
  }

  private static final String FAIL =
      """
      UPDATE export SET state = 'failed', error = :error, updated_at = engine_now(),
        lease_ends_at = NULL
      WHERE export_id = :id AND epoch = :epoch AND state = 'running'
      """;

  /// @param error a sentence for the client
  void fail(Export claimed, String error) {
    database.useTransaction(handle -> {
      requireOurs(
          handle
              .createUpdate(FAIL)
              .bind("error", error)
              .bind("id", claimed.id())
              .bind("epoch", claimed.epoch())
              .execute());
      handle.createUpdate(DROP_PARTS).bind("id", claimed.id()).execute();
    });
  }

  private static final String PART =
      """
      SELECT bytes FROM export_part WHERE export_id = :id AND number = :number
      """;

  /// One part of a file; empty after the last.
  Optional<byte[]> findPart(UUID id, int number) {
    return database
        .withHandle(handle ->
            handle
                .createQuery(PART)
                .bind("id", id)
                .bind("number", number)
                .mapTo(byte[].class)
                .findOne())
        .map(packed -> Zstd.decompress(packed, Math.toIntExact(Zstd.getFrameContentSize(packed))));
  }

  private static final String DROP_EXPIRED =
      """
      DELETE FROM export_part WHERE export_id IN (
        SELECT export_id FROM export WHERE state = 'completed' AND expires_at <= engine_now())
      """;

  private static final String FORGET =
      """
      DELETE FROM export
      WHERE created_at <= engine_now() - :remembered * interval '1 millisecond'
        AND (state = 'failed' OR expires_at <= engine_now())
      """;

  /// Drops the files that were kept long enough, and later what is known of them.
  void dropOld(Duration remembered) {
    database.useTransaction(handle -> {
      handle.execute(DROP_EXPIRED);
      handle.createUpdate(FORGET).bind("remembered", remembered.toMillis()).execute();
    });
  }

  /// Another node makes the export by now.
  static final class ClaimLost extends RuntimeException {}
}
