package dev.placemill.server.audit;

import dev.placemill.server.db.Database;
import dev.placemill.server.http.ApiException;
import dev.placemill.server.http.Caller;
import dev.placemill.server.http.ErrorCode;
import dev.placemill.server.http.Request;
import dev.placemill.server.http.Response;
import dev.placemill.server.http.Router;
import dev.placemill.server.http.Scope;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The API of the audit log.
public final class AuditRoutes {
  private static final int USUAL_LISTED = 50;
  private static final int MOST_LISTED = 200;
  private static final Pattern CURSOR = Pattern.compile("before_([0-9]{1,18})");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Database database;

  public AuditRoutes(Database database) {
    this.database = database;
  }

  /// Adds the routes of this room.
  public void register(Router router) {
    router.organizationRoute("GET", "/place_enrichment/audit", Scope.ADMIN, this::list);
  }

  private Response list(Request request, Caller caller) {
    int limit = request.findWholeNumber("limit", 1, MOST_LISTED).orElse(USUAL_LISTED);
    long before = request.findQuery("after").map(AuditRoutes::entryId).orElse(Long.MAX_VALUE);
    List<AuditEntry> page =
        database.withHandle(handle -> Audit.page(handle, caller.orgId(), before, limit + 1));
    byte[] json = JSON.writeValueAsBytes(json(page, limit));
    return Response.json(200, out -> out.write(json));
  }

  /// @param page with one entry more than is shown, when there is more
  private static ObjectNode json(List<AuditEntry> page, int limit) {
    List<AuditEntry> shown = page.subList(0, Math.min(limit, page.size()));
    ObjectNode root = JSON.createObjectNode();
    root.putArray("items").addAll(shown.stream().map(AuditRoutes::json).toList());
    if (page.size() > limit) {
      root.put("next_cursor", cursor(shown.getLast().entryId()));
    }
    return root;
  }

  private static ObjectNode json(AuditEntry entry) {
    return JSON.createObjectNode()
        .put("at", entry.at().truncatedTo(ChronoUnit.MILLIS).toString())
        .put("action", entry.action())
        .put("subject", entry.subject())
        .put("detail", entry.detail())
        .put("key_id", entry.keyId() == null ? null : entry.keyId().toString())
        .put("address", entry.address())
        .put("request_id", entry.requestId());
  }

  private static String cursor(long entryId) {
    return "before_" + entryId;
  }

  private static long entryId(String cursor) {
    var text = CURSOR.matcher(cursor);
    if (!text.matches()) {
      throw new ApiException(
          ErrorCode.INVALID_PARAMETER,
          "after must be the next_cursor of an earlier answer, was \"%s\"".formatted(cursor));
    }
    return Long.parseLong(text.group(1));
  }
}
