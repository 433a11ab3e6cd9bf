package dev.placemill.library;

import dev.placemill.config.ConfigReader;
import dev.placemill.endpoint.ApiKey;
import dev.placemill.endpoint.EndpointLimits;
import dev.placemill.source.llm.LlmBudget;
import dev.placemill.source.llm.LlmConfig;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The keys `llm.*`.
final class LlmKeys {
  private static final int LONGEST_ANSWER = 4_000_000;
  private static final int MANY = 2_000_000_000;

  private LlmKeys() {}

  static @Nullable LlmConfig read(ConfigReader reader) {
    URI endpoint =
        reader.address(
            "llm.endpoint",
            "base of an OpenAI-compatible service, e.g. `http://localhost:11434/v1`; unset means"
                + " that no language model is asked");
    String key =
        reader.secret(
            "llm.api-key", "the key it wants, if any", SearchKeys.KEY_FORM, SearchKeys.KEY_RULE);
    String model = reader.optionalText("llm.model", "the name of the model there");
    EndpointLimits limits = limits(reader);
    double probability =
        reader.decimal(
            "llm.probability",
            "0.85",
            "how sure a value is whose quote was found on a page that shows the place",
            0.01,
            LlmConfig.MOST_PROBABLE);
    int answerTokens =
        reader.integer(
            "llm.answer-tokens",
            1_000,
            "the longest answer, in tokens; models that think first need more",
            50,
            1_000_000);
    int pageText =
        reader.integer(
            "llm.page-text",
            12_000,
            "characters of page text that are sent about one place at most",
            500,
            10_000_000);
    LlmBudget budget = budget(reader);
    if (endpoint == null) {
      return null;
    }
    if (model == null) {
      reader.refuse("llm.endpoint needs llm.model, the name of a model that it has.");
      return null;
    }
    return new LlmConfig(
        endpoint,
        key == null ? null : new ApiKey(key),
        model,
        limits,
        probability,
        answerTokens,
        pageText,
        budget);
  }

  private static EndpointLimits limits(ConfigReader reader) {
    return new EndpointLimits(
        reader.duration(
            "llm.timeout",
            "30s",
            "how long one answer may take",
            Duration.ofMillis(100),
            Duration.ofHours(1)),
        reader.integer("llm.at-once", 4, "requests at the same time at most", 1, 10_000),
        reader.duration(
            "llm.pause",
            "0s",
            "the time between the beginnings of two requests at least",
            Duration.ZERO,
            Duration.ofHours(1)),
        LONGEST_ANSWER);
  }

  private static LlmBudget budget(ConfigReader reader) {
    int tokens =
        reader.integer(
            "llm.tokens-per-batch",
            5_000_000,
            "tokens that one batch may use on this node, read and written together; 0 for no limit",
            0,
            MANY);
    double cost =
        reader.decimal(
            "llm.cost-per-batch",
            "0",
            "what one batch may cost on this node, in the currency of the prices; 0 for no limit",
            0,
            MANY);
    double in = reader.decimal("llm.price-in", "0", "the price of a million tokens read", 0, MANY);
    double out =
        reader.decimal("llm.price-out", "0", "the price of a million tokens written", 0, MANY);
    if (cost > 0 && in == 0 && out == 0) {
      reader.refuse(
          "llm.cost-per-batch needs llm.price-in or llm.price-out: without prices nothing costs"
              + " anything.");
    }
    return new LlmBudget(tokens, cost, in, out);
  }
}
