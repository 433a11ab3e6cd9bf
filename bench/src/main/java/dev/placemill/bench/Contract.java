package dev.placemill.bench;

import dev.placemill.bench.client.BatchClient;
import dev.placemill.bench.contract.Check;
import dev.placemill.bench.contract.Check.Findings;
import dev.placemill.bench.contract.Clients;
import dev.placemill.bench.contract.Linters;
import dev.placemill.bench.contract.PrismProxy;
import dev.placemill.bench.contract.Respect;
import dev.placemill.bench.contract.Specmatic;
import dev.placemill.bench.contract.Target;
import dev.placemill.bench.contract.Toolbox;
import dev.placemill.bench.proof.Command;
import dev.placemill.bench.proof.Figures;
import dev.placemill.bench.proof.Proof;
import dev.placemill.bench.proof.Setup;
import dev.placemill.bench.server.ServerUnderTest;
import dev.placemill.bench.webhooks.WebhookContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Outside tools agree with what the server says about itself. Each figure is a number of
/// objections; the goal is none.
final class Contract implements Proof {
  private static final String ORGANIZATION = "bench";
  private static final int SHOWN = 20;

  /// Generated requests add more of them than one organization needs.
  private static final Map<String, String> MANY_WEBHOOKS =
      Map.of("PLACEMILL_WEBHOOK_PER_ORGANIZATION", "1000");

  /// A figure, and the check that it is of.
  private record Row(String key, String tool, Check check) {}

  private static List<Row> checks(Setup setup) {
    return List.of(
        new Row("spectral", "Spectral", Linters::spectral),
        new Row("redocly", "Redocly lint", Linters::redocly),
        new Row("prism", "Prism proxy", PrismProxy::flow),
        new Row("specmatic", "Specmatic", Specmatic.generated(setup.quick())),
        new Row("respect", "Redocly respect", Respect::flows),
        new Row("clients", "openapi-generator and openapi-typescript", Clients::quickStarts),
        new Row("html", "html-validate", Linters::html),
        new Row("webhooks", "standardwebhooks and eventsource", _ -> webhooks(setup)));
  }

  /// Against a server of its own, which may send to this machine.
  private static Findings webhooks(Setup setup) throws IOException {
    return new Findings(
        "messages to a receiver, and events over a connection that is cut off",
        WebhookContract.findings(setup.root(), setup.scratch()));
  }

  @Override
  public Figures run(Setup setup) throws IOException {
    Path data = Files.createDirectory(setup.scratch().resolve("data"));
    Path directory = Files.createDirectory(setup.scratch().resolve("tools"));
    var figures = new Figures();
    Toolbox tools = Toolbox.fetch(setup.root());
    try (var server = ServerUnderTest.start(setup.root(), data, MANY_WEBHOOKS)) {
      String key = BatchClient.newKey(setup.root(), data);
      var target = new Target(server.url(), ORGANIZATION, key, directory, tools);
      Files.writeString(directory.resolve("openapi.json"), target.get("/openapi.json").body());
      Files.writeString(
          directory.resolve("openapi.yaml"),
          target.send(server.url(), "GET", "/openapi.yaml", null, "*/*").body());
      System.out.println("| tool | checked | objections | s |\n| --- | --- | ---: | ---: |");
      for (Row row : checks(setup)) {
        add(row, target, figures);
      }
    }
    return figures;
  }

  private static void add(Row row, Target target, Figures figures) throws IOException {
    long begin = System.nanoTime();
    Findings findings = row.check.run(target);
    int objections = findings.objections().size();
    System.out.printf(
        "| %s | %s | %d | %.0f |%n",
        row.tool, findings.checked(), objections, Command.seconds(Command.since(begin)));
    findings.objections().stream().limit(SHOWN).forEach(line -> System.err.println("  " + line));
    figures
        .add(row.key, "objections of " + row.tool, objections)
        .require(objections == 0, row.tool + " objects to nothing");
  }
}
