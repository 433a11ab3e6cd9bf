package dev.placemill.server.cli;

import dev.placemill.evaluation.PairEvaluation;
import dev.placemill.evaluation.PlaceEvaluation;
import dev.placemill.evaluation.ScoredPairs;
import dev.placemill.match.Match;
import dev.placemill.match.MatchModel;
import dev.placemill.server.cli.LocalOperations.LocalEnricher;
import dev.placemill.table.CsvFile;
import dev.placemill.table.ExpectedTable;
import dev.placemill.table.LabelledFile;
import dev.placemill.table.MisjudgedTable;
import dev.placemill.table.PairRow;
import dev.placemill.table.PairTable;
import dev.placemill.terminal.CommandFailure;
import dev.placemill.terminal.ExitCode;
import dev.placemill.terminal.ProgressLine;
import dev.placemill.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "evaluate",
    description =
        "Compares what Placemill finds with what you know: labelled pairs, or places with the expected record and values.",
    footer = {
      "  placemill evaluate examples/labels.csv",
      "  placemill evaluate known-stores.csv --misjudged wrong.csv",
      "  placemill evaluate known-stores.csv --json",
    })
final class EvaluateCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final LocalOperations local;

  @Parameters(
      paramLabel = "FILE.csv",
      description = {
        "Pairs: columns label (1 or 0), left_name, right_name, and more of left_... and right_...:",
        "latitude, longitude, address, phone, website, category. Places: the columns of a list to",
        "enrich, and expected_id (blank: no record is it) or expected_ATTRIBUTE, e.g. expected_phone."
      })
  private Path input = Path.of("");

  @Option(
      names = "--misjudged",
      paramLabel = "OUT.csv",
      description =
          "Where to write the misjudged rows with the reasons. Default: beside FILE.csv, as FILE.misjudged.csv.")
  private @Nullable Path misjudged;

  @Option(
      names = "--column",
      paramLabel = "FIELD=COLUMN",
      description = "Of places: read this column as this field, as for enrich. Can be repeated.")
  private Map<String, String> columns = Map.of();

  @Option(names = "--json", description = "Print the figures as one JSON object.")
  private boolean json;

  @Mixin private final DataOption data = new DataOption();

  EvaluateCommand(Terminal terminal, LocalOperations local) {
    this.terminal = terminal;
    this.local = local;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    CsvFile file = CsvFile.inspect(input);
    Path output = misjudged == null ? besideInput() : misjudged;
    OutputFile.requireUsable(output);
    if (Files.exists(output) && Files.isSameFile(input, output)) {
      throw new CommandFailure(
          "%s is both the input and where misjudged rows go; name another file with --misjudged."
              .formatted(output));
    }
    EvaluationReport report =
        switch (LabelledFile.of(file)) {
          case PAIRS -> pairs(file, output);
          case PLACES -> places(file, output);
        };
    terminal.data(json ? JsonText.of(report.json()) : report.text());
    return ExitCode.DONE;
  }

  private Path besideInput() {
    String name = String.valueOf(input.getFileName());
    String plain =
        name.toLowerCase(Locale.ROOT).endsWith(".csv")
            ? name.substring(0, name.length() - 4)
            : name;
    return input.resolveSibling(plain + ".misjudged.csv");
  }

  private EvaluationReport pairs(CsvFile file, Path output) throws IOException {
    if (!columns.isEmpty()) {
      throw CommandFailure.usage("--column is for places; this file holds pairs.");
    }
    Path part = part(output);
    ProgressLine line = new ProgressLine(terminal, System::nanoTime);
    try (PairTable table = PairTable.open(file)) {
      sayWhatWasRead(file, table.mappingDescribed());
      ScoredPairs scored;
      long misjudgedRows;
      try (MisjudgedTable wrong =
          MisjudgedTable.create(
              part, table.header(), List.of("verdict", "probability", "reason"))) {
        scored =
            new PairEvaluation(MatchModel.load())
                .run(
                    table,
                    PairRow::pair,
                    (row, match) -> {
                      write(wrong, row, match);
                      line.show(
                          Math.min(1, (double) row.line() / file.rows()),
                          () -> "line %,d".formatted(row.line()));
                    });
        misjudgedRows = wrong.rows();
      }
      keep(part, output);
      return new PairReport(input, scored, output, misjudgedRows);
    } finally {
      line.clear();
      Files.deleteIfExists(part);
    }
  }

  private static void write(MisjudgedTable wrong, PairRow row, Match match) {
    boolean taken = match.probability() >= ScoredPairs.DEFAULT_THRESHOLD;
    if (taken != row.pair().same()) {
      wrong.write(
          row.cells(),
          List.of(
              taken ? "wrong" : "missed",
              String.format(Locale.ROOT, "%.3f", match.probability()),
              match.reason()));
    }
  }

  private EvaluationReport places(CsvFile file, Path output)
      throws IOException, InterruptedException {
    Path part = part(output);
    ProgressLine line = new ProgressLine(terminal, System::nanoTime);
    try (ExpectedTable table = ExpectedTable.open(file, columns);
        LocalEnricher enricher = local.openEnricher(data.directory(terminal))) {
      if (table.judgesRecords() && enricher.placesSearched() == 0) {
        throw new CommandFailure(
            "expected_id is there, but no reference data is imported into %s; see placemill import --help."
                .formatted(data.directory(terminal)));
      }
      sayWhatWasRead(file, table.mappingDescribed());
      PlaceEvaluation evaluation = new PlaceEvaluation();
      PlaceScoring scoring;
      long misjudgedRows;
      try (MisjudgedTable wrong =
          MisjudgedTable.create(part, table.header(), PlaceScoring.ADDED_COLUMNS)) {
        scoring = new PlaceScoring(table, enricher, evaluation, wrong);
        scoring.run(done ->
            line.show(
                (double) done / file.rows(),
                () -> "%,d of %,d places".formatted(done, file.rows())));
        misjudgedRows = wrong.rows();
      }
      keep(part, output);
      return new PlaceReport(
          input, evaluation, scoring.unusable(), scoring.incomplete(), output, misjudgedRows);
    } finally {
      line.clear();
      Files.deleteIfExists(part);
    }
  }

  private void sayWhatWasRead(CsvFile file, String mapping) {
    terminal.message("%s: %d rows; read as %s".formatted(input, file.rows(), mapping));
  }

  private static Path part(Path output) {
    return output.resolveSibling(output.getFileName() + ".part");
  }

  private static void keep(Path part, Path output) throws IOException {
    Files.move(part, output, StandardCopyOption.REPLACE_EXISTING);
  }
}
