/// Webhooks: tells the servers of clients that their batches have ended, as the Standard Webhooks
/// specification wants it.
///
/// Start at [dev.placemill.server.webhook.Outbox], where an event is stored in the transaction of
/// what it tells of, and at [dev.placemill.server.webhook.WebhookSender], which sends what is due
/// from any node. [dev.placemill.server.webhook.WebhookRoutes] is the API. This room owns the
/// tables `webhook`, `webhook_secret`, `webhook_callback`, `webhook_delivery` and
/// `webhook_attempt`; what a batch is, it does not know.
@NullMarked
package dev.placemill.server.webhook;

import org.jspecify.annotations.NullMarked;
