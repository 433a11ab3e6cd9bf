package dev.placemill.server.app;

import dev.placemill.server.config.ConfigReader;
import dev.placemill.source.llm.LlmConfig;
import dev.placemill.source.search.SearchConfig;
import dev.placemill.web.WebSettings;
import org.jspecify.annotations.Nullable;

/// Which sources that use a network are on, and how: nothing is asked that was not named here.
///
/// @param web how pages are asked for, by whichever source is on
/// @param search null when the web is not searched
/// @param llm null when no language model is asked
public record SourcesConfig(
    WebSettings web, @Nullable SearchConfig search, @Nullable LlmConfig llm) {

  static SourcesConfig read(ConfigReader reader) {
    return new SourcesConfig(WebKeys.read(reader), SearchKeys.read(reader), LlmKeys.read(reader));
  }

  /// Whether any source that is on reads pages of the web.
  boolean usesWeb() {
    return search != null || llm != null;
  }

  /// Every source that needs a network is off.
  public static SourcesConfig withoutNetwork() {
    return read(ConfigReader.ofDefaults());
  }
}
