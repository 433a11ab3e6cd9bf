package dev.placemill.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.io.HttpClientResponseHandler;
import org.apache.hc.core5.util.Timeout;

/// An HTTP client that does nothing of its own accord: no redirect followed, nothing repeated, no
/// cookie kept, no proxy. And no request is on its way for longer than it may be.
final class BareClient implements AutoCloseable {
  private static final Duration LONGEST_CONNECT = Duration.ofSeconds(5);

  private final CloseableHttpClient client;
  private final ScheduledExecutorService watch;

  /// @param watch the name of the thread that ends requests that take too long
  BareClient(HttpClientBuilder client, String watch) {
    this.client = client.build();
    this.watch =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name(watch).factory());
  }

  static HttpClientBuilder builder(String userAgent, Duration timeout) {
    return HttpClientBuilder.create()
        .setUserAgent(userAgent)
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setConnectionRequestTimeout(Timeout.of(timeout))
                .setProtocolUpgradeEnabled(false)
                .build())
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableCookieManagement()
        .disableAuthCaching()
        .disableConnectionState()
        .disableContentCompression();
  }

  static ConnectionConfig.Builder connection(Duration timeout) {
    Duration connect = timeout.compareTo(LONGEST_CONNECT) < 0 ? timeout : LONGEST_CONNECT;
    return ConnectionConfig.custom()
        .setConnectTimeout(Timeout.of(connect))
        .setSocketTimeout(Timeout.of(timeout));
  }

  /// What is read of one answer. A request that takes longer than it may is cancelled, and says so.
  <T> T execute(HttpUriRequestBase request, Duration within, HttpClientResponseHandler<T> reading)
      throws IOException {
    ScheduledFuture<?> end =
        watch.schedule(request::cancel, Math.max(1, within.toMillis()), TimeUnit.MILLISECONDS);
    try {
      return client.execute(request, reading);
    } finally {
      end.cancel(false);
    }
  }

  @Override
  public void close() {
    watch.shutdownNow();
    try {
      client.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
