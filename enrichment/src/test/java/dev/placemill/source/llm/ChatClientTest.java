package dev.placemill.source.llm;

import static dev.placemill.source.llm.Asked.PHONE;
import static dev.placemill.source.llm.Asked.ask;
import static dev.placemill.source.llm.Asked.observations;
import static dev.placemill.source.llm.Asked.source;
import static dev.placemill.source.llm.LocalModel.KEY;
import static dev.placemill.source.llm.LocalModel.body;
import static dev.placemill.source.llm.LocalModel.complaint;
import static dev.placemill.source.llm.LocalModel.config;
import static dev.placemill.source.llm.LocalModel.facts;
import static dev.placemill.source.llm.LocalModel.says;
import static dev.placemill.source.llm.LocalModel.unlimited;
import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.attribute.Attribute;
import dev.placemill.endpoint.LocalService;
import dev.placemill.endpoint.LocalService.Answer;
import dev.placemill.endpoint.LocalService.Request;
import dev.placemill.source.Inquiry;
import dev.placemill.source.SourceAnswer;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// What services answer, and what they are made to understand.
class ChatClientTest {
  @Test
  void aServiceThatKnowsNoSchemaIsAskedWithoutAndRememberedToBeSo() {
    Function<Request, Answer> old =
        request ->
            body(request).at("/response_format/type").asString("").equals("json_object")
                ? facts(List.of(PHONE))
                : complaint("response_format json_schema is not supported");
    try (var service = new LocalService(old);
        LlmSource source = source(service, CafeMill.web(CafeMill.PAGE))) {
      assertThat(source.lookUp(CafeMill.asking(Attribute.PHONE)))
          .isInstanceOf(SourceAnswer.Found.class);
      assertThat(service.requests()).hasSize(2);
      source.lookUp(CafeMill.asking(Attribute.PHONE, Attribute.EMAIL));
      assertThat(service.requests()).hasSize(3);
    }
  }

  @Test
  void aModelThatWantsTheNewNameOfTheLimitAndNoTemperatureGetsThem() {
    Function<Request, Answer> demanding =
        request -> {
          if (body(request).has("max_tokens")) {
            return complaint(
                "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.");
          }
          return body(request).has("temperature")
              ? complaint("'temperature' does not support 0 with this model.")
              : facts(List.of(PHONE));
        };
    try (var service = new LocalService(demanding);
        LlmSource source = source(service, CafeMill.web(CafeMill.PAGE))) {
      assertThat(source.lookUp(CafeMill.asking(Attribute.PHONE)))
          .isInstanceOf(SourceAnswer.Found.class);
      assertThat(body(service.requests().getLast()).path("max_completion_tokens").asInt())
          .isEqualTo(500);
      assertThat(body(service.requests().getLast()).at("/response_format/type").asString())
          .isEqualTo("json_schema");
    }
  }

  @Test
  void thoughtsAndFencesAroundTheAnswerAreForgiven() {
    String fact =
        "{\"facts\":[{\"attribute\":\"phone\",\"value\":\"089 12345678\",\"quote\":\"Tel. 089 / 12"
            + " 34 56 78\"}]}";
    assertThat(
            observations(
                says("<think>{maybe}</think>Here it is:\n```json\n" + fact + "\n```"),
                Attribute.PHONE))
        .hasSize(1);
  }

  @Test
  void anAnswerOfNoUseIsNoKnowledge() {
    assertThat(List.of(says("I am not sure."), says("{\"facts\": 7}"), says("{\"facts\": [")))
        .allSatisfy(answer ->
            assertThat(ask(answer, Attribute.PHONE))
                .isEqualTo(
                    new SourceAnswer.NothingKnown(
                        "the language model did not answer in the form it was asked for")));
    assertThat(ask(says(null), Attribute.PHONE))
        .isEqualTo(new SourceAnswer.NothingKnown("the language model gave an empty answer"));
    assertThat(ask(says("{\"facts\": [{\"attribute\": \"phone\"}, 3]}"), Attribute.PHONE))
        .isEqualTo(
            new SourceAnswer.NothingKnown(
                "the language model found nothing of what was open on the site"));
    assertThat(ask(Answer.ok("<html>"), Attribute.PHONE))
        .isEqualTo(
            new SourceAnswer.NothingKnown(
                "the language model's service answered with something that is no JSON"));
    assertThat(
            ask(
                Answer.ok(
                    "{\"choices\":[{\"message\":{\"content\":null,\"refusal\":\"I must not\"}}]}"),
                Attribute.PHONE))
        .isEqualTo(new SourceAnswer.NothingKnown("the language model declined to answer"));
    assertThat(ask(complaint("This model's maximum context length is 4096"), Attribute.PHONE))
        .isEqualTo(
            new SourceAnswer.NothingKnown(
                "the pages are too long for the model: lower llm.page-text"));
  }

  @Test
  void aBusyServiceIsAskedAgainWhenItSays() {
    assertThat(ask(new Answer(429, Map.of("Retry-After", "20"), ""), Attribute.PHONE))
        .isEqualTo(
            new SourceAnswer.Unavailable(
                "the language model takes no more requests for now (HTTP 429)",
                Duration.ofSeconds(20)));
  }

  @Test
  void aSilentServiceIsUnavailableByTheDeadline() {
    Inquiry hurried =
        new Inquiry(
            CafeMill.PLACE, EnumSet.of(Attribute.PHONE), List.of(), CafeMill.NOW.plusMillis(60));
    try (var service = new LocalService(_ -> LocalService.SILENCE);
        LlmSource source = source(service, CafeMill.web(CafeMill.PAGE))) {
      assertThat(source.lookUp(hurried))
          .isEqualTo(
              new SourceAnswer.Unavailable(
                  "the language model did not answer within 60 ms", Duration.ofSeconds(1)));
    }
  }

  @Test
  void theKeyIsNowhereButInTheHeader() {
    Function<Request, Answer> echo =
        request -> {
          String all = request.headers() + KEY + request.body();
          return switch (request.body().length() % 2) {
            case 0 -> Answer.status(401, all);
            default -> Answer.status(403, all);
          };
        };
    List<Answer> answers =
        List.of(
            Answer.status(400, KEY),
            Answer.status(401, KEY),
            Answer.status(404, KEY),
            Answer.status(418, KEY),
            Answer.status(429, KEY),
            Answer.status(503, KEY),
            new Answer(307, Map.of("Location", "http://elsewhere.example/?" + KEY), KEY),
            Answer.ok(KEY),
            says(KEY),
            facts(List.of(List.of("phone", KEY, KEY), List.of(KEY, KEY, KEY))));
    for (Answer answer : answers) {
      assertThat(ask(answer, Attribute.PHONE).toString()).doesNotContain(KEY);
    }
    try (var service = new LocalService(echo)) {
      assertThat(config(service, unlimited()).toString()).doesNotContain(KEY);
      assertThat(ask(echo, Attribute.PHONE).toString())
          .contains("refuses the key: check llm.api-key")
          .doesNotContain(KEY);
    }
  }
}
