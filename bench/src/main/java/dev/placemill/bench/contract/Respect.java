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

/// The flows of the guide and of the newer API as workflows of Arazzo, sent by Redocly, which holds
/// each answer against the document.
public final class Respect {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration MOST = Duration.ofMinutes(10);
  private static final List<String> FLOWS = List.of("guide.arazzo.yaml", "jobs.arazzo.yaml");

  private Respect() {}

  /// Sends both flows.
  public static Findings flows(Target target) throws IOException {
    List<String> objections = new ArrayList<>();
    int checks = 0;
    for (String flow : FLOWS) {
      checks += send(target, flow, objections);
    }
    return new Findings("%d checks of the flows of both APIs".formatted(checks), objections);
  }

  /// How many checks there were.
  private static int send(Target target, String flow, List<String> objections) throws IOException {
    Files.write(target.directory().resolve(flow), Toolbox.resource(flow));
    Path report = target.directory().resolve(flow + ".json");
    var ran =
        target.run(
            MOST,
            "redocly",
            "respect",
            flow,
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
    int before = objections.size();
    int checks = 0;
    for (JsonNode step : lastOfEach(JSON.readTree(Files.readString(report)), flow)) {
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
    if ((ran.status() != 0 && objections.size() == before) || checks == 0) {
      objections.add("redocly ended with %d: %s".formatted(ran.status(), ran.output()));
    }
    return checks;
  }

  /// A step that waits for the batch is sent again and again; how it ended counts.
  private static Collection<JsonNode> lastOfEach(JsonNode report, String flow) {
    Map<String, JsonNode> steps = new LinkedHashMap<>();
    for (JsonNode workflow : report.path("files").path(flow).path("executedWorkflows").values()) {
      for (JsonNode step : workflow.path("executedSteps").values()) {
        steps.put(step.path("stepId").asString(), step);
      }
    }
    return steps.values();
  }
}
