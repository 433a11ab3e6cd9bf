package dev.placemill.server.cli;

import dev.placemill.attribute.Attribute;
import dev.placemill.report.EnrichmentReport;
import dev.placemill.server.cli.Engine.Session;
import dev.placemill.table.CsvFile;
import dev.placemill.table.EnrichedTable;
import dev.placemill.table.PlaceTable;
import dev.placemill.terminal.AttributeNames;
import dev.placemill.terminal.CommandFailure;
import dev.placemill.terminal.ExitCode;
import dev.placemill.terminal.ProgressLine;
import dev.placemill.terminal.RunProgress;
import dev.placemill.terminal.Terminal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Command(
    name = "enrich",
    description = "Enriches a CSV list of places and writes it out with columns added.",
    footer = {
      "  placemill enrich stores.csv -o enriched.csv",
      "  placemill enrich shops.csv -o out.csv --column name=Filiale --column address=\"Wo\"",
      "  placemill enrich stores.csv -o out.csv --attributes phone,opening_hours",
      "  placemill enrich stores.csv --dry-run",
      "  placemill enrich stores.csv -o out.csv --server https://placemill.example --org acme",
    })
final class EnrichCommand implements Callable<Integer> {
  private static final int LARGEST_BATCH = 1_000;

  private final Terminal terminal;
  private final Engine engine;

  @Parameters(paramLabel = "IN.csv", description = "The list: a header and one place a row.")
  private Path input = Path.of("");

  @Option(
      names = {"-o", "--output"},
      paramLabel = "OUT.csv",
      description = "Where to write the list with the added columns.")
  private Path output = Path.of("");

  @Option(
      names = "--column",
      paramLabel = "FIELD=COLUMN",
      description = "Read this column as this field, e.g. name=\"Shop title\". Can be repeated.")
  private Map<String, String> columns = Map.of();

  @Option(
      names = "--attributes",
      split = ",",
      paramLabel = "NAME",
      description =
          "Fill only these, e.g. phone,website; or a set: open_closed, core or all. Default: all.")
  private List<String> attributes = List.of();

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Places per batch, 1 to 1000. Default: ${DEFAULT-VALUE}.")
  private int batchSize;

  @Option(
      names = "--in-flight",
      paramLabel = "N",
      defaultValue = "4",
      description = "Batches at work at the same time, 1 to 10. Default: ${DEFAULT-VALUE}.")
  private int inFlight;

  @Option(
      names = "--dry-run",
      description = "Only say what would happen: problems, duplicates, calls, time.")
  private boolean dryRun;

  @Option(names = "--json", description = "Print the summary as one JSON object.")
  private boolean json;

  @Mixin private final ServerOptions server = new ServerOptions();

  EnrichCommand(Terminal terminal, Engine engine) {
    this.terminal = terminal;
    this.engine = engine;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    requireUsableOptions();
    List<String> wanted = AttributeNames.wireNames(attributes);
    CsvFile file = CsvFile.inspect(input);
    if (dryRun) {
      return sayWhatWouldHappen(wanted);
    }
    try (PlaceTable table = PlaceTable.open(file, columns)) {
      sayWhatWasRead(file, table);
      try (Session session = server.attachOrStart(engine, terminal)) {
        Summary summary = enrich(file, table, wanted, session);
        terminal.data(
            json ? JsonMapper.shared().writeValueAsString(summary.json()) : summary.text());
        return ExitCode.ofPlaces(summary.report().completed(), summary.report().failed());
      }
    }
  }

  private int sayWhatWouldHappen(List<String> wanted) throws IOException {
    try (Session session = server.attachOrStart(engine, terminal);
        ApiClient api = ApiClient.of(session)) {
      JsonNode answer = api.dryRun(Files.readAllBytes(input), columns, wanted);
      terminal.data(json ? answer.toString() : new DryRunReport(input, answer).text());
      return ExitCode.DONE;
    }
  }

