package dev.placemill.server.org;

import dev.placemill.server.audit.Action;
import dev.placemill.server.audit.Audit;
import dev.placemill.server.audit.Author;
import dev.placemill.server.db.Database;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The limits that organizations have of their own. They are read with each request's key, and
/// where slices are queued, so a change holds at once and everywhere.
public final class Limits {
  private final Database database;

  public Limits(Database database) {
    this.database = database;
  }

  private static final String ID =
      """
      SELECT org_id FROM organization WHERE slug = :slug
      """;

  /// The id of an organization.
  public OptionalLong findOrganization(String slug) {
    return database.withHandle(handle -> find(handle, slug)).stream()
        .mapToLong(Long::longValue)
        .findFirst();
  }

  private static Optional<Long> find(Handle handle, String slug) {
    return handle.createQuery(ID).bind("slug", slug).mapTo(Long.class).findOne();
  }

  private static final String LIMITS =
      """
      SELECT requests_per_minute, max_places, running_batches, open_slices
      FROM organization WHERE org_id = :orgId
      """;

  /// The limits an organization has of its own.
  public Map<Limit, Integer> of(long orgId) {
    return database.withHandle(handle ->
        handle
            .createQuery(LIMITS)
            .bind("orgId", orgId)
            .map((row, _) -> {
              Map<Limit, Integer> own = new EnumMap<>(Limit.class);
              for (Limit limit : Limit.values()) {
                Integer value = row.getObject(limit.column(), Integer.class);
                if (value != null) {
                  own.put(limit, value);
                }
              }
              return own;
            })
            .one());
  }

  /// Sets limits and leaves the others.
  ///
  /// @param wanted empty for the limit of the server
  /// @throws IllegalArgumentException for a value that cannot be
  public void set(long orgId, String slug, Map<Limit, Optional<Integer>> wanted) {
    wanted.forEach((limit, value) -> value.ifPresent(limit::require));
    database.useTransaction(handle -> {
      wanted.forEach((limit, value) ->
          handle
              .createUpdate(
                  "UPDATE organization SET %s = :value WHERE org_id = :orgId"
                      .formatted(limit.column()))
              .bind("value", value.orElse(null))
              .bind("orgId", orgId)
              .execute());
      Audit.add(
          handle,
          Author.operator(orgId),
          Action.ORGANIZATION_LIMITED,
          slug,
          wanted.entrySet().stream()
              .map(one -> one.getKey().wireName() + " " + inWords(one.getValue().orElse(null)))
              .collect(Collectors.joining(", ")));
    });
  }

  private static String inWords(@Nullable Integer value) {
    return value == null ? "as the server has it" : value.toString();
  }
}
