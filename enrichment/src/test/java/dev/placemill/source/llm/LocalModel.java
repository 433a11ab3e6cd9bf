package dev.placemill.source.llm;

import dev.placemill.endpoint.ApiKey;
import dev.placemill.endpoint.EndpointLimits;
import dev.placemill.endpoint.LocalService;
import dev.placemill.endpoint.LocalService.Answer;
import dev.placemill.endpoint.LocalService.Request;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What a service that speaks the chat protocol writes, and the settings that lead to it.
final class LocalModel {
  static final JsonMapper JSON = JsonMapper.shared();
  static final String KEY = "sk-live-0123456789";

  private LocalModel() {}

  static LlmConfig config(LocalService service, LlmBudget budget) {
    return new LlmConfig(
        URI.create(service.address() + "/v1"),
        new ApiKey(KEY),
        "small-model",
        new EndpointLimits(Duration.ofSeconds(20), 8, Duration.ZERO, 100_000),
        0.85,
        500,
        12_000,
        budget);
  }

  static LlmBudget unlimited() {
    return new LlmBudget(0, 0, 0, 0);
  }

  /// @param facts attribute, value and quote of each
  static Answer facts(List<List<String>> facts) {
    ObjectNode content = JSON.createObjectNode();
    ArrayNode all = content.putArray("facts");
    for (List<String> fact : facts) {
      all.addObject()
          .put("attribute", fact.get(0))
          .put("value", fact.get(1))
          .put("quote", fact.get(2))
          .put("page", 1);
    }
    return says(content.toString());
  }

  static Answer says(@Nullable String content) {
    return says(content, 900, 100);
  }

  static Answer says(@Nullable String content, int in, int out) {
    ObjectNode answer = JSON.createObjectNode();
    ObjectNode choice = answer.putArray("choices").addObject();
    choice.put("finish_reason", "stop");
    choice.putObject("message").put("role", "assistant").put("content", content);
    answer.putObject("usage").put("prompt_tokens", in).put("completion_tokens", out);
    return Answer.ok(answer.toString());
  }

  static Answer complaint(String message) {
    ObjectNode answer = JSON.createObjectNode();
    answer.putObject("error").put("message", message).put("type", "invalid_request_error");
    return new Answer(400, Map.of(), answer.toString());
  }

  static JsonNode body(Request request) {
    return JSON.readTree(request.body());
  }

  /// The document with the place and the pages.
  static JsonNode data(Request request) {
    return JSON.readTree(body(request).path("messages").path(1).path("content").asString());
  }
}
