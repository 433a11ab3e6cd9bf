package dev.placemill.server.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.TreeMap;

/// An answer: status, headers, and a body that is written as it is made.
public record Response(int status, Map<String, String> headers, Body body) {
  /// Writes the body; called once, on the request's own thread.
  @FunctionalInterface
  public interface Body {
    void writeTo(OutputStream out) throws IOException;

    /// How many bytes it holds in memory until it is written, where they are many.
    default int size() {
      return 0;
    }
  }

  public Response {
    headers = Map.copyOf(headers);
  }

  public static Response json(int status, Body body) {
    return new Response(status, Map.of("Content-Type", "application/json"), body);
  }

  public Response with(String header, String value) {
    Map<String, String> more = new TreeMap<>(headers);
    more.put(header, value);
    return new Response(status, more, body);
  }
}
