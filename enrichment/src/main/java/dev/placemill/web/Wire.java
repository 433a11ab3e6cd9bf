package dev.placemill.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.util.TimeValue;
import org.brotli.dec.BrotliInputStream;
import org.jspecify.annotations.Nullable;

/// One request to one host, with nothing of its own behind it: no redirect followed, nothing
/// repeated, no cookie kept, no proxy, and never longer than it may take.
final class Wire implements AutoCloseable {
  private static final int MOST_CONNECTIONS = 64;
  private static final int MOST_HEADERS = 200;
  private static final int LONGEST_HEADER = 16_384;
  private static final Duration KEPT_OPEN = Duration.ofSeconds(15);

  private final BareClient client;
  private final Clock clock;

  /// There is an answer, but none that is read.
  static final class Unreadable extends IOException {
    Unreadable(String message) {
      super(message);
    }
  }

  Wire(WebSettings settings, GuardedResolver names, Clock clock) {
    this.clock = clock;
    var connections =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setDnsResolver(names)
            .setConnectionFactory(
                ManagedHttpClientConnectionFactory.builder()
                    .http1Config(
                        Http1Config.custom()
                            .setMaxHeaderCount(MOST_HEADERS)
                            .setMaxLineLength(LONGEST_HEADER)
                            .build())
                    .build())
            .setMaxConnPerRoute(1)
            .setMaxConnTotal(MOST_CONNECTIONS)
            .setDefaultConnectionConfig(
                BareClient.connection(settings.timeout())
                    .setTimeToLive(TimeValue.of(KEPT_OPEN))
                    .build())
            .build();
    client =
        new BareClient(
            BareClient.builder(settings.userAgent(), settings.timeout())
                .setConnectionManager(connections)
                .evictIdleConnections(TimeValue.of(KEPT_OPEN)),
            "page deadlines");
  }

  /// One answer within the time given.
  ///
  /// @param known an older answer to the same request, which the host may say still holds, or null
  /// @throws IOException when there was none, or none that may be read
  Reply get(URI address, Reading reading, long mostBytes, @Nullable Reply known, Duration within)
      throws IOException {
    var request = new HttpGet(address);
    request.setHeader(HttpHeaders.ACCEPT, reading.accept());
    request.setHeader(HttpHeaders.ACCEPT_ENCODING, "gzip, br");
    if (known != null && known.entityTag() != null) {
      request.setHeader(HttpHeaders.IF_NONE_MATCH, known.entityTag());
    }
    if (known != null && known.lastModified() != null) {
      request.setHeader(HttpHeaders.IF_MODIFIED_SINCE, known.lastModified());
    }
    try {
      return client.execute(request, within, response -> reply(response, reading, mostBytes));
    } catch (IOException e) {
      if (request.isCancelled()) {
        throw new IOException("no whole answer within %d ms".formatted(within.toMillis()), e);
      }
      throw e;
    }
  }

  private Reply reply(ClassicHttpResponse response, Reading reading, long mostBytes)
      throws IOException {
    int status = response.getCode();
    String contentType = header(response, HttpHeaders.CONTENT_TYPE);
    if (status == 200 && !reading.accepts(contentType)) {
      throw new Unreadable(notAPage(contentType));
    }
    return new Reply(
        status,
        clock.instant(),
        contentType,
        header(response, HttpHeaders.LOCATION),
        header(response, HttpHeaders.ETAG),
        header(response, HttpHeaders.LAST_MODIFIED),
        header(response, HttpHeaders.RETRY_AFTER),
        status == 200 ? body(response, mostBytes) : discarded(response, mostBytes));
  }

  private static @Nullable String header(ClassicHttpResponse response, String name) {
    Header first = response.getFirstHeader(name);
    return first == null ? null : first.getValue();
  }

  private static byte[] body(ClassicHttpResponse response, long mostBytes) throws IOException {
    HttpEntity entity = response.getEntity();
    if (entity == null) {
      return new byte[0];
    }
    if (entity.getContentLength() > mostBytes) {
      throw new Unreadable("larger than what is read");
    }
    List<Header> codings = List.of(response.getHeaders(HttpHeaders.CONTENT_ENCODING));
    String coding =
        codings.isEmpty() ? "identity" : codings.getFirst().getValue().toLowerCase(Locale.ROOT);
    if (codings.size() > 1) {
      throw new Unreadable("packed more than once");
    }
    InputStream packed = entity.getContent();
    return switch (coding.strip()) {
      case "identity", "" -> bounded(packed, mostBytes);
      case "gzip", "x-gzip" -> bounded(new GZIPInputStream(packed), mostBytes);
      case "br" -> bounded(new BrotliInputStream(packed), mostBytes);
      default -> throw new Unreadable("packed as \"%s\"".formatted(coding));
    };
  }

  /// What comes with a redirect or an error is read only so that the connection can be used again.
  private static byte[] discarded(ClassicHttpResponse response, long mostBytes) throws IOException {
    if (response.getEntity() != null) {
      long read = response.getEntity().getContent().skip(mostBytes);
      if (read == mostBytes) {
        throw new Unreadable("larger than what is read");
      }
    }
    return new byte[0];
  }

  static String notAPage(@Nullable String contentType) {
    return "%s and no page".formatted(contentType);
  }

  static byte[] bounded(InputStream stream, long mostBytes) throws IOException {
    var bytes = new ByteArrayOutputStream();
    byte[] buffer = new byte[16_384];
    for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
      if (bytes.size() + count > mostBytes) {
        throw new Unreadable("larger than what is read");
      }
      bytes.write(buffer, 0, count);
    }
    return bytes.toByteArray();
  }

  @Override
  public void close() {
    client.close();
  }
}
