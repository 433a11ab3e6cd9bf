package dev.placemill.library;

import dev.placemill.config.ConfigReader;
import dev.placemill.source.website.WebsiteConfig;
import org.jspecify.annotations.Nullable;

/// The keys `website.*`.
final class WebsiteKeys {
  private WebsiteKeys() {}

  static @Nullable WebsiteConfig read(ConfigReader reader) {
    boolean isOn =
        reader.yesOrNo(
            "website.enabled", false, "ask the places' own websites what they say of the place");
    int pages =
        reader.integer(
            "website.pages",
            WebsiteConfig.DEFAULTS.mostPages(),
            "pages of one site that are read for one place at most",
            1,
            50);
    return isOn ? new WebsiteConfig(pages) : null;
  }
}
