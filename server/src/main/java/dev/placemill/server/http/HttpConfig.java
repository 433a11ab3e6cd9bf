package dev.placemill.server.http;

import dev.placemill.config.ConfigReader;
import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where the server listens and how large a request may be: the keys `http.*`.
///
/// @param port 0 picks a free one
/// @param maxBodyBytes counted after decompression
/// @param maxUploadBytes of a list that is kept on disk while it is read
/// @param bodyMemoryPercent of the heap, for the bodies of all requests and answers together
/// @param patience how long a client may take nothing of its answer, or send its body all too
///   slowly
/// @param linger how long a server that is told to stop still answers, not ready any more
/// @param tls what it shows of itself over TLS; null for plain HTTP
/// @param publicUrl where clients reach it; null when nobody has said so
public record HttpConfig(
    String host,
    int port,
    long maxBodyBytes,
    long maxUploadBytes,
    int bodyMemoryPercent,
    Duration patience,
    Duration linger,
    CorsConfig cors,
    @Nullable TlsConfig tls,
    @Nullable URI publicUrl) {
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(?:\\.\\d{1,3}){3}|\\[?::1]?");

  /// How many bytes all bodies may take together: at least one has to fit.
  long bodyMemoryBytes() {
    return Math.max(maxBodyBytes, Runtime.getRuntime().maxMemory() / 100 * bodyMemoryPercent);
  }

  /// Whether nobody reaches it from another machine, as far as it knows.
  public boolean isForThisMachineAlone() {
    return publicUrl == null && LOOPBACK.matcher(host).matches();
  }

  /// What a list may be, which is no less than any body.
  public long maxListBytes() {
    return Math.max(maxBodyBytes, maxUploadBytes);
  }

  public static HttpConfig read(ConfigReader reader) {
    return new HttpConfig(
        reader.text("http.host", "127.0.0.1", "address to listen on; `0.0.0.0` for every one"),
        reader.integer("http.port", 8080, "port to listen on; 0 picks a free one", 0, 65_535),
        reader.bytes(
            "http.max-body",
            "16MB",
            "largest request body, counted after decompression",
            1 << 10,
            1 << 30),
        reader.bytes(
            "http.max-upload",
            "1GB",
            "largest list of places that is sent as such, counted after decompression; what is over"
                + " `http.max-body` is kept in a temporary file while it is read",
            1 << 10,
            1L << 40),
        reader.integer(
            "http.body-memory-percent",
            10,
            "percent of the heap that the bodies of all requests and answers may hold at once;"
                + " beyond it a request gets 503",
            1,
            50),
        reader.duration(
            "http.patience",
            "30s",
            "how long a client may take nothing of its answer, or send its body more slowly than 1"
                + " kB per second, before it is cut off",
            Duration.ofSeconds(1),
            Duration.ofHours(1)),
        reader.duration(
            "http.linger",
            "0s",
            "how long a server that is told to stop still answers, with `/readyz` at 503, so that a"
                + " proxy takes it out first",
            Duration.ZERO,
            Duration.ofMinutes(5)),
        CorsConfig.read(reader),
        TlsConfig.read(reader),
        reader.address(
            "http.public-url",
            "where clients reach this server, with the path prefix that a proxy takes away if there"
                + " is one: `https://places.example.org/api`; unset means links without a host"));
  }
}
