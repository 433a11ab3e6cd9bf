package dev.placemill.server.review;

import dev.placemill.attribute.Attribute;
import dev.placemill.server.db.Database;
import dev.placemill.server.queue.BatchKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The table `decision`: what people decided of the values of batches.
public final class Decisions {
  private static final int STORED_AT_ONCE = 5_000;

  /// What tells one state of the decisions of a batch from another.
  ///
  /// @param latest when the last of them was made, or null when there are none
  public record Stamp(int count, @Nullable Instant latest) {
    public boolean any() {
      return count > 0;
    }
  }

  private final Database database;

  public Decisions(Database database) {
    this.database = database;
  }

  private static final String STAMP =
      """
      SELECT count(*) AS count, max(decided_at) AS latest FROM decision
      WHERE day = :day AND org_id = :orgId AND batch_id = :batchId
      """;

  public Stamp stamp(BatchKey batch) {
    return database.withHandle(
        handle -> handle.createQuery(STAMP).bindMethods(batch).map((row, _) -> stamp(row)).one());
  }

  private static Stamp stamp(ResultSet row) throws SQLException {
    Timestamp latest = row.getTimestamp("latest");
    return new Stamp(row.getInt("count"), latest == null ? null : latest.toInstant());
  }

  private static final String OF_POSITIONS =
      """
      SELECT * FROM decision
      WHERE day = :day AND org_id = :orgId AND batch_id = :batchId
        AND position BETWEEN :first AND :last
      """;

  /// The decisions about some places, by position.
  public Map<Integer, Map<Attribute, Decision>> of(BatchKey batch, int first, int last) {
    Map<Integer, Map<Attribute, Decision>> decisions = new HashMap<>();
    database.useHandle(handle ->
        handle
            .createQuery(OF_POSITIONS)
            .bindMethods(batch)
            .bind("first", first)
            .bind("last", last)
            .map((row, _) -> decision(row))
            .forEach(decision ->
                decisions
                    .computeIfAbsent(decision.position(), _ -> new EnumMap<>(Attribute.class))
                    .put(decision.attribute(), decision)));
    return decisions;
  }

  private static final String PAGE =
      """
      SELECT * FROM decision
      WHERE day = :day AND org_id = :orgId AND batch_id = :batchId
        AND (position, attribute) > (:position, :attribute)
        AND (CAST(:placeId AS text) IS NULL OR place_id = :placeId)
      ORDER BY position, attribute
      LIMIT :limit
      """;

  /// Some decisions about a batch, in the order of its places.
  ///
  /// @param placeId of whose alone, or null for all
  List<Decision> page(BatchKey batch, DecisionCursor after, @Nullable String placeId, int limit) {
    return database.withHandle(handle ->
        handle
            .createQuery(PAGE)
            .bindMethods(batch)
            .bind("position", after.position())
            .bind("attribute", after.attribute())
            .bind("placeId", placeId)
            .bind("limit", limit)
            .map((row, _) -> decision(row))
            .list());
  }

  private static Decision decision(ResultSet row) throws SQLException {
    return new Decision(
        row.getInt("position"),
        row.getString("place_id"),
        Attribute.findByWireName(row.getString("attribute")).orElseThrow(),
        Verdict.findByWireName(row.getString("verdict")).orElseThrow(),
        row.getString("value"),
        row.getString("found"),
        row.getString("note"),
        row.getTimestamp("decided_at").toInstant(),
        row.getObject("key_id", Long.class),
        row.getInt("run"));
  }

  private static final String STORE =
      """
      INSERT INTO decision (day, org_id, batch_id, position, attribute, place_id, verdict, value,
        found, note, decided_at, key_id, run)
      SELECT :day, :orgId, :batchId, position, attribute, place_id, verdict, value, found, note,
        engine_now(), :keyId, :run
      FROM unnest(:positions, :attributes, :placeIds, :verdicts, :values, :founds, :notes)
        AS made (position, attribute, place_id, verdict, value, found, note)
      ON CONFLICT (day, org_id, batch_id, position, attribute) DO UPDATE SET
        verdict = excluded.verdict, value = excluded.value, found = excluded.found,
        note = excluded.note, decided_at = excluded.decided_at, key_id = excluded.key_id,
        run = excluded.run
      """;

  private static final String TAKE_BACK =
      """
      DELETE FROM decision d
      USING unnest(:positions, :attributes) AS back (position, attribute)
      WHERE d.day = :day AND d.org_id = :orgId AND d.batch_id = :batchId
        AND d.position = back.position AND d.attribute = back.attribute
      """;

  /// Stores judgements over those that are there; without a verdict they are taken back.
  ///
  /// @param keyId by whom
  /// @param run of the batch when it was looked up what was found, or an earlier one
  static void store(
      Handle handle, BatchKey batch, int run, @Nullable Long keyId, List<Judgement> judgements) {
    List<Judgement> made = judgements.stream().filter(one -> one.verdict() != null).toList();
    for (int from = 0; from < made.size(); from += STORED_AT_ONCE) {
      List<Judgement> some = made.subList(from, Math.min(made.size(), from + STORED_AT_ONCE));
      handle
          .createUpdate(STORE)
          .bindMethods(batch)
          .bind("run", run)
          .bind("keyId", keyId)
          .bind("positions", positions(some))
          .bind("attributes", texts(some, one -> one.attribute().wireName()))
          .bind("placeIds", texts(some, Judgement::placeId))
          .bind("verdicts", texts(some, Decisions::verdict))
          .bind("values", texts(some, Judgement::value))
          .bind("founds", texts(some, Judgement::found))
          .bind("notes", texts(some, Judgement::note))
          .execute();
    }
    List<Judgement> back = judgements.stream().filter(one -> one.verdict() == null).toList();
    if (!back.isEmpty()) {
      handle
          .createUpdate(TAKE_BACK)
          .bindMethods(batch)
          .bind("positions", positions(back))
          .bind("attributes", texts(back, one -> one.attribute().wireName()))
          .execute();
    }
  }

  private static @Nullable String verdict(Judgement judgement) {
    return judgement.verdict() == null ? null : judgement.verdict().wireName();
  }

  private static Integer[] positions(List<Judgement> judgements) {
    return judgements.stream().map(Judgement::position).toArray(Integer[]::new);
  }

  private static @Nullable String[] texts(
      List<Judgement> judgements, Function<Judgement, @Nullable String> text) {
    @Nullable String[] texts = new String[judgements.size()];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = text.apply(judgements.get(i));
    }
    return texts;
  }

  private static final String FORGET =
      """
      DELETE FROM decision WHERE day = :day AND org_id = :orgId AND batch_id = :batchId
      """;

  /// Deletes what was decided about a batch that is deleted itself.
  public static void forget(Handle handle, BatchKey batch) {
    handle.createUpdate(FORGET).bindMethods(batch).execute();
  }

  private static final String FORGET_OLD =
      """
      DELETE FROM decision
      WHERE day < CAST(engine_now() AT TIME ZONE 'UTC' AS date) - CAST(:days AS integer)
      """;

  /// Deletes what was decided about batches that are over their retention.
  public void forgetOld(Duration retention) {
    database.useTransaction(
        handle -> handle.createUpdate(FORGET_OLD).bind("days", retention.toDays() + 1).execute());
  }
}
