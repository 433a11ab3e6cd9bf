package dev.placemill.library;

import dev.placemill.config.ConfigReader;
import dev.placemill.source.llm.LlmConfig;
import dev.placemill.source.search.SearchConfig;
import dev.placemill.source.website.WebsiteConfig;
import dev.placemill.web.WebSettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Which sources that use a network are on, and how: nothing is asked that was not named here.
///
/// @param web how pages are asked for, by whichever source is on
/// @param website null when the places' own websites are not asked
/// @param search null when the web is not searched
/// @param llm null when no language model is asked
public record SourcesConfig(
    WebSettings web,
    @Nullable WebsiteConfig website,
    @Nullable SearchConfig search,
    @Nullable LlmConfig llm) {

  public static SourcesConfig read(ConfigReader reader) {
    return new SourcesConfig(
        WebKeys.read(reader),
        WebsiteKeys.read(reader),
        SearchKeys.read(reader),
        LlmKeys.read(reader));
  }

  /// The same with no source of the web but the places' own websites.
  ///
  /// @param on whether even they are asked
  public SourcesConfig withWebsitesAlone(boolean on) {
    WebsiteConfig asked = website == null ? WebsiteConfig.DEFAULTS : website;
    return new SourcesConfig(web, on ? asked : null, null, null);
  }

  /// Whether any source that is on reads pages of the web.
  public boolean usesWeb() {
    return website != null || search != null || llm != null;
  }

  /// How long the last of so many places may have to wait until its site was read and it was
  /// searched for.
  ///
  /// They stand in line for what takes a few at a time; that is no reason to give them up. For a
  /// host that many of them share nobody waits here: its pages are asked for again later.
  public Duration line(int places) {
    Duration website =
        this.website == null
            ? Duration.ZERO
            : Duration.ofMillis(
                Math.round(1_000.0 * places * this.website.mostPages() / web.requestsPerSecond()));
    Duration search = this.search == null ? Duration.ZERO : this.search.limits().line(places);
    Duration llm = this.llm == null ? Duration.ZERO : this.llm.limits().line(places);
    return website.plus(search).plus(llm);
  }

  /// Every source that needs a network is off.
  public static SourcesConfig withoutNetwork() {
    return read(ConfigReader.ofDefaults());
  }
}
