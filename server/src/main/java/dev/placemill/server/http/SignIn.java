package dev.placemill.server.http;

import java.util.Optional;
import org.slf4j.MDC;

/// On whose behalf a request is made, by the key it brings: as `Authorization: Bearer`, or in the
/// header that clients of the hosted service send; without one, by who is signed in to the console;
/// and whether it may be made at all.
final class SignIn {
  private static final String BEARER = "Bearer ";
  private static final String API_KEY = "apiKey";

  /// Under which the log tells on whose behalf something was done.
  private static final String ORG = "org";

  private final Authenticator authenticator;
  private final RequestRates rates;

  SignIn(Authenticator authenticator, RequestRates rates) {
    this.authenticator = authenticator;
    this.rates = rates;
  }

  /// Lets a caller in who has a key of this organization for such a purpose, and has not sent too
  /// many requests; and tells it how many are left, whatever comes of this one.
  Response handle(Request request, Scope scope, OrganizationHandler handler) {
    Caller caller = caller(request);
    Quota left = rates.take(caller);
    try {
      require(scope, caller);
      Response response = handler.handle(request, caller);
      return new Response(response.status(), left.addTo(response.headers()), response.body());
    } catch (ApiException e) {
      throw e.beside(left);
    }
  }

  private static void require(Scope scope, Caller caller) {
    if (!caller.scopes().contains(scope)) {
      throw new ApiException(
          ErrorCode.MISSING_SCOPE,
          "This needs a key with the scope %s; this key has %s."
              .formatted(scope.wireName(), String.join(", ", Scope.wireNames(caller.scopes()))));
    }
  }

  /// The caller, whose organization is the very one that the path names.
  private Caller caller(Request request) {
    Caller caller = signedIn(request);
    if (!caller.org().equals(request.path("org"))) {
      throw new ApiException(
          ErrorCode.NOT_FOUND,
          "There is no organization \"%s\" for this key.".formatted(request.path("org")));
    }
    MDC.put(ORG, caller.org());
    return caller;
  }

  private Caller signedIn(Request request) {
    Optional<String> key = findKey(request);
    return key.isPresent()
        ? authenticator
            .findCaller(key.get())
            .orElseThrow(() ->
                ApiException.unauthorized(
                    "This API key is unknown or was revoked, or has expired."))
        : authenticator
            .findGuest(request)
            .orElseThrow(() ->
                ApiException.unauthorized(
                    "Send the header Authorization: Bearer YOUR_API_KEY, or apiKey: YOUR_API_KEY."));
  }

  private static Optional<String> findKey(Request request) {
    Optional<String> bearer =
        request
            .findHeader("Authorization")
            .filter(header -> header.regionMatches(true, 0, BEARER, 0, BEARER.length()))
            .map(header -> header.substring(BEARER.length()).strip());
    Optional<String> apiKey = request.findHeader(API_KEY).map(String::strip);
    if (bearer.isPresent() && apiKey.isPresent() && !bearer.equals(apiKey)) {
      throw ApiException.unauthorized(
          "The headers Authorization and apiKey hold two different keys; send one of them.");
    }
    return bearer.or(() -> apiKey);
  }
}
