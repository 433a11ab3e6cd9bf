package dev.placemill.server.http;

/// Answers one kind of request. Throws [ApiException] for what the client did wrong.
@FunctionalInterface
public interface Handler {
  Response handle(Request request);
}
