package dev.placemill.source.llm;

import static dev.placemill.source.llm.LocalModel.config;
import static dev.placemill.source.llm.LocalModel.unlimited;

import dev.placemill.attribute.Attribute;
import dev.placemill.endpoint.LocalService;
import dev.placemill.endpoint.LocalService.Answer;
import dev.placemill.endpoint.LocalService.Request;
import dev.placemill.page.StoredPages;
import dev.placemill.source.Observation;
import dev.placemill.source.SourceAnswer;
import dev.placemill.web.SteppedClock;
import java.util.List;
import java.util.function.Function;

/// The source, asked about the café while a service says what a test wants it to.
final class Asked {
  /// The fact of the café's page that most tests have the model find.
  static final List<String> PHONE = List.of("phone", "089 / 12 34 56 78", "Tel. 089 / 12 34 56 78");

  private Asked() {}

  static List<Observation> observations(Answer answer, Attribute... wanted) {
    return ask(answer, wanted) instanceof SourceAnswer.Found(var observations, _)
        ? observations
        : List.of();
  }

  static SourceAnswer ask(Answer answer, Attribute... wanted) {
    return ask(_ -> answer, wanted);
  }

  static SourceAnswer ask(Function<Request, Answer> script, Attribute... wanted) {
    return ask(CafeMill.PAGE, script, wanted);
  }

  static SourceAnswer ask(String page, Function<Request, Answer> script, Attribute... wanted) {
    try (var service = new LocalService(script);
        LlmSource source = source(service, CafeMill.web(page))) {
      return source.lookUp(CafeMill.asking(wanted));
    }
  }

  static LlmSource source(LocalService service, StoredPages web) {
    return source(service, web, new SteppedClock(CafeMill.NOW));
  }

  static LlmSource source(LocalService service, StoredPages web, SteppedClock clock) {
    return new LlmSource(config(service, unlimited()), web, clock);
  }
}
