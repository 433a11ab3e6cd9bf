package dev.placemill.server.org;

import dev.placemill.server.http.Request;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/// What the cookie of somebody who is signed in holds: 256 random bits.
///
/// It never appears in a log, and only its hash is kept.
public final class SessionToken {
  /// Of the cookie.
  public static final String NAME = "placemill_session";

  private static final int BYTES = 32;

  /// Cookies of HTTP/2 come in several lines, which are joined by commas.
  private static final Pattern BETWEEN_COOKIES = Pattern.compile("[;,]\\s*");

  private static final Pattern TEXT = Pattern.compile("[A-Za-z0-9_-]{43}");

  private final String text;

  private SessionToken(String text) {
    this.text = text;
  }

  static SessionToken random(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new SessionToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /// That of a request, if it has one that can be one.
  static Optional<SessionToken> find(Request request) {
    return request.findHeader("Cookie").stream()
        .flatMap(header -> Arrays.stream(BETWEEN_COOKIES.split(header)))
        .filter(cookie -> cookie.startsWith(NAME + "="))
        .map(cookie -> cookie.substring(NAME.length() + 1))
        .filter(value -> TEXT.matcher(value).matches())
        .map(SessionToken::new)
        .findFirst();
  }

  /// SHA-256; the token is long enough that no salt is needed.
  byte[] hash() {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /// The token itself, for the cookie.
  public String reveal() {
    return text;
  }

  @Override
  public String toString() {
    return "token of a session";
  }
}
