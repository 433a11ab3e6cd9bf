package dev.placemill.source.llm;

import dev.placemill.endpoint.ApiKey;
import dev.placemill.endpoint.EndpointLimits;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/// Which language model is asked, and how much of it.
///
/// @param endpoint what OpenAI-compatible services call the base, e.g. `http://localhost:11434/v1`
/// @param key null for a service that wants none
/// @param probability how sure a value is whose quote was found on a page that certainly shows the
///   place
/// @param answerTokens the longest answer, in tokens
/// @param pageText characters of page text sent about one place at most
public record LlmConfig(
    URI endpoint,
    @Nullable ApiKey key,
    String model,
    EndpointLimits limits,
    double probability,
    int answerTokens,
    int pageText,
    LlmBudget budget) {
  /// A model that reads is never as good as a record: more would make its values VERY_HIGH.
  public static final double MOST_PROBABLE = 0.94;

  public LlmConfig {
    if (!(probability > 0 && probability <= MOST_PROBABLE)) {
      throw new IllegalArgumentException(
          "the probability must be above 0 and at most " + MOST_PROBABLE);
    }
  }
}
