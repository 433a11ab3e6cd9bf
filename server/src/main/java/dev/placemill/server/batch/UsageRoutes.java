package dev.placemill.server.batch;

import dev.placemill.server.db.Database;
import dev.placemill.server.http.ApiException;
import dev.placemill.server.http.Caller;
import dev.placemill.server.http.ErrorCode;
import dev.placemill.server.http.Request;
import dev.placemill.server.http.Response;
import dev.placemill.server.http.Router;
import dev.placemill.server.http.Scope;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The API of what an organization used.
public final class UsageRoutes {
  private static final int MOST_DAYS = 366;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Database database;

  public UsageRoutes(Database database) {
    this.database = database;
  }

  public void register(Router router) {
    router.organizationRoute("GET", "/place_enrichment/usage", Scope.ADMIN, this::read);
  }

  private Response read(Request request, Caller caller) {
    Optional<LocalDate> from = day(request, "from");
    LocalDate last =
        day(request, "to")
            .orElseGet(
                () -> database.withHandle(BatchTable::now).atOffset(ZoneOffset.UTC).toLocalDate());
    LocalDate first = from.orElse(last.withDayOfMonth(1));
    if (first.isAfter(last) || ChronoUnit.DAYS.between(first, last) >= MOST_DAYS) {
      throw new ApiException(
          ErrorCode.INVALID_PARAMETER,
          "from must not be after to, and not by more than %d days; it was %s and %s."
              .formatted(MOST_DAYS, first, last));
    }
    ObjectNode root = JSON.createObjectNode();
    root.put("from", first.toString());
    root.put("to", last.toString());
    addTo(root, UsageReport.of(database, caller.orgId(), first, last));
    byte[] json = JSON.writeValueAsBytes(root);
    return Response.json(200, out -> out.write(json));
  }

  private static Optional<LocalDate> day(Request request, String parameter) {
    return request
        .findQuery(parameter)
        .map(text -> {
          try {
            LocalDate day = LocalDate.parse(text.strip());
            if (day.getYear() > 2000 && day.getYear() < 3000) {
              return day;
            }
          } catch (DateTimeParseException _) {
            // said below
          }
          throw new ApiException(
              ErrorCode.INVALID_PARAMETER,
              "%s must be a day like 2026-11-26, was \"%s\"".formatted(parameter, text));
        });
  }

  private static void addTo(ObjectNode root, UsageReport report) {
    root.setAll(json(report.total()));
    ArrayNode months = root.putArray("months");
    report
        .months()
        .forEach((month, used) -> {
          months.addObject().put("month", month.toString()).setAll(json(used));
        });
    ArrayNode days = root.putArray("days");
    report
        .days()
        .forEach((day, used) -> {
          days.addObject().put("day", day.toString()).setAll(json(used));
        });
  }

  private static ObjectNode json(Usage used) {
    ObjectNode node = JSON.createObjectNode();
    node.putObject("batches")
        .put("total", used.batches().total())
        .put("completed", used.batches().completed())
        .put("partial", used.batches().partial())
        .put("failed", used.batches().failed())
        .put("open", used.batches().open());
    node.putObject("places")
        .put("total", used.places().total())
        .put("completed", used.places().completed())
        .put("failed", used.places().failed())
        .put("pending", used.places().pending());
    return node;
  }
}
