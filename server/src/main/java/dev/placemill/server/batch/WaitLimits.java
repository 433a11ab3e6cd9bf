package dev.placemill.server.batch;

import dev.placemill.config.ConfigReader;
import java.time.Duration;

/// How clients that wait for a batch are kept: the keys `wait.*`.
///
/// @param longest the longest a request is held, whatever it asks for
/// @param lookEvery how often the database is asked for all who wait on this node
/// @param heartbeat how often a stream of events says that it lives
public record WaitLimits(Duration longest, Duration lookEvery, Duration heartbeat) {
  public static WaitLimits read(ConfigReader reader) {
    return new WaitLimits(
        reader.duration(
            "wait.longest",
            "60s",
            "the longest a request with `Prefer: wait` is held; less than what proxies allow",
            Duration.ofSeconds(1),
            Duration.ofMinutes(10)),
        reader.duration(
            "wait.look-every",
            "200ms",
            "how often the database is asked, in one go, for the batches that anybody waits for here",
            Duration.ofMillis(10),
            Duration.ofSeconds(10)),
        reader.duration(
            "wait.heartbeat",
            "15s",
            "how often a stream of events without news sends a comment, so that nothing on the way takes it for dead",
            Duration.ofMillis(10),
            Duration.ofMinutes(5)));
  }
}
