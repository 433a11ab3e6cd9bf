package dev.placemill.server.console;

import dev.placemill.server.http.Request;
import dev.placemill.server.org.SessionToken;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The cookie of somebody who is signed in, as it is set: for this server alone, for no script, and
/// never with what pages of others ask for.
///
/// @param longest after which time a browser forgets it; the server may earlier
/// @param publicUrl where clients reach the server, or null when nobody has said so
record SessionCookie(Duration longest, @Nullable URI publicUrl) {
  private static final String HTTPS = "https";

  String of(SessionToken token, Request request) {
    return text(token.reveal(), longest, request);
  }

  /// One that makes a browser forget it.
  String none(Request request) {
    return text("", Duration.ZERO, request);
  }

  private String text(String value, Duration age, Request request) {
    return "%s=%s; Path=%s; Max-Age=%d; HttpOnly; SameSite=Strict%s"
        .formatted(
            SessionToken.NAME,
            value,
            request.prefix().isEmpty() ? "/" : request.prefix(),
            age.toSeconds(),
            isSecure(request) ? "; Secure" : "");
  }

  /// As the proxy says of the client, where there is one that says anything.
  private boolean isSecure(Request request) {
    return request.isOverTls()
        || request
            .findHeader("X-Forwarded-Proto")
            .map(said -> said.split(",", 2)[0].strip().equalsIgnoreCase(HTTPS))
            .orElse(publicUrl != null && HTTPS.equals(publicUrl.getScheme()));
  }
}
