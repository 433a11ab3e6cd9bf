package dev.placemill.server.console;

import dev.placemill.server.http.ApiException;
import dev.placemill.server.http.ErrorCode;
import dev.placemill.server.http.Fault;
import dev.placemill.server.http.Offer;
import dev.placemill.server.http.OwnPage;
import dev.placemill.server.http.Request;
import dev.placemill.server.http.Response;
import dev.placemill.server.http.Router;
import dev.placemill.server.org.Sessions;
import dev.placemill.server.org.SignedIn;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `/console/session`: signing in to the console with a key, and out again.
final class SessionRoutes {
  private static final String SESSION = "/console/session";
  private static final int MOST_BYTES = 4_096;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Sessions sessions;
  private final SessionJson json;
  private final SessionCookie cookie;
  private final WrongKeys wrongKeys;

  SessionRoutes(Sessions sessions, SessionJson json, SessionCookie cookie, WrongKeys wrongKeys) {
    this.sessions = sessions;
    this.json = json;
    this.cookie = cookie;
    this.wrongKeys = wrongKeys;
  }

  void register(Router router) {
    router.route("GET", SESSION, this::show);
    router.route("POST", SESSION, this::signIn);
    router.route("DELETE", SESSION, Offer.WITHOUT_CHOICE, this::signOut);
  }

  /// That nobody is signed in is an answer and no error: every visit begins with the question.
  private Response show(Request request) {
    return sessions
        .find(request)
        .map(who -> answer(200, who))
        .orElseGet(() -> new Response(204, Map.of("Cache-Control", "no-store"), _ -> {}));
  }

  private Response answer(int status, SignedIn who) {
    byte[] body = json.of(who);
    return Response.json(status, out -> out.write(body)).with("Cache-Control", "no-store");
  }

  private Response signIn(Request request) {
    OwnPage.requireForChanges(request);
    String address = request.origin().address();
    wrongKeys.requireFew(address);
    String key = key(request);
    Sessions.Begun begun =
        sessions
            .begin(request, key)
            .orElseThrow(() -> {
              wrongKeys.count(address);
              return ApiException.unauthorized(
                  "This API key is unknown or was revoked, or has expired.");
            });
    return answer(201, begun.who()).with("Set-Cookie", cookie.of(begun.token(), request));
  }

  private static String key(Request request) {
    JsonNode body = body(request);
    JsonNode key = body.path("key");
    if (!key.isString() || key.asString().isBlank()) {
      throw new ApiException(
          ErrorCode.INVALID_REQUEST,
          "The body must be a JSON object with an API key as \"key\".",
          List.of(new Fault("#/key", "must be an API key")));
    }
    return key.asString().strip();
  }

  private static JsonNode body(Request request) {
    try {
      return JSON.readTree(bytes(request));
    } catch (JacksonException e) {
      // What it says may hold a piece of the key.
      throw new ApiException(ErrorCode.MALFORMED_JSON, "The body is not valid JSON.");
    }
  }

  private static byte[] bytes(Request request) {
    request.requireJson();
    try (InputStream body = request.body()) {
      byte[] bytes = body.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new ApiException(
            ErrorCode.BODY_TOO_LARGE, "Signing in takes at most %,d bytes.".formatted(MOST_BYTES));
      }
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Response signOut(Request request) {
    OwnPage.requireForChanges(request);
    sessions.end(request);
    return new Response(204, Map.of("Set-Cookie", cookie.none(request)), _ -> {});
  }
}
