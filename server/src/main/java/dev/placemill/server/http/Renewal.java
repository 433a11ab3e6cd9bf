package dev.placemill.server.http;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Looks now and then whether whoever renews the certificate has written a new one.
final class Renewal implements AutoCloseable {
  private static final long SECONDS_BETWEEN_LOOKS = 30;

  private final TlsIdentity identity;
  private final ScheduledExecutorService looks =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("certificate").daemon().factory());
  private volatile Consumer<String> news = _ -> {};

  Renewal(TlsIdentity identity) {
    this.identity = identity;
    var _ =
        looks.scheduleWithFixedDelay(
            this::look, SECONDS_BETWEEN_LOOKS, SECONDS_BETWEEN_LOOKS, TimeUnit.SECONDS);
  }

  /// @param told the pin of the certificate, now and whenever there is a new one
  void follow(Consumer<String> told) {
    news = told;
    told.accept(identity.pin());
  }

  private void look() {
    if (identity.renew()) {
      news.accept(identity.pin());
    }
  }

  @Override
  public void close() {
    looks.shutdownNow();
  }
}
