package dev.placemill.server.webhook;

import dev.placemill.config.ConfigReader;
import java.time.Duration;

/// Where webhooks may lead and how long they are tried: the keys `webhook.*`.
///
/// @param allowPrivateAddresses whether they may lead into private networks, to this machine, and
///   over plain http
/// @param timeout how long a receiver may take over one message
/// @param perOrganization how many webhooks an organization may have
/// @param logKept how long it is kept what became of a message
public record WebhookConfig(
    boolean allowPrivateAddresses, Duration timeout, int perOrganization, Duration logKept) {
  public static WebhookConfig read(ConfigReader reader) {
    return new WebhookConfig(
        reader.yesOrNo(
            "webhook.allow-private-addresses",
            false,
            "let webhooks lead into private networks, to this machine, and over plain http"),
        reader.duration(
            "webhook.timeout",
            "20s",
            "how long a receiver of a webhook may take to answer",
            Duration.ofSeconds(1),
            Duration.ofSeconds(30)),
        reader.integer(
            "webhook.per-organization", 20, "webhooks an organization may have", 1, 1_000),
        reader.duration(
            "webhook.log-kept",
            "30d",
            "how long it is kept what became of each message",
            Duration.ofDays(4),
            Duration.ofDays(365)));
  }
}
