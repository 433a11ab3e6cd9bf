package dev.placemill.source.llm;

import dev.placemill.endpoint.ApiKey;
import dev.placemill.endpoint.Endpoint;
import dev.placemill.endpoint.EndpointAnswer;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Speaks the chat protocol that OpenAI began and others took over.
final class ChatClient {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Pattern TOO_LONG =
      Pattern.compile("context[ _](?:length|size|window)|too many tokens|maximum context");
  private static final int MOST_TRIES = 5;

  private final Endpoint endpoint;
  private final String model;
  private final int answerTokens;
  private final Map<String, String> headers;

  /// What the service was found to understand, for all requests to come.
  private volatile Dialect dialect = Dialect.FIRST;

  ChatClient(Endpoint endpoint, LlmConfig config) {
    this.endpoint = endpoint;
    model = config.model();
    answerTokens = config.answerTokens();
    ApiKey key = config.key();
    headers = key == null ? Map.of() : Map.of("Authorization", "Bearer " + key.revealed());
  }

  ChatReply ask(Prompt prompt, Instant deadline) {
    Dialect tried = dialect;
    for (int i = 0; i < MOST_TRIES; i++) {
      EndpointAnswer answer =
          endpoint.post("/chat/completions", headers, body(prompt, tried), deadline);
      switch (answer) {
        case EndpointAnswer.Unavailable(var reason, var retryAfter, var mayHaveWorked) -> {
          Usage charged = mayHaveWorked ? prompt.most(answerTokens) : Usage.NONE;
          return new ChatReply.Unavailable(reason, retryAfter, charged);
        }
        case EndpointAnswer.Answered(int status, String body) when isComplaint(status) -> {
          String complaint = body.toLowerCase(Locale.ROOT);
          if (TOO_LONG.matcher(complaint).find()) {
            return new ChatReply.Useless(
                "the pages are too long for the model: lower llm.page-text", Usage.NONE);
          }
          Optional<Dialect> next = tried.findNext(complaint);
          if (next.isEmpty()) {
            return notAccepted(status);
          }
          tried = next.get();
        }
        case EndpointAnswer.Answered(int status, String body) -> {
          if (status != 200) {
            return notAccepted(status);
          }
          dialect = tried;
          return read(body, prompt);
        }
      }
    }
    return notAccepted(400);
  }

  private static boolean isComplaint(int status) {
    return status == 400 || status == 422;
  }

  /// In our words only: what the service wrote may quote the key.
  private static ChatReply notAccepted(int status) {
    String hint =
        switch (status) {
          case 401, 403 -> "refuses the key: check llm.api-key";
          case 402 -> "wants to be paid first";
          case 404 -> "knows no such address or model: check llm.endpoint and llm.model";
          case 413 -> "finds the pages too long: lower llm.page-text";
          default ->
              status / 100 == 3
                  ? "redirects, which is not followed: check llm.endpoint"
                  : "does not accept the request: check llm.endpoint and llm.model";
        };
    return new ChatReply.NotAccepted(
        "the language model's service %s (HTTP %d)".formatted(hint, status));
  }

  private String body(Prompt prompt, Dialect dialect) {
    ObjectNode body = JSON.createObjectNode();
    body.put("model", model);
    ArrayNode messages = body.putArray("messages");
    messages.addObject().put("role", "system").put("content", prompt.task());
    messages.addObject().put("role", "user").put("content", prompt.data());
    body.put(dialect.hasNewTokenLimit() ? "max_completion_tokens" : "max_tokens", answerTokens);
    if (dialect.hasTemperature()) {
      body.put("temperature", 0);
    }
    switch (dialect.form()) {
      case SCHEMA -> {
        ObjectNode format = body.putObject("response_format").put("type", "json_schema");
        ObjectNode schema = format.putObject("json_schema");
        schema.put("name", "facts").put("strict", true).set("schema", prompt.schema());
      }
      case JSON -> body.putObject("response_format").put("type", "json_object");
      case WORDS -> {}
    }
    return JSON.writeValueAsString(body);
  }

  private ChatReply read(String body, Prompt prompt) {
    JsonNode answer;
    try {
      answer = JSON.readTree(body);
    } catch (JacksonException notJson) {
      return new ChatReply.Useless(
          "the language model's service answered with something that is no JSON",
          prompt.most(answerTokens));
    }
    JsonNode choice = answer.path("choices").path(0);
    String text = text(choice.path("message").path("content"));
    Usage usage = usage(answer.path("usage"), prompt, text);
    if (!text.isBlank()) {
      return new ChatReply.Said(text, usage);
    }
    return new ChatReply.Useless(
        choice.path("message").path("refusal").isString()
            ? "the language model declined to answer"
            : "length".equals(choice.path("finish_reason").asString(""))
                ? "the language model came to no answer within llm.answer-tokens"
                : "the language model gave an empty answer",
        usage);
  }

  /// A text, or its parts.
  private static String text(JsonNode content) {
    if (content.isString()) {
      return content.stringValue();
    }
    StringBuilder text = new StringBuilder();
    for (JsonNode part : content) {
      text.append(part.path("text").asString(""));
    }
    return text.toString();
  }

  private static Usage usage(JsonNode usage, Prompt prompt, String text) {
    JsonNode in = usage.path("prompt_tokens");
    JsonNode out = usage.path("completion_tokens");
    return in.isIntegralNumber() && out.isIntegralNumber()
        ? new Usage(Math.max(0, in.longValue()), Math.max(0, out.longValue()))
        : new Usage(prompt.most(0).in(), Usage.tokens(text));
  }
}
