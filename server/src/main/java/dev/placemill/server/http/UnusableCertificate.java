package dev.placemill.server.http;

/// Certificate and key cannot be used; the message is a sentence for whoever starts the server.
public final class UnusableCertificate extends RuntimeException {
  UnusableCertificate(String message, Throwable cause) {
    super(message, cause);
  }

  UnusableCertificate(String message) {
    super(message);
  }
}
