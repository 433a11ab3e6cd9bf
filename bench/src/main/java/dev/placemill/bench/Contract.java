package dev.placemill.bench;

import dev.placemill.bench.client.BatchClient;
import dev.placemill.bench.contract.Check;
import dev.placemill.bench.contract.Check.Findings;
import dev.placemill.bench.contract.Clients;
import dev.placemill.bench.contract.Linters;
import dev.placemill.bench.contract.PrismProxy;
import dev.placemill.bench.contract.Promtool;
import dev.placemill.bench.contract.Readers;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Outside tools agree with what the server says about itself. Each figure is a number of
/// objections; the goal is none.
final class Contract implements Proof {
  private static final String ORGANIZATION = "bench";
  private static final int SHOWN = 20;

  /// May send three requests a minute.
  private static final String NARROW = "narrow";

  private static final String NOT_RUN = "not-run";

  /// Generated requests add more of them than one organization needs.
  private static final Map<String, String> MANY_WEBHOOKS =
      Map.of("PLACEMILL_WEBHOOK_PER_ORGANIZATION", "1000");

  /// A figure, and the check that it is of.
  private record Row(String key, String tool, Check check) {}

  /// @param admin a key that may manage keys
  private static List<Row> checks(Setup setup, String admin) {
    return List.of(
        new Row("spectral", "Spectral", Linters::spectral),
        new Row("redocly", "Redocly lint", Linters::redocly),
        new Row("prism", "Prism proxy", target -> PrismProxy.flows(target, admin)),
        new Row("specmatic", "Specmatic", Specmatic.generated(setup.quick(), admin)),
        new Row("respect", "Redocly respect", Respect::flows),
        new Row("clients", "openapi-generator and openapi-typescript", Clients::quickStarts),
        new Row("html", "html-validate", Linters::html),
        new Row("webhooks", "standardwebhooks and eventsource", _ -> webhooks(setup)),
        new Row("promtool", "promtool", Promtool::metrics));
  }

  private static List<Row> readings(Readers readers) {
    return List.of(
        new Row(
            "headers",
            "structured-headers",
            _ -> readers.read("headers.mjs", "RateLimit, RateLimit-Policy and Idempotency-Key")),
        new Row("geojson", "check-geojson", _ -> readers.read("geojson.mjs", "results as GeoJSON")),
        new Row(
            "geoparquet",
            "hyparquet and geoparquet",
            _ -> readers.read("geoparquet.mjs", "results as GeoParquet")),
        new Row("csv", "csv-parse", _ -> readers.read("csv.mjs", "both dialects of CSV")),
        new Row("xlsx", "ExcelJS", _ -> readers.read("xlsx.mjs", "results as a workbook")));
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
      String admin = newKey(setup, data, ORGANIZATION, "--scope", "admin");
      var target = new Target(server.url(), ORGANIZATION, key, directory, tools);
      Files.writeString(directory.resolve("openapi.json"), target.get("/openapi.json").body());
      Files.writeString(
          directory.resolve("openapi.yaml"),
          target.send(server.url(), "GET", "/openapi.yaml", null, "*/*").body());
      System.out.println("| tool | checked | objections | s |\n| --- | --- | ---: | ---: |");
      for (Row row : checks(setup, admin)) {
        add(row, target, figures);
      }
    }
    addReadings(setup, tools, figures);
    return figures;
  }

  /// Against a server of its own, which knows places.
  private static void addReadings(Setup setup, Toolbox tools, Figures figures) throws IOException {
    Path data = Files.createDirectory(setup.scratch().resolve("known-data"));
    Path directory = Files.createDirectory(setup.scratch().resolve("known-tools"));
    try (var server = ServerUnderTest.start(setup.root(), data, Map.of())) {
      placemill(setup, data, "import", Readers.writeRecords(directory).toString());
      String key = BatchClient.newKey(setup.root(), data);
      String narrowKey = newKey(setup, data, NARROW);
      placemill(setup, data, "org", "set", NARROW, "--requests-per-minute", "3");
      var target = new Target(server.url(), ORGANIZATION, key, directory, tools);
      Readers readers =
          Readers.of(
              target, Map.of("PLACEMILL_NARROW_ORG", NARROW, "PLACEMILL_NARROW_KEY", narrowKey));
      for (Row row : readings(readers)) {
        add(row, target, figures);
      }
    }
  }

  private static String newKey(Setup setup, Path data, String organization, String... options)
      throws IOException {
    List<String> words = new ArrayList<>(List.of("key", "create", organization));
    words.addAll(List.of(options));
    return placemill(setup, data, words.toArray(String[]::new)).strip();
  }

  /// What a command of the product says.
  private static String placemill(Setup setup, Path data, String... words) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(setup.root().resolve("placemill").toString());
    command.addAll(List.of(words));
    command.addAll(List.of("--data", data.toString()));
    return Command.run(setup.root(), Map.of(), command).output();
  }

  private static void add(Row row, Target target, Figures figures) throws IOException {
    long begin = System.nanoTime();
    Findings findings = row.check.run(target);
    int objections = findings.objections().size();
    String figure = findings.wasRun() ? Integer.toString(objections) : NOT_RUN;
    System.out.printf(
        "| %s | %s | %s | %.0f |%n",
        row.tool, findings.checked(), figure, Command.seconds(Command.since(begin)));
    findings.objections().stream().limit(SHOWN).forEach(line -> System.err.println("  " + line));
    figures
        .add(row.key, "objections of " + row.tool, figure)
        .require(objections == 0, row.tool + " objects to nothing");
    if (!findings.wasRun()) {
      figures.note("%s was %s".formatted(row.tool, findings.checked()));
    }
  }
}
