package dev.placemill.server.http;

import dev.placemill.server.trace.Traces;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Which handler answers which method and path. Filled once while the server is put together.
///
/// Every route of GET answers to HEAD too, and every path says on OPTIONS what it answers to.
public final class Router {
  private static final String HEAD = "HEAD";
  private static final String OPTIONS = "OPTIONS";

  /// A method and a path, whose segments in braces are parameters.
  ///
  /// @param scope what a key must be good for, or null where none is needed
  public record Route(String method, String path, @Nullable Scope scope) {}

  private record Entry(Route route, List<String> segments, Offer offer, Handler handler) {
    long parameters() {
      return segments.stream().filter(segment -> segment.startsWith("{")).count();
    }
  }

  /// @param path as it was registered
  record Matched(String path, Handler handler, Offer offer, Map<String, String> pathParameters) {}

  private final SignIn signIn;
  private Traces traces = Traces.off();
  private final List<Entry> entries = new ArrayList<>();
  private final List<Consumer<Exchange>> watchers = new ArrayList<>();

  Router(SignIn signIn) {
    this.signIn = signIn;
  }

  /// Registers a route anybody may call, which answers in JSON.
  ///
  /// @param path segments in braces are parameters: `/problems/{code}`
  public void route(String method, String path, Handler handler) {
    route(method, path, Offer.JSON, handler);
  }

  /// Registers a route anybody may call.
  ///
  /// @param offer a client that accepts none of it gets 406, before the handler is asked
  public void route(String method, String path, Offer offer, Handler handler) {
    add(new Route(method, path, null), offer, handler);
  }

  private void add(Route route, Offer offer, Handler handler) {
    entries.add(new Entry(route, segments(route.path()), offer, handler));
  }

  /// Registers a route of an organization, under `/{org}` and under `/v1/{org}`, which answers in
  /// JSON. Its handler runs only for a key of that very organization: one that may read batches for
  /// GET, and write them for every other method.
  public void organizationRoute(String method, String path, OrganizationHandler handler) {
    organizationRoute(method, path, Scope.usual(method), Offer.JSON, handler);
  }

  /// Registers a route of an organization that answers in other media types as well, or in others.
  public void organizationRoute(
      String method, String path, Offer offer, OrganizationHandler handler) {
    organizationRoute(method, path, Scope.usual(method), offer, handler);
  }

  /// Registers a route of an organization for keys with a scope of its own.
  public void organizationRoute(
      String method, String path, Scope scope, OrganizationHandler handler) {
    organizationRoute(method, path, scope, Offer.JSON, handler);
  }

  /// Registers a route of an organization for keys with a scope of its own, which answers in other
  /// media types as well, or in others.
  public void organizationRoute(
      String method, String path, Scope scope, Offer offer, OrganizationHandler handler) {
    Handler signedIn = request -> signIn.handle(request, scope, handler);
    add(new Route(method, "/{org}" + path, scope), offer, signedIn);
    add(new Route(method, "/v1/{org}" + path, scope), offer, signedIn);
  }

  /// Tells of each request when all is done.
  public void watch(Consumer<Exchange> watcher) {
    watchers.add(watcher);
  }

  /// Makes each request a part of a trace.
  public void trace(Traces traces) {
    this.traces = traces;
  }

  Traces traces() {
    return traces;
  }

  void tell(Exchange exchange) {
    watchers.forEach(watcher -> watcher.accept(exchange));
  }

  /// All that was registered.
  List<Route> routes() {
    return entries.stream().map(Entry::route).toList();
  }

  /// The route for a request. Where several lead to a path, the one that spells out more of it.
  ///
  /// @param path percent-decoded
  Matched match(String method, String path) {
    List<String> segments = segments(path);
    Map<String, Entry> byMethod = new TreeMap<>();
    for (Entry entry : entries) {
      if (matches(entry.segments, segments)) {
        byMethod.merge(
            entry.route.method,
            entry,
            (one, other) -> other.parameters() < one.parameters() ? other : one);
      }
    }
    if (byMethod.isEmpty()) {
      throw new ApiException(ErrorCode.NOT_FOUND, "No route leads to %s.".formatted(path));
    }
    Entry found = byMethod.get(method);
    if (found == null && method.equals(HEAD)) {
      found = byMethod.get("GET");
    }
    if (found != null) {
      return new Matched(
          found.route.path, found.handler, found.offer, parameters(found.segments, segments));
    }
    String allowed = String.join(", ", allowed(byMethod.keySet()));
    if (method.equals(OPTIONS)) {
      String registered = byMethod.values().iterator().next().route.path;
      return new Matched(registered, _ -> answersTo(allowed), Offer.WITHOUT_CHOICE, Map.of());
    }
    throw new ApiException(
        ErrorCode.METHOD_NOT_ALLOWED,
        "%s answers to %s.".formatted(path, allowed),
        List.of(),
        Map.of("Allow", allowed));
  }

  private static Set<String> allowed(Set<String> registered) {
    Set<String> allowed = new TreeSet<>(registered);
    allowed.add(OPTIONS);
    if (allowed.contains("GET")) {
      allowed.add(HEAD);
    }
    return allowed;
  }

  private static Response answersTo(String allowed) {
    return new Response(204, Map.of("Allow", allowed), _ -> {});
  }

  private static boolean matches(List<String> pattern, List<String> segments) {
    if (pattern.size() != segments.size()) {
      return false;
    }
    for (int i = 0; i < pattern.size(); i++) {
      String expected = pattern.get(i);
      if (!expected.startsWith("{") && !expected.equals(segments.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static Map<String, String> parameters(List<String> pattern, List<String> segments) {
    Map<String, String> parameters = new HashMap<>();
    for (int i = 0; i < pattern.size(); i++) {
      String name = pattern.get(i);
      if (name.startsWith("{")) {
        parameters.put(name.substring(1, name.length() - 1), segments.get(i));
      }
    }
    return parameters;
  }

  private static List<String> segments(String path) {
    String inner = path.startsWith("/") ? path.substring(1) : path;
    String trimmed = inner.endsWith("/") ? inner.substring(0, inner.length() - 1) : inner;
    return List.of(trimmed.split("/", -1));
  }
}
