package dev.placemill.web;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.jspecify.annotations.Nullable;

/// Takes messages to addresses that others have named, each on a connection of its own: the name is
/// looked up for each message anew, what it leads to is checked, and the connection goes there and
/// nowhere else. No redirect is followed, nothing is repeated, and nothing takes longer than it
/// may.
public final class Courier implements AutoCloseable {
  /// What came of a message.
  public sealed interface Outcome {
    /// Somebody answered.
    ///
    /// @param retryAfter how long to wait before the next message, if the answer says so
    record Answered(int status, @Nullable Duration retryAfter) implements Outcome {}

    /// Nobody did.
    ///
    /// @param reason half a sentence for people
    record Undelivered(String reason) implements Outcome {}
  }

  private static final int MOST_CONNECTIONS = 256;
  private static final int MOST_READ = 16 * 1024;

  /// How long is too long, the sender of the message decides.
  private static final Duration ANY_LENGTH = ChronoUnit.FOREVER.getDuration();

  private final BareClient client;
  private final Duration timeout;
  private final Clock clock;

  Courier(GuardedResolver names, String userAgent, Duration timeout, Clock clock) {
    this.timeout = timeout;
    this.clock = clock;
    var connections =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setDnsResolver(names)
            .setMaxConnPerRoute(MOST_CONNECTIONS)
            .setMaxConnTotal(MOST_CONNECTIONS)
            .setDefaultConnectionConfig(BareClient.connection(timeout).build())
            .build();
    client =
        new BareClient(
            BareClient.builder(userAgent, timeout)
                .setConnectionManager(connections)
                // A connection that is kept would lead to where its name led some time ago.
                .setConnectionReuseStrategy((_, _, _) -> false),
            "message deadlines");
  }

  /// @param allowPrivateAddresses take messages to hosts of private networks and this machine too
  /// @param timeout how long one message may take, from the first look-up to the end of the answer
  public static Courier open(
      NameResolver names,
      boolean allowPrivateAddresses,
      String userAgent,
      Duration timeout,
      Clock clock) {
    var guarded =
        new GuardedResolver(
            names, address -> allowPrivateAddresses || AddressGuard.isPublic(address));
    return new Courier(guarded, userAgent, timeout, clock);
  }

  /// An http or https address in its one form; empty for anything else, and with a password in it.
  public static Optional<URI> findAddress(String text) {
    return PageAddress.find(text);
  }

  /// Whether an address names by its number a host that is not of the public internet. What names
  /// lead to is seen when a message is sent.
  public static boolean isPrivateByNumber(URI address) {
    String host = String.valueOf(address.getHost());
    String number = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    try {
      return !AddressGuard.isPublic(InetAddress.ofLiteral(number));
    } catch (IllegalArgumentException aName) {
      return host.equals("localhost") || host.endsWith(".localhost");
    }
  }

  /// Sends JSON and waits for the status of the answer; the answer itself is of no interest.
  public Outcome post(URI address, Map<String, String> headers, byte[] json) {
    var request = new HttpPost(address);
    headers.forEach(request::setHeader);
    request.setEntity(new ByteArrayEntity(json, ContentType.APPLICATION_JSON));
    var answered = new AtomicReference<Outcome.@Nullable Answered>();
    try {
      client.execute(
          request,
          timeout,
          response -> {
            answered.set(new Outcome.Answered(response.getCode(), retryAfter(response)));
            readOut(response, request);
            return null;
          });
    } catch (IOException e) {
      // With its status the answer is complete for us, whatever happens to the rest of it.
      if (answered.get() == null) {
        return new Outcome.Undelivered(
            request.isCancelled()
                ? "no answer within %d ms".formatted(timeout.toMillis())
                : words(address, e));
      }
    }
    Outcome.Answered answer = answered.get();
    return answer == null ? new Outcome.Undelivered("there was no answer") : answer;
  }

  /// A short answer is taken to its end, since breaking off looks like an error to whoever sends
  /// it.
  private static void readOut(ClassicHttpResponse response, HttpPost request) throws IOException {
    if (response.getEntity() != null
        && response.getEntity().getContent().readNBytes(MOST_READ).length == MOST_READ) {
      request.cancel();
    }
  }

  private @Nullable Duration retryAfter(ClassicHttpResponse response) {
    Header header = response.getFirstHeader(HttpHeaders.RETRY_AFTER);
    return RetryAfter.find(header == null ? null : header.getValue(), clock.instant(), ANY_LENGTH)
        .orElse(null);
  }

  /// Our own words: those of the libraries may hold anything.
  private static String words(URI address, IOException trouble) {
    return switch (trouble) {
      case GuardedResolver.NotPublic _ ->
          address.getHost() + " is not an address of the public internet";
      case UnknownHostException _ -> address.getHost() + " is not known";
      case SSLException _ -> "no safe connection (TLS) could be made";
      case ConnectException _ -> "no connection could be made";
      case SocketTimeoutException _ -> "no answer in time";
      default -> "the connection broke off";
    };
  }

  @Override
  public void close() {
    client.close();
  }
}