  private void requireUsableOptions() throws IOException {
    if (batchSize < 1 || batchSize > LARGEST_BATCH) {
      throw CommandFailure.usage("--batch-size is from 1 to %d.".formatted(LARGEST_BATCH));
    }
    if (inFlight < 1 || inFlight > 10) {
      throw CommandFailure.usage("--in-flight is from 1 to 10.");
    }
    if (dryRun) {
      return;
    }
    if (output.toString().isEmpty()) {
      throw CommandFailure.usage("-o OUT.csv says where to write the list; or give --dry-run.");
    }
    OutputFile.requireUsable(output);
    if (Files.exists(output) && Files.exists(input) && Files.isSameFile(input, output)) {
      throw new CommandFailure(
          "%s is both the list and the output; name another file.".formatted(output));
    }
  }

  private void sayWhatWasRead(CsvFile file, PlaceTable table) {
    terminal.message(
        "%s: %d rows; read as %s".formatted(input, file.rows(), table.mappingDescribed()));
    if (file.delimiter() != ',') {
      terminal.message("Its fields are separated by %s.".formatted(file.delimiterName()));
    }
    if (!file.charset().equals(StandardCharsets.UTF_8)) {
      terminal.message(
          "It is not UTF-8; it was read as %s.".formatted(file.charset().displayName()));
    }
  }

  private Summary enrich(CsvFile file, PlaceTable table, List<String> wanted, Session session)
      throws IOException, InterruptedException {
    Path journalFile = beside(".resume.json");
    ProgressLine line = new ProgressLine(terminal, System::nanoTime);
    long startedAt = System.nanoTime();
    try (ApiClient api = ApiClient.of(session);
        ResumeJournal journal = ResumeJournal.open(journalFile, work(file, wanted, session));
        Interruption _ = Interruption.announced(terminal, line, journal)) {
      if (journal.resumed() > 0) {
        terminal.message(
            "Going on with %d batches of an earlier run.".formatted(journal.resumed()));
      }
      EnrichmentReport report = run(file, table, wanted, api, journal, line);
      journal.delete();
      double seconds = (System.nanoTime() - startedAt) / 1e9;
      return new Summary(input, output, wantedOrAll(), report, seconds, journal.resumed());
    } finally {
      line.clear();
    }
  }

  private Set<Attribute> wantedOrAll() {
    Set<Attribute> wanted = AttributeNames.attributes(attributes);
    return wanted.isEmpty() ? EnumSet.allOf(Attribute.class) : wanted;
  }

  private EnrichmentReport run(
      CsvFile file,
      PlaceTable table,
      List<String> wanted,
      ApiClient api,
      ResumeJournal journal,
      ProgressLine line)
      throws IOException, InterruptedException {
    Path part = beside(".part");
    RunProgress progress = new RunProgress(line, file.rows(), System::nanoTime);
    EnrichmentReport report;
    try (EnrichedTable enriched = EnrichedTable.create(part, table.header())) {
      if (enriched.replacesColumns()) {
        terminal.message("The list was enriched before: those columns are written anew.");
      }
      ChunkBatch batch =
          new ChunkBatch(api, journal, progress, String.valueOf(input.getFileName()), wanted);
      report = new ListEnrichment(table, enriched, batch, batchSize, inFlight).run();
    } catch (ApiProblem problem) {
      throw journal.isEmpty()
          ? problem
          : new CommandFailure(
              problem.getMessage() + " What was submitted is kept: run the command again to go on.",
              problem);
    }
    if (report.rows() != file.rows()) {
      throw new IllegalStateException(
          "%d rows in, %d rows out".formatted(file.rows(), report.rows()));
    }
    Files.move(part, output, StandardCopyOption.REPLACE_EXISTING);
    return report;
  }

  private Path beside(String ending) {
    return output.resolveSibling(output.getFileName() + ending);
  }

  /// What makes two runs the same work.
  private Map<String, String> work(CsvFile file, List<String> wanted, Session session) {
    return Map.of(
        "input_sha256", file.sha256(),
        "columns", new TreeMap<>(columns).toString(),
        "attributes", String.join(",", wanted),
        "batch_size", Integer.toString(batchSize),
        "organization", session.organization());
  }
}
