package dev.placemill.server.app;

import dev.placemill.server.batch.BatchWatch;
import dev.placemill.server.db.Database;
import dev.placemill.server.http.Router;
import dev.placemill.server.queue.SliceQueue;
import dev.placemill.server.trace.Traces;
import dev.placemill.server.webhook.TargetRules;
import dev.placemill.server.webhook.WebhookRoutes;
import dev.placemill.server.webhook.WebhookSender;
import dev.placemill.server.worker.Loop;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// What tells clients of their batches: those who wait for an answer, and by webhooks those who do
/// not.
final class News implements AutoCloseable {
  private static final Duration SEND_EVERY = Duration.ofMillis(500);
  private static final Duration FORGET_EVERY = Duration.ofHours(1);

  private final BatchWatch watch;
  private final WebhookSender sender;
  private final WebhookRoutes webhooks;
  private final TargetRules targets;
  private final List<Loop> loops;

  News(AppConfig config, Database database, SliceQueue queue, Clock clock, Traces traces) {
    watch = new BatchWatch(database, queue, config.batch(), config.waiting());
    sender =
        new WebhookSender(
            database,
            config.webhook(),
            config.http().publicUrl(),
            config.batch().retention(),
            clock,
            new SecureRandom(),
            traces);
    webhooks = new WebhookRoutes(database, config.webhook());
    targets = new TargetRules(config.webhook());
    loops =
        List.of(
            new Loop("batch watch", config.waiting().lookEvery(), watch::look),
            new Loop("webhooks", SEND_EVERY, sender::begin),
            new Loop("webhook log", FORGET_EVERY, sender::forgetOld));
  }

  BatchWatch watch() {
    return watch;
  }

  TargetRules targets() {
    return targets;
  }

  void register(Router router) {
    webhooks.register(router);
  }

  /// How many messages this server sent, by what came of them.
  Map<String, Long> sent() {
    return sender.sent();
  }

  void start() {
    loops.forEach(Loop::start);
  }

  /// Answers everybody who waits, so that a server which stops has no request in flight for long.
  void letGo() {
    watch.close();
  }

  @Override
  public void close() {
    loops.forEach(Loop::close);
    sender.close();
  }
}
