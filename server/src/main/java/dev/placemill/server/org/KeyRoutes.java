package dev.placemill.server.org;

import dev.placemill.server.audit.Author;
import dev.placemill.server.db.Database;
import dev.placemill.server.http.ApiException;
import dev.placemill.server.http.Caller;
import dev.placemill.server.http.ErrorCode;
import dev.placemill.server.http.Offer;
import dev.placemill.server.http.Request;
import dev.placemill.server.http.Response;
import dev.placemill.server.http.Router;
import dev.placemill.server.http.Scope;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;

/// The API of keys, for whoever governs an organization.
public final class KeyRoutes {
  private static final String KEYS = "/place_enrichment/keys";
  private static final String KEY = KEYS + "/{key_id}";
  private static final Pattern ID = Pattern.compile("[0-9]{1,18}");

  private final Database database;
  private final OrgConfig config;
  private final KeyChange change = new KeyChange();

  public KeyRoutes(Database database, OrgConfig config) {
    this.database = database;
    this.config = config;
  }

  /// Adds the routes of this room.
  public void register(Router router) {
    router.organizationRoute("POST", KEYS, Scope.ADMIN, this::create);
    router.organizationRoute("GET", KEYS, Scope.ADMIN, (_, caller) -> list(caller));
    router.organizationRoute("GET", KEY, Scope.ADMIN, this::show);
    router.organizationRoute("DELETE", KEY, Scope.ADMIN, Offer.WITHOUT_CHOICE, this::revoke);
    router.organizationRoute("POST", KEY + "/rotate", Scope.ADMIN, this::rotate);
  }

  private Response create(Request request, Caller caller) {
    byte[] body = request.jsonBody();
    return database.inTransaction(handle -> {
      NewKey wanted = KeyReader.newKey(body, Keys.now(handle));
      requireRoom(handle, caller);
      return made(handle, caller, change.create(handle, Author.of(request, caller), wanted));
    });
  }

  private void requireRoom(Handle handle, Caller caller) {
    if (Keys.countLive(handle, caller.orgId()) >= config.liveKeys()) {
      throw new ApiException(
          ErrorCode.TOO_MANY_KEYS,
          "An organization has at most %,d keys that are good at once; revoke one of them first."
              .formatted(config.liveKeys()));
    }
  }

  private static Response made(Handle handle, Caller caller, KeyChange.Made made) {
    ApiKey key = Keys.find(handle, made.keyId()).orElseThrow();
    return json(201, KeyJson.key(key, made.secret()))
        .with("Cache-Control", "no-store")
        .with("Location", "/%s%s/%d".formatted(caller.org(), KEYS, key.keyId()));
  }

  private static Response json(int status, byte[] body) {
    return Response.json(status, out -> out.write(body));
  }

  private Response list(Caller caller) {
    return json(200, KeyJson.keys(database.withHandle(handle -> Keys.of(handle, caller.orgId()))));
  }

  private Response show(Request request, Caller caller) {
    Optional<ApiKey> key =
        findId(request).flatMap(id -> database.withHandle(handle -> Keys.find(handle, id)));
    return json(200, KeyJson.key(own(key, request, caller)));
  }

  private Response revoke(Request request, Caller caller) {
    database.useTransaction(handle ->
        change.revoke(handle, Author.of(request, caller), locked(handle, request, caller).keyId()));
    return new Response(204, Map.of(), _ -> {});
  }

  private Response rotate(Request request, Caller caller) {
    Duration overlap = KeyReader.overlap(request.jsonBody());
    return database.inTransaction(handle -> {
      ApiKey old = locked(handle, request, caller);
      requireCurrent(old);
      return made(handle, caller, change.rotate(handle, Author.of(request, caller), old, overlap));
    });
  }

  /// At most two keys are good for one purpose: a key and the one before it.
  private static void requireCurrent(ApiKey key) {
    if (!key.isLive()) {
      throw new ApiException(
          ErrorCode.KEY_NOT_LIVE,
          "Key %d is %s, so there is nothing to replace; make a new key."
              .formatted(key.keyId(), key.state()));
    }
    if (key.replacedBy() != null) {
      throw new ApiException(
          ErrorCode.KEY_NOT_LIVE,
          "Key %d was already replaced by key %d; rotate that one."
              .formatted(key.keyId(), key.replacedBy()));
    }
  }

  private static ApiKey locked(Handle handle, Request request, Caller caller) {
    return own(findId(request).flatMap(id -> Keys.findAndLock(handle, id)), request, caller);
  }

  private static Optional<Long> findId(Request request) {
    return Optional.of(request.path("key_id"))
        .filter(id -> ID.matcher(id).matches())
        .map(Long::parseLong);
  }

  private static ApiKey own(Optional<ApiKey> found, Request request, Caller caller) {
    return found
        .filter(key -> key.orgId() == caller.orgId())
        .orElseThrow(() ->
            new ApiException(
                ErrorCode.KEY_NOT_FOUND,
                "This organization has no key \"%s\".".formatted(request.path("key_id"))));
  }
}
