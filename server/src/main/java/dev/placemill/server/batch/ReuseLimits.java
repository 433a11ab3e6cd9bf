package dev.placemill.server.batch;

import dev.placemill.config.ConfigReader;
import java.time.Duration;

/// When what is known of a place is given again without working it: the keys `enrich.*`.
///
/// @param newerThan how old a result may be; zero for never
public record ReuseLimits(Duration newerThan) {
  public static ReuseLimits read(ConfigReader reader) {
    return new ReuseLimits(
        reader.duration(
            "enrich.reuse",
            "24h",
            "how old a result may be to be given again to a synchronous request for the same place, inputs and attributes; `0s` for never",
            Duration.ZERO,
            Duration.ofDays(30)));
  }
}
