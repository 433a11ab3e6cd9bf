package dev.placemill.server.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.server.testing.WebhookReceiver.Message;
import dev.placemill.web.NameResolver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Messages to webhooks, from the outbox to the receiver, step by step under the engine's clock.
class WebhookSenderTest extends SteppedSender {
  @Test
  void theLibraryOfTheSpecificationTakesOursAndRefusesWhatWasTamperedWithOrIsOld() {
    Made webhook = webhook(receiver.url("/hook"));
    batchEnds("partial");

    assertThat(sender().sendDue()).isEqualTo(1);
    Message message = receiver.next();

    assertThat(message.isSignedWith(webhook.secret())).isTrue();
    assertThat(message.header("webhook-id")).matches("msg_[0-9a-f]{32}");
    assertThat(message.header("content-type")).startsWith("application/json");
    assertThat(message.json().path("type").asString()).isEqualTo("batch.partial");
    assertThat(message.json().path("timestamp").asString()).isEqualTo("2026-11-26T10:00:00Z");
    assertThat(message.json().path("data").path("results_url").asString())
        .isEqualTo("/acme/place_enrichment/batches/batch_1");
    assertThat(message.body().getBytes(UTF_8)).hasSizeLessThan(1_000);

    var changed =
        new Message(
            "/",
            message.headers(),
            message.body().replace("\"total_count\":3", "\"total_count\":4"));
    assertThat(changed.isSignedWith(webhook.secret())).isFalse();
    var other = webhook(receiver.url("/other"));
    assertThat(message.isSignedWith(other.secret())).isFalse();
    Map<String, List<String>> reused = new HashMap<>(message.headers());
    reused.put("webhook-id", List.of("msg_of_another"));
    assertThat(new Message("/", reused, message.body()).isSignedWith(webhook.secret())).isFalse();

    batchEnds("completed");
    sender(
            true,
            NameResolver.ofThisMachine(),
            Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-6)))
        .sendDue();
    assertThat(receiver.next().isSignedWith(webhook.secret()))
        .as("a message of six minutes ago")
        .isFalse();
  }

  @Test
  void aMessageThatFailsIsTriedAgainAsTheSpecificationSaysUnderTheSameId() {
    List<Duration> pauses =
        List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(14),
            Duration.ofHours(20),
            Duration.ofHours(24));
    Made webhook = webhook(receiver.url("/hook"));
    WebhookSender sender = sender();
    receiver.answers(500);
    batchEnds("completed");

    assertThat(sender.sendDue()).isEqualTo(1);
    String id = receiver.next().header("webhook-id");
    for (Duration pause : pauses) {
      clock.passes(pause.minusSeconds(2));
      assertThat(sender.sendDue()).as("before %s are over", pause).isZero();
      clock.passes(pause.dividedBy(10).plusSeconds(3));
      assertThat(sender.sendDue()).as("after %s and what chance adds", pause).isEqualTo(1);
      Message again = receiver.next();
      assertThat(again.header("webhook-id")).isEqualTo(id);
      assertThat(again.isSignedWith(webhook.secret())).isTrue();
    }

    clock.passes(Duration.ofDays(3));
    assertThat(sender.sendDue()).isZero();
    Delivery given = log(webhook).getFirst();
    assertThat(given.state()).isEqualTo("failed");
    assertThat(given.attempts()).hasSize(10).extracting(Delivery.Attempt::status).containsOnly(500);
  }

  @Test
  void whileASecretIsRotatedBothAreGoodAndAfterwardsOnlyTheNewOne() {
    Made webhook = webhook(receiver.url("/hook"));
    var next = SigningSecret.random(new SecureRandom());
    DATABASE
        .database()
        .useTransaction(
            handle -> Webhooks.rotate(handle, webhook.id(), next, Duration.ofHours(24)));

    batchEnds("completed");
    sender().sendDue();
    Message during = receiver.next();
    assertThat(during.header("webhook-signature").split(" ", -1)).hasSize(2);
    assertThat(during.isSignedWith(webhook.secret())).isTrue();
    assertThat(during.isSignedWith(next.reveal())).isTrue();

    clock.passes(Duration.ofHours(25));
    batchEnds("completed");
    sender().sendDue();
    Message after = receiver.next();
    assertThat(after.isSignedWith(webhook.secret())).isFalse();
    assertThat(after.isSignedWith(next.reveal())).isTrue();
  }

  @Test
  void aReceiverThatIsGoneIsNeverAskedAgain() {
    Made webhook = webhook(receiver.url("/hook"));
    receiver.answers(410);
    batchEnds("completed");
    batchEnds("completed");
    WebhookSender one = sender();

    List<Claimed> first =
        DATABASE
            .database()
            .inTransaction(
                handle -> Deliveries.claim(handle, List.of(), 1, 1, Duration.ofHours(1)));
    assertThat(first).hasSize(1);
    assertThat(one.sendDue()).isEqualTo(1);

    assertThat(disabledReason(webhook)).isEqualTo("gone");
    assertThat(log(webhook)).allMatch(delivery -> delivery.state().equals("failed"));
    batchEnds("completed");
    clock.passes(Duration.ofDays(4));
    assertThat(one.sendDue()).as("neither what was left nor what is new").isZero();
  }

  @Test
  void aRedirectIsAFailureAndNotFollowed() {
    Made webhook = webhook(receiver.url("/hook"));
    receiver.answers(307, Map.of("Location", receiver.url("/elsewhere")));
    batchEnds("completed");

    sender().sendDue();

    assertThat(receiver.next().path()).isEqualTo("/hook");
    assertThat(receiver.waiting()).isZero();
    assertThat(log(webhook).getFirst().state()).isEqualTo("pending");
    assertThat(log(webhook).getFirst().attempts().getFirst().status()).isEqualTo(307);
  }

  @Test
  void aReceiverThatHasTooMuchIsLeftAloneAsLongAsItAsksFor() {
    Made webhook = webhook(receiver.url("/hook"));
    WebhookSender sender = sender();
    receiver.answers(500);
    batchEnds("completed");
    assertThat(sender.sendDue()).isEqualTo(1);
    receiver.answers(429, Map.of("Retry-After", "3600"));
    batchEnds("partial");
    assertThat(sender.sendDue()).isEqualTo(1);

    receiver.answers(204);
    clock.passes(Duration.ofMinutes(59));
    assertThat(sender.sendDue()).as("what failed before waits too").isZero();
    clock.passes(Duration.ofMinutes(2));
    assertThat(sender.sendDue()).isEqualTo(2);
    assertThat(log(webhook)).allMatch(delivery -> delivery.state().equals("delivered"));
  }

  @Test
  void aMessageWhoseNodeDiedIsSentByAnotherAndTheDeadOneChangesNothing() {
    Made webhook = webhook(receiver.url("/hook"));
    batchEnds("completed");
    Claimed lost = claimAsANodeThatDies();
    WebhookSender living = sender();

    assertThat(living.sendDue()).as("while the claim holds").isZero();
    clock.passes(WebhookSender.LEASE.plusSeconds(1));
    assertThat(living.sendDue()).isEqualTo(1);
    assertThat(receiver.next().isSignedWith(webhook.secret())).isTrue();

    // Under another number than that of the living one's, which the table would refuse by itself.
    var late = new Delivery.Attempt(2, Instant.EPOCH, 1, 500, null);
    boolean held =
        DATABASE
            .database()
            .inTransaction(handle ->
                Deliveries.finish(handle, lost, new Verdict("failed", null, false, null), late));
    assertThat(held).isFalse();
    assertThat(log(webhook).getFirst().state()).isEqualTo("delivered");
    assertThat(log(webhook).getFirst().attempts()).hasSize(1);
  }

  private static Claimed claimAsANodeThatDies() {
    return DATABASE
        .database()
        .inTransaction(
            handle -> Deliveries.claim(handle, List.of(), 16, 16, WebhookSender.LEASE).getFirst());
  }

  @Test
  void nothingIsSentToAPrivateAddressHoweverItsNameIsAnswered() throws Exception {
    Made webhook = webhook("http://hooks.example:%d/".formatted(receiver.port()));
    var lookUps = new AtomicInteger();
    InetAddress here = InetAddress.getLoopbackAddress();
    InetAddress there = InetAddress.ofLiteral("198.51.100.7");
    InetAddress cloud = InetAddress.ofLiteral("169.254.169.254");
    WebhookSender sender =
        sender(
            false,
            _ ->
                switch (lookUps.getAndIncrement()) {
                  case 0 -> List.of(here);
                  case 1 -> List.of(cloud);
                  default -> List.of(InetAddress.ofLiteral("8.8.8.8"), here, there);
                });
    batchEnds("completed");
    for (int attempt = 1; attempt <= 3; attempt++) {
      assertThat(sender.sendDue()).isEqualTo(1);
      clock.passes(Duration.ofHours(1));
    }
    assertThat(lookUps).as("looked up and checked at each try").hasValue(3);
    assertThat(log(webhook).getFirst().attempts())
        .extracting(Delivery.Attempt::problem)
        .containsOnly("hooks.example is not an address of the public internet");
    assertThat(receiver.waiting()).isZero();
  }

  @Test
  void aReceiverThatNeverAnswersCostsNoMoreThanItsTime() throws IOException {
    try (var silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      Made webhook = webhook("http://127.0.0.1:%d/".formatted(silent.getLocalPort()));
      batchEnds("completed");

      sender().sendDue();

      Delivery.Attempt attempt = log(webhook).getFirst().attempts().getFirst();
      assertThat(attempt.status()).isNull();
      assertThat(attempt.problem()).isIn("no answer within 1000 ms", "no answer in time");
    }
  }

  @Test
  void anAnswerWithoutEndCountsByItsStatusAndIsNotReadOn() throws Exception {
    try (var endless = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      Thread answering =
          Thread.startVirtualThread(() -> {
            try (var client = endless.accept()) {
              var out = client.getOutputStream();
              out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(UTF_8));
              while (true) {
                out.write(new byte[8_192]);
              }
            } catch (IOException _) {
              // The sender has heard enough.
            }
          });
      Made webhook = webhook("http://127.0.0.1:%d/".formatted(endless.getLocalPort()));
      batchEnds("completed");

      sender().sendDue();

      answering.join();
      assertThat(log(webhook).getFirst().state()).isEqualTo("delivered");
    }
  }

  @Test
  void aWebhookGetsTheTypesItAsksForAndABatchItsOwnAddress() {
    Made failures = webhook(receiver.url("/failures"), "batch.failed");
    UUID batch = UUID.randomUUID();
    DATABASE.database().useTransaction(handle -> Webhooks.addOfBatches(handle, ACME));
    var secret = SigningSecret.random(new SecureRandom());
    DATABASE
        .database()
        .useTransaction(handle -> {
          UUID ofBatches =
              Webhooks.find(handle, ACME.orgId(), Webhook.OF_BATCHES).orElseThrow().id();
          Webhooks.rotate(handle, ofBatches, secret, Duration.ZERO);
          assertThat(
                  Outbox.remember(
                      handle, ACME.orgId(), batch, new Callback(receiver.url("/own"), List.of())))
              .isTrue();
        });

    batchEnds("completed", batch);
    sender().sendDue();
    Message own = receiver.next();
    assertThat(own.path()).isEqualTo("/own");
    assertThat(own.isSignedWith(secret.reveal())).isTrue();
    assertThat(own.isSignedWith(failures.secret())).isFalse();
    assertThat(receiver.waiting()).isZero();

    batchEnds("failed");
    sender().sendDue();
    assertThat(receiver.next().path()).isEqualTo("/failures");
    assertThat(receiver.waiting()).isZero();
  }
}
