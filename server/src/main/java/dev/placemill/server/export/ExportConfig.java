package dev.placemill.server.export;

import dev.placemill.config.ConfigReader;
import java.time.Duration;

/// How exports are made and kept: the keys `export.*`.
///
/// @param inlinePlaces up to how many places the file is the answer itself
/// @param kept how long the file of one made in the background can be downloaded
public record ExportConfig(int inlinePlaces, Duration kept) {
  public static ExportConfig read(ConfigReader reader) {
    return new ExportConfig(
        reader.integer(
            "export.inline-places",
            50_000,
            "up to so many places, or of one batch, an export is the answer itself; beyond, it is made in the background",
            1,
            1_000_000),
        reader.duration(
            "export.kept",
            "7d",
            "how long the file of an export made in the background can be downloaded",
            Duration.ofMinutes(1),
            Duration.ofDays(365)));
  }
}
