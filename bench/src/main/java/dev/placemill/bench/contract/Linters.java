package dev.placemill.bench.contract;

import dev.placemill.bench.contract.Check.Findings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Tools that read what the server gives and ask it nothing. Warnings count as errors do.
public final class Linters {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration MOST = Duration.ofMinutes(5);

  private Linters() {}

  /// Spectral with all the rules it has for OpenAPI.
  public static Findings spectral(Target target) throws IOException {
    Files.writeString(target.directory().resolve("spectral.yaml"), "extends: ['spectral:oas']\n");
    Path report = target.directory().resolve("spectral.json");
    var ran =
        target.run(
            MOST,
            "spectral",
            "lint",
            "openapi.yaml",
            "--ruleset",
            "spectral.yaml",
            "--format",
            "json",
            "--output",
            report.toString());
    List<String> objections = new ArrayList<>();
    for (JsonNode one : report(report, ran).values()) {
      objections.add(
          "%s: %s at %s"
              .formatted(
                  one.path("code").asString(), one.path("message").asString(), one.path("path")));
    }
    return new Findings("openapi.yaml with spectral:oas", objections);
  }

  /// Redocly with its recommended rules.
  public static Findings redocly(Target target) throws IOException {
    var ran =
        target.run(
            MOST,
            "redocly",
            "lint",
            "openapi.yaml",
            "--extends=recommended",
            "--max-problems=1000",
            "--format=json");
    int start = ran.output().indexOf('{');
    int end = ran.output().lastIndexOf('}');
    if (start < 0 || end < start) {
      throw new IOException("redocly said: " + ran.output());
    }
    List<String> objections = new ArrayList<>();
    for (JsonNode one :
        JSON.readTree(ran.output().substring(start, end + 1)).path("problems").values()) {
      objections.add(
          "%s: %s at %s"
              .formatted(
                  one.path("ruleId").asString(),
                  one.path("message").asString(),
                  one.path("location").path(0).path("pointer").asString()));
    }
    return new Findings("openapi.yaml with the recommended rules", objections);
  }

  /// html-validate with its recommended rules, on every kind of page the server has.
  public static Findings html(Target target) throws IOException {
    List<String> pages = List.of("/docs", "/problems", "/problems/batch_not_found");
    Path directory = Files.createDirectories(target.directory().resolve("pages"));
    for (String page : pages) {
      Target.Answer answer = target.send(target.url(), "GET", page, null, "text/html");
      Files.writeString(
          directory.resolve(page.substring(1).replace('/', '-') + ".html"), answer.body());
    }
    Path report = target.directory().resolve("html.json");
    var ran =
        target
            .tools()
            .run(
                directory,
                MOST,
                "html-validate",
                "--preset",
                "recommended",
                "--formatter",
                "json=" + report,
                "*.html");
    List<String> objections = new ArrayList<>();
    for (JsonNode file : report(report, ran).values()) {
      for (JsonNode one : file.path("messages").values()) {
        objections.add(
            "%s: %s in %s"
                .formatted(
                    one.path("ruleId").asString(),
                    one.path("message").asString(),
                    Path.of(file.path("filePath").asString()).getFileName()));
      }
    }
    return new Findings(pages.size() + " pages with the recommended rules", objections);
  }

  private static JsonNode report(Path report, Toolbox.Ran ran) throws IOException {
    if (!Files.exists(report)) {
      throw new IOException("there is no report; the tool said: " + ran.output());
    }
    return JSON.readTree(Files.readString(report));
  }
}
