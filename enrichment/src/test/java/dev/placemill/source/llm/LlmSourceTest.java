package dev.placemill.source.llm;

import static dev.placemill.source.llm.Asked.PHONE;
import static dev.placemill.source.llm.Asked.observations;
import static dev.placemill.source.llm.Asked.source;
import static dev.placemill.source.llm.LocalModel.KEY;
import static dev.placemill.source.llm.LocalModel.body;
import static dev.placemill.source.llm.LocalModel.config;
import static dev.placemill.source.llm.LocalModel.data;
import static dev.placemill.source.llm.LocalModel.facts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.AttributeValue;
import dev.placemill.attribute.Normalizer;
import dev.placemill.endpoint.LocalService;
import dev.placemill.endpoint.LocalService.Request;
import dev.placemill.page.StoredPages;
import dev.placemill.source.Evidence;
import dev.placemill.source.Expense;
import dev.placemill.source.Inquiry;
import dev.placemill.source.Observation;
import dev.placemill.source.SourceAnswer;
import dev.placemill.web.SteppedClock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class LlmSourceTest {
  @Test
  void whatItMayAskIsKnownBefore() {
    try (var service = new LocalService(_ -> facts(List.of()));
        LlmSource source = source(service, CafeMill.web(CafeMill.PAGE))) {
      assertThat(source.findExpense(CafeMill.PLACE, Set.of(Attribute.PHONE)))
          .contains(new Expense(1, 3, 0));
      assertThat(source.findExpense(CafeMill.PLACE, Set.of(Attribute.TIME_ZONE)))
          .contains(Expense.NONE);
      assertThat(service.requests()).isEmpty();
    }
  }

  @Test
  void whatTheSiteSaysInWordsIsFoundWithTheSentenceItCameFrom() {
    var answer =
        facts(
            List.of(
                PHONE,
                List.of("email", "kontakt@cafe-mill.example", "kontakt (at) cafe-mill.example"),
                List.of(
                    "opening_hours",
                    "Mo-Fr 09:00-18:00; Sa 10:00-14:00; Su off",
                    "Montag bis Freitag 9 bis 18 Uhr, Samstag 10–14 Uhr, sonntags Ruhetag"),
                List.of("instagram", "@cafe.mill", "Auf Instagram: @cafe.mill"),
                List.of("cuisines", "Italian", "Wir kochen italienisch.")));
    List<Observation> found =
        observations(
            answer,
            Attribute.PHONE,
            Attribute.EMAIL,
            Attribute.OPENING_HOURS,
            Attribute.INSTAGRAM,
            Attribute.CUISINES);
    assertThat(found)
        .extracting(Observation::attribute, LlmSourceTest::shown)
        .containsExactly(
            tuple(Attribute.PHONE, "+498912345678"),
            tuple(Attribute.EMAIL, "kontakt@cafe-mill.example"),
            tuple(Attribute.OPENING_HOURS, "Mo-Fr 09:00-18:00; Sa 10:00-14:00; Su off"),
            tuple(Attribute.INSTAGRAM, "https://www.instagram.com/cafe.mill"),
            tuple(Attribute.CUISINES, "[italian]"));
    Observation phone = found.getFirst();
    assertThat(phone.probability()).isEqualTo(0.85);
    assertThat(phone.evidence())
        .isEqualTo(
            new Evidence(
                    "llm", null, CafeMill.SITE, LocalDate.of(2026, 11, 26), Evidence.Scope.PLACE)
                .quoting("Tel. 089 / 12 34 56 78"));
    assertThat(phone.reason())
        .isEqualTo(
            "small-model read on a page that shows the name, the street, the postcode, the city:"
                + " “Tel. 089 / 12 34 56 78”");
  }

  @Test
  void onlyWhatTheSourcesBeforeLeftOpenIsAskedForAndOnlyThePlaceAndItsPagesAreTold() {
    try (var service = new LocalService(_ -> facts(List.of()));
        LlmSource source = source(service, CafeMill.web(CafeMill.PAGE))) {
      source.lookUp(
          CafeMill.asking(
              List.of(
                  CafeMill.known(
                      Attribute.PHONE,
                      Normalizer.phone("+49 89 87654321", null).orElseThrow(),
                      Evidence.Scope.PLACE),
                  CafeMill.known(
                      Attribute.FACEBOOK,
                      new AttributeValue.Text("https://www.facebook.com/brand"),
                      Evidence.Scope.BRAND)),
              Attribute.PHONE,
              Attribute.EMAIL,
              Attribute.FACEBOOK,
              Attribute.NAME));
      Request request = service.requests().getFirst();
      assertThat(request.address()).hasToString("/v1/chat/completions");
      assertThat(request.headers()).containsEntry("authorization", "Bearer " + KEY);
      assertThat(body(request).path("model").asString()).isEqualTo("small-model");
      assertThat(
              body(request)
                  .at("/response_format/json_schema/schema/properties/facts/items/properties")
                  .at("/attribute/enum")
                  .toString())
          .isEqualTo("[\"email\",\"facebook\"]");
      assertThat(data(request).path("place").toString())
          .isEqualTo(
              "{\"name\":\"Café Mill\",\"street\":\"Leopoldstraße\",\"postcode\":\"80802\","
                  + "\"city\":\"München\",\"country\":\"DE\"}");
      assertThat(request.body()).doesNotContain("87654321");
      assertThat(data(request).at("/pages/0/text").asString())
          .contains("Leopoldstr. 7, 80802 München\nTel. 089 / 12 34 56 78");
    }
  }

  @Test
  void withNothingOpenNothingIsFetchedOrAsked() {
    StoredPages web = CafeMill.web(CafeMill.PAGE);
    try (var service = new LocalService(_ -> facts(List.of()));
        LlmSource source = source(service, web)) {
      assertThat(source.lookUp(CafeMill.asking(Attribute.NAME)))
          .isEqualTo(new SourceAnswer.NothingKnown("the sources before left nothing open"));
      assertThat(web.asked()).isEmpty();
      assertThat(service.requests()).isEmpty();
    }
  }

  @Test
  void aPlaceThatIsTriedAgainIsNotPaidForTwice() {
    var clock = new SteppedClock(CafeMill.NOW);
    try (var service = new LocalService(_ -> facts(List.of(PHONE)));
        LlmSource source = source(service, CafeMill.web(CafeMill.PAGE), clock)) {
      SourceAnswer first = source.lookUp(CafeMill.asking(Attribute.PHONE));
      assertThat(source.lookUp(CafeMill.asking(Attribute.PHONE))).isEqualTo(first);
      assertThat(service.requests()).hasSize(1);
      clock.advance(Duration.ofHours(2));
      source.lookUp(
          new Inquiry(
              CafeMill.PLACE,
              EnumSet.of(Attribute.PHONE),
              List.of(),
              clock.instant().plusSeconds(9)));
      assertThat(service.requests()).hasSize(2);
    }
  }

  @Test
  void manyThreadsTogetherSpendNoMoreThanTheBudgetOfTheBatch() throws Exception {
    // Each question is charged 1,000 tokens; setting aside takes fewer.
    var budget = new LlmBudget(3_500, 0, 0, 0);
    List<SourceAnswer> answers = new ArrayList<>();
    try (var service = new LocalService(_ -> facts(List.of(PHONE)));
        var source =
            new LlmSource(
                config(service, budget),
                CafeMill.web(CafeMill.PAGE),
                new SteppedClock(CafeMill.NOW));
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<SourceAnswer>> questions = new ArrayList<>();
      for (Attribute other :
          List.of(
              Attribute.EMAIL,
              Attribute.FACEBOOK,
              Attribute.INSTAGRAM,
              Attribute.TIKTOK,
              Attribute.TWITTER,
              Attribute.YOUTUBE,
              Attribute.LINKEDIN,
              Attribute.CUISINES)) {
        questions.add(() -> source.lookUp(CafeMill.asking(Attribute.PHONE, other)));
      }
      for (Future<SourceAnswer> answer : threads.invokeAll(questions)) {
        answers.add(answer.get());
      }
      assertThat(service.requests().size()).isEqualTo(answers.size() - refused(answers).size());
      assertThat(service.requests().size() * 1_000).isBetween(2_000, 3_500);
      assertThat(refused(answers))
          .isNotEmpty()
          .allSatisfy(refusal ->
              assertThat(refusal)
                  .isEqualTo(
                      "what this batch may spend on the language model is used up (%,d of 3,500"
                              .formatted(service.requests().size() * 1_000)
                          + " tokens)"));
    }
  }

  private static List<String> refused(List<SourceAnswer> answers) {
    return answers.stream()
        .filter(SourceAnswer.Refused.class::isInstance)
        .map(answer -> ((SourceAnswer.Refused) answer).reason())
        .toList();
  }

  static String shown(Observation observation) {
    return switch (observation.value()) {
      case AttributeValue.Phone phone -> phone.e164();
      case AttributeValue.OpeningHours hours -> hours.osm();
      case AttributeValue.Text(var text) -> text;
      case AttributeValue.TextList(var texts) -> texts.toString();
      default -> observation.value().toString();
    };
  }
}
