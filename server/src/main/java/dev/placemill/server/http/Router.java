package dev.placemill.server.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Which handler answers which method and path. Filled once while the server is put together.
public final class Router {
  private record Route(String method, List<String> segments, Handler handler) {}

  record Matched(Handler handler, Map<String, String> pathParameters) {}

  private final Authenticator authenticator;
  private final List<Route> routes = new ArrayList<>();

  Router(Authenticator authenticator) {
    this.authenticator = authenticator;
  }

  /// Registers a route anybody may call.
  ///
  /// @param path segments in braces are parameters: `/problems/{code}`
  public void route(String method, String path, Handler handler) {
    routes.add(new Route(method, segments(path), handler));
  }

  /// Registers a route of an organization, under `/{org}` and under `/v1/{org}`. Its handler runs
  /// only for a key of that very organization.
  public void organizationRoute(String method, String path, OrganizationHandler handler) {
    Handler signedIn = request -> handler.handle(request, signIn(request));
    route(method, "/{org}" + path, signedIn);
    route(method, "/v1/{org}" + path, signedIn);
  }

  private Caller signIn(Request request) {
    String header = request.findHeader("Authorization").orElse("");
    if (!header.regionMatches(true, 0, "Bearer ", 0, 7)) {
      throw unauthorized("Send the header Authorization: Bearer YOUR_API_KEY.");
    }
    Caller caller =
        authenticator
            .findCaller(header.substring(7).strip())
            .orElseThrow(() -> unauthorized("This API key is unknown or was revoked."));
    if (!caller.org().equals(request.path("org"))) {
      throw new ApiException(
          ErrorCode.NOT_FOUND,
          "There is no organization \"%s\" for this key.".formatted(request.path("org")));
    }
    return caller;
  }

  private static ApiException unauthorized(String detail) {
    return new ApiException(
        ErrorCode.UNAUTHORIZED, detail, List.of(), Map.of("WWW-Authenticate", "Bearer"));
  }

  /// The route for a request.
  ///
  /// @param path percent-decoded
  Matched match(String method, String path) {
    List<String> segments = segments(path);
    Map<String, Matched> byMethod = new TreeMap<>();
    for (Route route : routes) {
      Map<String, String> parameters = new HashMap<>();
      if (matches(route.segments, segments, parameters)) {
        byMethod.putIfAbsent(route.method, new Matched(route.handler, parameters));
      }
    }
    Matched matched = byMethod.get(method);
    if (matched != null) {
      return matched;
    }
    if (byMethod.isEmpty()) {
      throw new ApiException(ErrorCode.NOT_FOUND, "No route leads to %s.".formatted(path));
    }
    String allowed = String.join(", ", byMethod.keySet());
    throw new ApiException(
        ErrorCode.METHOD_NOT_ALLOWED,
        "%s answers to %s.".formatted(path, allowed),
        List.of(),
        Map.of("Allow", allowed));
  }

  private static boolean matches(
      List<String> pattern, List<String> segments, Map<String, String> parameters) {
    if (pattern.size() != segments.size()) {
      return false;
    }
    for (int i = 0; i < pattern.size(); i++) {
      String expected = pattern.get(i);
      String actual = segments.get(i);
      if (expected.startsWith("{")) {
        parameters.put(expected.substring(1, expected.length() - 1), actual);
      } else if (!expected.equals(actual)) {
        return false;
      }
    }
    return true;
  }

  private static List<String> segments(String path) {
    String inner = path.startsWith("/") ? path.substring(1) : path;
    String trimmed = inner.endsWith("/") ? inner.substring(0, inner.length() - 1) : inner;
    return List.of(trimmed.split("/", -1));
  }
}
