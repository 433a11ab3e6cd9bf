package dev.placemill.server.org;

import dev.placemill.config.ConfigReader;
import java.time.Duration;

/// What holds for every organization: the keys `org.*`.
///
/// @param requestsPerMinute to each server, unless the organization has a limit of its own; 0 for
///   any number
/// @param liveKeys how many keys of an organization may be good at once
/// @param auditKept how long it is kept what was done
public record OrgConfig(int requestsPerMinute, int liveKeys, Duration auditKept) {
  public static OrgConfig read(ConfigReader reader) {
    return new OrgConfig(
        reader.integer(
            "org.requests-per-minute",
            60_000,
            "requests of one organization to this server in a minute, beyond which it gets 429, unless the organization has a limit of its own; 0 for any number",
            0,
            10_000_000),
        reader.integer(
            "org.live-keys",
            50,
            "keys of an organization that may be good at once, as far as they are made over the API",
            2,
            10_000),
        reader.duration(
            "org.audit-kept",
            "365d",
            "how long it is kept who did what: keys, limits, webhooks, batches cancelled and deleted",
            Duration.ofDays(1),
            Duration.ofDays(3_650)));
  }
}
