package dev.placemill.server.http;

import dev.placemill.server.config.ConfigReader;

/// Where the server listens and how large a request may be: the keys `http.*`.
///
/// @param port 0 picks a free one
/// @param maxBodyBytes counted after decompression
public record HttpConfig(String host, int port, long maxBodyBytes) {
  public static HttpConfig read(ConfigReader reader) {
    return new HttpConfig(
        reader.text("http.host", "127.0.0.1", "address to listen on; `0.0.0.0` for every one"),
        reader.integer("http.port", 8080, "port to listen on; 0 picks a free one", 0, 65_535),
        reader.bytes(
            "http.max-body",
            "16MB",
            "largest request body, counted after decompression",
            1 << 10,
            1 << 30));
  }
}
