package dev.placemill.server.console;

import dev.placemill.config.ConfigReader;
import org.jspecify.annotations.Nullable;

/// What the console shows, and whether there is one: the keys `console.*`.
///
/// @param tiles what lies under the map beside the outlines that come with the server; null for
///   nothing
public record ConsoleConfig(boolean enabled, @Nullable TileSource tiles) {
  public static ConsoleConfig read(ConfigReader reader) {
    boolean enabled =
        reader.yesOrNo("console.enabled", true, "serve the console, a page for people, at `/`");
    String url =
        reader.optionalForm(
            "console.tile-url",
            "where the console gets its map from: `https://tile.example.org/{z}/{x}/{y}.png`; unset"
                + " means the outlines that come with the server, and no request to anybody else",
            "an address like https://tile.example.org/{z}/{x}/{y}.png",
            text -> TileSource.isAddress(text) ? text : null);
    String attribution =
        reader.optionalText(
            "console.tile-attribution",
            "whom the map is from, as text: `© OpenStreetMap contributors`; most tile sources ask"
                + " for it");
    return new ConsoleConfig(
        enabled, url == null ? null : new TileSource(url, attribution == null ? "" : attribution));
  }
}
