package dev.placemill.endpoint;

import dev.placemill.web.Pace;
import dev.placemill.web.Patience;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// One configured service. Safe for use by many threads at once, whose requests it spaces out,
/// keeps few at a time, and stops altogether while the service fails.
///
/// Redirects are not followed: the key is for this address and no other.
public final class Endpoint implements AutoCloseable {
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofDays(1);
  private static final int BUSY = 429;
  private static final int REQUEST_TIMEOUT = 408;

  private final String name;
  private final String base;
  private final EndpointLimits limits;
  private final Clock clock;
  private final Patience patience;
  private final HttpClient client;
  private final Semaphore places;
  private final Pace pace;
  private final Calm calm;

  /// @param name as sentences call the service, e.g. "the language model"
  /// @param base an http or https address; paths are appended to it
  public Endpoint(String name, URI base, EndpointLimits limits, Clock clock) {
    this(name, base, limits, clock, Patience.real());
  }

  Endpoint(String name, URI base, EndpointLimits limits, Clock clock, Patience patience) {
    this.name = name;
    String address = base.toString();
    this.base = address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
    this.limits = limits;
    this.clock = clock;
    this.patience = patience;
    boolean isPlain = "http".equals(base.getScheme());
    client =
        HttpClient.newBuilder()
            // Small local servers stumble over the offer to upgrade a plain connection.
            .version(isPlain ? HttpClient.Version.HTTP_1_1 : HttpClient.Version.HTTP_2)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(limits.timeout())
            .build();
    places = new Semaphore(limits.atOnce(), true);
    pace = new Pace(limits.apart(), clock);
    calm = new Calm(clock);
  }

  /// Asks with GET.
  ///
  /// @param path with its query, beginning with a slash, or empty for the base itself
  public EndpointAnswer get(String path, Map<String, String> headers, Instant deadline) {
    return ask(request(path, headers).GET(), deadline);
  }

  /// Sends JSON with POST.
  public EndpointAnswer post(
      String path, Map<String, String> headers, String json, Instant deadline) {
    return ask(
        request(path, headers)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json)),
        deadline);
  }

  private HttpRequest.Builder request(String path, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path)).header("Accept", "application/json");
    headers.forEach(request::header);
    // The service may go on with the trace that this question belongs to, where there is one.
    W3CTraceContextPropagator.getInstance()
        .inject(Context.current(), request, (into, name, value) -> add(into, name, value));
    return request;
  }

  private static void add(HttpRequest.@Nullable Builder into, String name, String value) {
    if (into != null) {
      into.header(name, value);
    }
  }

  private EndpointAnswer ask(HttpRequest.Builder request, Instant deadline) {
    Optional<EndpointAnswer.Unavailable> rest = calm.find();
    if (rest.isPresent()) {
      return about(rest.get());
    }
    try {
      if (!places.tryAcquire(Math.max(0, left(deadline).toNanos()), TimeUnit.NANOSECONDS)) {
        return busy();
      }
      try {
        return askInTurn(request, deadline);
      } finally {
        places.release();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new EndpointAnswer.Unavailable(name + " was not waited for", Duration.ZERO, true);
    }
  }

  private EndpointAnswer askInTurn(HttpRequest.Builder request, Instant deadline)
      throws InterruptedException {
    if (!left(deadline).isPositive()) {
      return busy();
    }
    Optional<Duration> turn = pace.findTurn(deadline);
    if (turn.isEmpty()) {
      return new EndpointAnswer.Unavailable(
          name + " has more to do than its limits allow", longer(SOON, pace.promise()), false);
    }
    if (turn.get().isPositive()) {
      patience.pause(turn.get());
    }
    // It may have failed while this thread waited.
    Optional<EndpointAnswer.Unavailable> rest = calm.find();
    return rest.isPresent() ? about(rest.get()) : send(request, deadline);
  }

  private EndpointAnswer send(HttpRequest.Builder request, Instant deadline)
      throws InterruptedException {
    Duration left = left(deadline);
    if (left.isNegative() || left.isZero()) {
      return busy();
    }
    boolean isCutShort = left.compareTo(limits.timeout()) < 0;
    Duration timeout = isCutShort ? left : limits.timeout();
    // The timeout of a request ends with its headers: a body that drips in is cut off here.
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(
            request.build(),
            BodyHandlers.limiting(BodyHandlers.ofByteArray(), limits.longestAnswer()));
    try {
      return judged(answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException _) {
      String reason = "did not answer within %d ms".formatted(timeout.toMillis());
      // What was given less time than it may take did not fail.
      return isCutShort
          ? new EndpointAnswer.Unavailable(name + " " + reason, SOON, true)
          : failed(reason, SOON, true);
    } catch (ExecutionException e) {
      return e.getCause() instanceof IOException trouble
          ? failed(words(trouble), SOON, isFromAfterwards(trouble))
          : failed("failed", SOON, true);
    } finally {
      answer.cancel(true);
    }
  }

  private EndpointAnswer judged(HttpResponse<byte[]> response) {
    int status = response.statusCode();
    if (status == BUSY) {
      Duration wait = ComeBack.after(response.headers(), clock.instant());
      calm.askedFor(wait);
      return new EndpointAnswer.Unavailable(
          name + " takes no more requests for now (HTTP 429)", wait, false);
    }
    if (status >= 500 || status == REQUEST_TIMEOUT) {
      return failed(
          "failed (HTTP " + status + ")",
          ComeBack.after(response.headers(), clock.instant()),
          false);
    }
    calm.succeeded();
    return new EndpointAnswer.Answered(status, new String(response.body(), StandardCharsets.UTF_8));
  }

  private EndpointAnswer failed(String reason, Duration retryAfter, boolean mayHaveWorked) {
    calm.failed(reason);
    return new EndpointAnswer.Unavailable(name + " " + reason, retryAfter, mayHaveWorked);
  }

  /// Our own words: those of the library may hold anything that was sent.
  private static String words(IOException trouble) {
    return switch (trouble) {
      case ConnectException _ -> "cannot be reached";
      case HttpConnectTimeoutException _ -> "cannot be reached";
      case SSLException _ -> "could not be reached safely (TLS)";
      default -> "broke off, or answered more than is read";
    };
  }

  private static boolean isFromAfterwards(IOException trouble) {
    return switch (trouble) {
      case ConnectException _ -> false;
      case HttpConnectTimeoutException _ -> false;
      case SSLException _ -> false;
      default -> true;
    };
  }

  private EndpointAnswer busy() {
    return new EndpointAnswer.Unavailable(
        name + " was busy with other places until the time was up", SOON, false);
  }

  private EndpointAnswer.Unavailable about(EndpointAnswer.Unavailable rest) {
    return new EndpointAnswer.Unavailable(name + " " + rest.reason(), rest.retryAfter(), false);
  }

  private Duration left(Instant deadline) {
    Duration left = Duration.between(clock.instant(), deadline);
    return left.compareTo(LONGEST_WAIT) < 0 ? left : LONGEST_WAIT;
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? a : b;
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
