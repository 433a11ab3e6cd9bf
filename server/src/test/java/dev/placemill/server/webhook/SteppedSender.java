package dev.placemill.server.webhook;

import dev.placemill.server.http.Caller;
import dev.placemill.server.http.CallerLimits;
import dev.placemill.server.http.Scope;
import dev.placemill.server.testing.EngineClock;
import dev.placemill.server.testing.TestDatabase;
import dev.placemill.server.testing.WebhookReceiver;
import dev.placemill.server.trace.Traces;
import dev.placemill.web.NameResolver;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Webhooks stepped by hand: one organization, its receiver, and senders that do what the test
/// says.
class SteppedSender {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  static final Caller ACME =
      new Caller(1, "acme", 1L, Scope.USUAL, new CallerLimits(0, null, null, null));

  final WebhookReceiver receiver = new WebhookReceiver();
  private final List<WebhookSender> senders = new ArrayList<>();
  EngineClock clock;

  @BeforeEach
  void start() {
    DATABASE.empty();
    clock = new EngineClock(DATABASE.database());
  }

  @AfterEach
  void stop() {
    senders.forEach(WebhookSender::close);
    receiver.close();
  }

  WebhookSender sender() {
    return sender(true, NameResolver.ofThisMachine());
  }

  WebhookSender sender(boolean allowPrivateAddresses, NameResolver names) {
    return sender(allowPrivateAddresses, names, Clock.systemUTC());
  }

  WebhookSender sender(boolean allowPrivateAddresses, NameResolver names, Clock time) {
    var config =
        new WebhookConfig(allowPrivateAddresses, Duration.ofSeconds(1), 20, Duration.ofDays(30));
    var sender =
        new WebhookSender(
            DATABASE.database(),
            config,
            null,
            Duration.ofDays(30),
            time,
            new Random(1),
            names,
            Traces.off());
    senders.add(sender);
    return sender;
  }

  /// A webhook and what its messages are signed with.
  record Made(UUID id, String secret) {}

  Made webhook(String url, String... eventTypes) {
    var secret = SigningSecret.random(new SecureRandom());
    UUID id =
        DATABASE
            .database()
            .inTransaction(handle ->
                Webhooks.add(
                    handle, ACME, new WebhookChange(url, List.of(eventTypes), null, null), secret));
    return new Made(id, secret.reveal());
  }

  /// Ends a batch, as far as webhooks are told of it.
  void batchEnds(String status) {
    batchEnds(status, UUID.randomUUID());
  }

  void batchEnds(String status, UUID batch) {
    var end =
        new BatchEnd(
            ACME.orgId(),
            batch,
            "batch_1",
            "stores",
            status,
            1,
            3,
            2,
            1,
            null,
            Instant.parse("2026-11-26T10:00:00Z"));
    DATABASE.database().useTransaction(handle -> Outbox.add(handle, end, ACME.org()));
  }

  List<Delivery> log(Made webhook) {
    return DATABASE.database().withHandle(handle -> Deliveries.latest(handle, webhook.id(), 100));
  }

  @Nullable String disabledReason(Made webhook) {
    return DATABASE
        .database()
        .withHandle(handle ->
            Webhooks.find(handle, ACME.orgId(), PublicId.WEBHOOK.of(webhook.id()))
                .orElseThrow()
                .disabledReason());
  }
}
