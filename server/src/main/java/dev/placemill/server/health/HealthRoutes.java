package dev.placemill.server.health;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.placemill.server.batch.Partitions;
import dev.placemill.server.db.Database;
import dev.placemill.server.http.ApiException;
import dev.placemill.server.http.ErrorCode;
import dev.placemill.server.http.Fault;
import dev.placemill.server.http.Offer;
import dev.placemill.server.http.Request;
import dev.placemill.server.http.Response;
import dev.placemill.server.http.Router;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// `/livez` and `/readyz`, which is `/healthz` too.
public final class HealthRoutes {
  /// Fewer days of tables ahead than this, and whoever is on call should know.
  private static final int DAYS_AHEAD_WANTED = 2;

  private static final int RETRY_SECONDS = 5;

  private final Partitions partitions;
  private volatile boolean leaving;

  public HealthRoutes(Partitions partitions) {
    this.partitions = partitions;
  }

  /// Adds the routes of this room.
  public void register(Router router) {
    router.route("GET", "/livez", Offer.WITHOUT_CHOICE, _ -> text("ok\n"));
    router.route("GET", "/readyz", Offer.WITHOUT_CHOICE, this::ready);
    router.route("GET", "/healthz", Offer.WITHOUT_CHOICE, this::ready);
  }

  /// From here on `/readyz` says that this server is about to stop.
  public void leave() {
    leaving = true;
  }

  /// Each check with what is wrong, or null.
  record Check(String name, @Nullable String trouble) {}

  private Response ready(Request request) {
    List<Check> checks = checks();
    List<Fault> faults = new ArrayList<>();
    for (Check check : checks) {
      if (check.trouble != null) {
        faults.add(new Fault("#/checks/" + check.name, check.trouble));
      }
    }
    if (!faults.isEmpty()) {
      throw new ApiException(ErrorCode.UNAVAILABLE, faults.getFirst().detail(), faults)
          .retryAfter(RETRY_SECONDS);
    }
    String names =
        checks.stream()
            .map(check -> "\"%s\":\"ok\"".formatted(check.name))
            .collect(Collectors.joining(","));
    return bytes("application/json", "{\"status\":\"ready\",\"checks\":{%s}}".formatted(names));
  }

  /// Why batches cannot be taken right now, if they cannot.
  List<Check> checks() {
    String tables = null;
    String database = null;
    try {
      if (partitions.daysAhead() < DAYS_AHEAD_WANTED) {
        tables = "The tables of the coming days are missing.";
      }
    } catch (RuntimeException e) {
      if (!Database.isOutage(e)) {
        throw e;
      }
      database = "The database cannot be reached.";
    }
    return List.of(
        new Check("running", leaving ? "This server is stopping." : null),
        new Check("database", database),
        new Check("tables", tables));
  }

  private static Response text(String text) {
    return bytes("text/plain; charset=utf-8", text);
  }

  private static Response bytes(String type, String text) {
    byte[] body = text.getBytes(UTF_8);
    return new Response(
        200, Map.of("Content-Type", type, "Cache-Control", "no-store"), out -> out.write(body));
  }
}
