package dev.placemill.server.webhook;

import dev.placemill.server.db.Database;
import dev.placemill.server.trace.TraceSpan;
import dev.placemill.server.trace.Traces;
import dev.placemill.web.Courier;
import dev.placemill.web.Courier.Outcome;
import dev.placemill.web.NameResolver;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends the messages that are due, on any number of nodes at once. What a node has claimed and not
/// finished when it dies is sent by another one after a while, under the same id.
public final class WebhookSender implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WebhookSender.class);
  private static final String USER_AGENT = "Placemill/0.1";

  private static final int AT_ONCE = 256;
  private static final int AT_ONCE_PER_WEBHOOK = 16;

  /// Longer than an attempt can take with everything around it.
  static final Duration LEASE = Duration.ofMinutes(2);

  private static final String DELIVERED = "delivered";
  private static final String RETRIED = "retried";
  private static final String FAILED = "failed";

  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

  private final Database database;
  private final WebhookConfig config;
  private final @Nullable URI publicUrl;
  private final Duration batchesKept;
  private final Map<String, LongAdder> sent =
      Map.of(
          DELIVERED, new LongAdder(),
          RETRIED, new LongAdder(),
          FAILED, new LongAdder());
  private final Clock clock;
  private final RandomGenerator random;
  private final Courier courier;
  private final Traces traces;
  private final Map<UUID, Integer> inWork = new HashMap<>();
  private final List<Thread> threads = new ArrayList<>();

  /// @param publicUrl where clients reach this server, for the links in messages; null for links
  ///   without a host
  /// @param batchesKept how long a batch can be reprocessed, and so tell of an end
  /// @param clock for the times that messages carry; what is due when is decided by the database
  public WebhookSender(
      Database database,
      WebhookConfig config,
      @Nullable URI publicUrl,
      Duration batchesKept,
      Clock clock,
      RandomGenerator random,
      Traces traces) {
    this(
        database,
        config,
        publicUrl,
        batchesKept,
        clock,
        random,
        NameResolver.ofThisMachine(),
        traces);
  }

  WebhookSender(
      Database database,
      WebhookConfig config,
      @Nullable URI publicUrl,
      Duration batchesKept,
      Clock clock,
      RandomGenerator random,
      NameResolver names,
      Traces traces) {
    this.database = database;
    this.config = config;
    this.publicUrl = publicUrl;
    this.batchesKept = batchesKept;
    this.clock = clock;
    this.random = random;
    this.traces = traces;
    this.courier =
        Courier.open(names, config.allowPrivateAddresses(), USER_AGENT, config.timeout(), clock);
  }

  /// Begins to send what is due, as far as there is room. Called again and again by one thread.
  public void begin() {
    for (Claimed claimed : claim()) {
      Thread sending =
          Thread.ofVirtual().name("webhook " + claimed.id()).unstarted(() -> send(claimed));
      synchronized (this) {
        threads.removeIf(thread -> thread.getState() == Thread.State.TERMINATED);
        threads.add(sending);
      }
      sending.start();
    }
  }

  /// Sends what is due and waits for what comes of it.
  ///
  /// @return how many messages were sent
  int sendDue() {
    List<Claimed> due = claim();
    due.forEach(this::send);
    return due.size();
  }

  /// How many messages were sent from here, by what came of them.
  public Map<String, Long> sent() {
    Map<String, Long> counts = new TreeMap<>();
    sent.forEach((outcome, count) -> counts.put(outcome, count.sum()));
    return counts;
  }

  /// Forgets what is over its time.
  public void forgetOld() {
    database.useTransaction(handle -> Deliveries.forgetOld(handle, config.logKept(), batchesKept));
  }

  private synchronized List<Claimed> claim() {
    int room = AT_ONCE - inWork.values().stream().mapToInt(Integer::intValue).sum();
    if (room <= 0) {
      return List.of();
    }
    List<UUID> busy =
        inWork.entrySet().stream()
            .filter(webhook -> webhook.getValue() >= AT_ONCE_PER_WEBHOOK)
            .map(Map.Entry::getKey)
            .toList();
    List<Claimed> due =
        database.inTransaction(
            handle -> Deliveries.claim(handle, busy, AT_ONCE_PER_WEBHOOK, room, LEASE));
    due.forEach(claimed -> inWork.merge(claimed.webhookId(), 1, Integer::sum));
    return due;
  }

  private synchronized void leave(Claimed claimed) {
    inWork.computeIfPresent(claimed.webhookId(), (_, count) -> count == 1 ? null : count - 1);
  }

  private void send(Claimed claimed) {
    try {
      long begin = System.nanoTime();
      Outcome outcome = attempt(claimed);
      long took = Duration.ofNanos(System.nanoTime() - begin).toMillis();
      finish(claimed, outcome, (int) took);
    } catch (RuntimeException e) {
      // It comes up again when the claim is over.
      LOG.warn(
          "message {} could not be sent: {}",
          PublicId.MESSAGE.of(claimed.messageId()),
          e.getMessage());
    } finally {
      leave(claimed);
    }
  }

  private Outcome attempt(Claimed claimed) {
    Optional<URI> target = Courier.findAddress(claimed.target());
    if (target.isEmpty()) {
      return new Outcome.Undelivered("the address is none");
    }
    List<SigningSecret> secrets =
        database.withHandle(handle -> Webhooks.secrets(handle, claimed.webhookId()));
    String id = PublicId.MESSAGE.of(claimed.messageId());
    Instant now = clock.instant();
    byte[] body = Payload.linked(claimed.payload(), publicUrl);
    try (TraceSpan span = traces.call("webhook")) {
      Map<String, String> headers = new TreeMap<>(span.headers());
      headers.put("webhook-id", id);
      headers.put("webhook-timestamp", Long.toString(now.getEpochSecond()));
      headers.put("webhook-signature", SigningSecret.signatures(secrets, id, now, body));
      Outcome outcome = courier.post(target.get(), headers, body);
      span.set("webhook.message.id", id);
      switch (outcome) {
        case Outcome.Answered answered -> span.set("http.response.status_code", answered.status());
        case Outcome.Undelivered undelivered -> span.failed(undelivered.reason());
      }
      return outcome;
    }
  }

  private void finish(Claimed claimed, Outcome outcome, int took) {
    int number = claimed.attempts() + 1;
    Delivery.Attempt attempt =
        new Delivery.Attempt(number, clock.instant(), took, status(outcome), problem(outcome));
    Verdict verdict = Verdict.of(outcome, number, random);
    Objects.requireNonNull(sent.get(verdict.pause() == null ? verdict.state() : RETRIED))
        .increment();
    database.useTransaction(handle -> {
      if (verdict.touchesOthers()) {
        Webhooks.lock(handle, claimed.webhookId());
      }
      if (Deliveries.finish(handle, claimed, verdict, attempt)) {
        spareReceiver(handle, claimed, verdict);
      }
    });
  }

  private static void spareReceiver(Handle handle, Claimed claimed, Verdict verdict) {
    if (verdict.isGone() && claimed.ownUrl() == null) {
      Webhooks.disable(handle, claimed.webhookId(), "gone");
    } else if (verdict.isGone() && claimed.batchId() != null) {
      Deliveries.forgetCallback(handle, claimed);
    } else if (verdict.heldBack() != null) {
      Deliveries.holdBack(handle, claimed, verdict.heldBack());
    }
  }

  private static @Nullable Integer status(Outcome outcome) {
    return outcome instanceof Outcome.Answered answered ? answered.status() : null;
  }

  private static @Nullable String problem(Outcome outcome) {
    return outcome instanceof Outcome.Undelivered undelivered ? undelivered.reason() : null;
  }

  /// Waits a little for what is on its way.
  @Override
  public void close() {
    List<Thread> sending;
    synchronized (this) {
      sending = List.copyOf(threads);
    }
    long giveUpAt = System.nanoTime() + CLOSE_PATIENCE.toNanos();
    try {
      for (Thread thread : sending) {
        Duration left = Duration.ofNanos(giveUpAt - System.nanoTime());
        if (left.isPositive()) {
          thread.join(left);
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    courier.close();
  }
}
