package dev.placemill.server.cli;

import dev.placemill.terminal.CommandFailure;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The server refused a request, or could not be reached; the message says why, for people.
final class ApiProblem extends CommandFailure {
  private static final long serialVersionUID = 1;

  private final int status;
  private final transient List<Fault> faults;

  private ApiProblem(int status, String message, List<Fault> faults) {
    super(message);
    this.status = status;
    this.faults = faults;
  }

  /// One thing wrong with what was sent.
  ///
  /// @param pointer where, e.g. `#/places/17/inputs/latitude`
  record Fault(String pointer, String detail) {}

  /// What the server answered.
  ///
  /// @param organization who asked, which is worth telling when nothing was found
  static ApiProblem ofAnswer(int status, String body, String organization) {
    JsonNode problem = json(body);
    List<Fault> faults =
        problem.path("errors").values().stream()
            .map(fault ->
                new Fault(fault.path("pointer").asString(""), fault.path("detail").asString("")))
            .toList();
    String said = problem.path("detail").asString(problem.path("title").asString(""));
    String sentence = said.isBlank() ? "The server answered %d.".formatted(status) : said;
    String asked =
        status == 404
            ? " It was asked as organization \"%s\"; --org names another.".formatted(organization)
            : "";
    return new ApiProblem(status, sentence + detailsNotIn(sentence, faults) + asked, faults);
  }

  static ApiProblem unreachable(String sentence, Throwable cause) {
    ApiProblem problem = new ApiProblem(0, sentence, List.of());
    problem.initCause(cause);
    return problem;
  }

  private static String detailsNotIn(String sentence, List<Fault> faults) {
    return faults.stream()
        .map(Fault::detail)
        .filter(detail -> !sentence.contains(detail))
        .limit(5)
        .map(detail -> " " + detail)
        .collect(Collectors.joining());
  }

  private static JsonNode json(String body) {
    JsonMapper mapper = JsonMapper.shared();
    try {
      JsonNode tree = mapper.readTree(body);
      return tree.isObject() ? tree : mapper.createObjectNode();
    } catch (JacksonException _) {
      return mapper.createObjectNode();
    }
  }

  /// The HTTP status, 0 when there was no answer.
  int status() {
    return status;
  }

  /// What exactly was wrong; empty when the server did not say.
  List<Fault> faults() {
    return faults;
  }

  /// There is no such batch, or no longer.
  boolean saysGone() {
    return status == 404 || status == 410;
  }
}
