package dev.placemill.server.org;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.placemill.server.http.Caller;
import dev.placemill.server.http.Response;
import dev.placemill.server.http.Router;

/// What an organization can do about itself: pause its work and let it go on.
public final class OrgRoutes {
  private final OrgStore orgs;
  private final Runnable workAdded;

  /// @param workAdded called after work of an organization may go on
  public OrgRoutes(OrgStore orgs, Runnable workAdded) {
    this.orgs = orgs;
    this.workAdded = workAdded;
  }

  /// Adds the routes of this room.
  public void register(Router router) {
    router.organizationRoute("POST", "/place_enrichment/pause", (_, caller) -> pause(caller, true));
    router.organizationRoute(
        "POST", "/place_enrichment/resume", (_, caller) -> pause(caller, false));
  }

  private Response pause(Caller caller, boolean paused) {
    orgs.pause(caller.org(), paused);
    if (!paused) {
      workAdded.run();
    }
    // A slug needs no escaping.
    byte[] json =
        "{\"organization\":\"%s\",\"paused\":%b}".formatted(caller.org(), paused).getBytes(UTF_8);
    return Response.json(200, out -> out.write(json));
  }
}
