package dev.placemill.bench.contract;

import dev.placemill.bench.contract.Check.Findings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The flow of the guide as a workflow of Arazzo, sent by Redocly, which holds each answer against
/// the document.
public final class Respect {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration MOST = Duration.ofMinutes(10);
  private static final String FLOW = "guide.arazzo.yaml";

  private Respect() {}

  /// Sends the whole flow.
  public static Findings guide(Target target) throws IOException {
    Files.write(target.directory().resolve(FLOW), Toolbox.resource(FLOW));
    Path report = target.directory().resolve("respect.json");
    var ran =
        target
            .tools()
            .run(
                target.directory(),
                MOST,
                "redocly",
                "respect",
                FLOW,
                "--server",
                "placemill=" + target.url(),
                "--input",
                "org=" + target.org(),
                "--input",
                "key=" + target.key(),
                "--json-output",
                report.toString());
    if (!Files.exists(report)) {
      throw new IOException("there is no report; redocly said: " + ran.output());
    }
    List<String> objections = new ArrayList<>();
    int checks = 0;
    for (JsonNode step : lastOfEach(JSON.readTree(Files.readString(report)))) {
      for (JsonNode check : step.path("checks").values()) {
        checks++;
        if (!check.path("passed").asBoolean()) {
          objections.add(
              "%s: %s: %s"
                  .formatted(
                      step.path("stepId").asString(),
                      check.path("name").asString(),
                      check.path("message").asString()));
        }
      }
    }
    if ((ran.status() != 0 && objections.isEmpty()) || checks == 0) {
      objections.add("redocly ended with %d: %s".formatted(ran.status(), ran.output()));
    }
    return new Findings("%d checks of the guide's flow".formatted(checks), objections);
  }

  /// A step that waits for the batch is sent again and again; how it ended counts.
  private static Collection<JsonNode> lastOfEach(JsonNode report) {
    Map<String, JsonNode> steps = new LinkedHashMap<>();
    for (JsonNode workflow : report.path("files").path(FLOW).path("executedWorkflows").values()) {
      for (JsonNode step : workflow.path("executedSteps").values()) {
        steps.put(step.path("stepId").asString(), step);
      }
    }
    return steps.values();
  }
}
