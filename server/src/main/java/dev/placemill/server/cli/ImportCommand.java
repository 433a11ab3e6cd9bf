package dev.placemill.server.cli;

import dev.placemill.server.cli.LocalOperations.DatasetLine;
import dev.placemill.server.cli.LocalOperations.ImportOptions;
import dev.placemill.server.cli.LocalOperations.ImportProgress;
import dev.placemill.server.cli.LocalOperations.ImportSummary;
import dev.placemill.server.cli.LocalOperations.ImportedLine;
import dev.placemill.terminal.CommandFailure;
import dev.placemill.terminal.ExitCode;
import dev.placemill.terminal.ProgressLine;
import dev.placemill.terminal.Terminal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
    name = "import",
    description = {
      "Adds files of known places to what is searched: OpenStreetMap .osm.pbf, Parquet of Overture",
      "Maps or Foursquare, GeoJSON, and CSV. What a file is, its content tells."
    },
    footer = {
      "  placemill import monaco.osm.pbf",
      "  placemill import france.osm.pbf germany.osm.pbf",
      "  placemill import places/part-*.parquet --dataset overture",
      "  placemill import stores.csv --column name=Shop_Name --licence proprietary",
    })
final class ImportCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final LocalOperations local;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files to import.")
  private List<Path> files = List.of();

  @Option(
      names = "--dataset",
      paramLabel = "NAME",
      description = {
        "Makes one dataset of this name of all files; importing it again replaces it.",
        "Default: one dataset a file, of the file's name."
      })
  private @Nullable String dataset;

  @Option(
      names = "--dataset-version",
      paramLabel = "TEXT",
      description = "Release of the data. Default: what the file or its path says.")
  private @Nullable String version;

  @Option(
      names = {"--licence", "--license"},
      paramLabel = "TEXT",
      description = "Licence of the data. Default: what the file says, or its publisher's.")
  private @Nullable String licence;

  @Option(
      names = "--date",
      paramLabel = "YYYY-MM-DD",
      description = "Day whose state the data shows. Default: what the file or its path says.")
  private @Nullable LocalDate date;

  @Option(
      names = "--column",
      paramLabel = "FIELD=COLUMN",
      description = "For CSV: the column that holds a field, as for \"enrich\". May be repeated.")
  private Map<String, String> columns = new LinkedHashMap<>();

  @Option(names = "--json", description = "Print the summary as one JSON object.")
  private boolean json;

  @Mixin private final DataOption data = new DataOption();

  ImportCommand(Terminal terminal, LocalOperations local) {
    this.terminal = terminal;
    this.local = local;
  }

  @Override
  public Integer call() {
    if (dataset != null && dataset.isBlank()) {
      throw CommandFailure.usage("--dataset needs a name.");
    }
    files.forEach(ImportCommand::requireFile);
    ProgressLine line = new ProgressLine(terminal, System::nanoTime);
    ImportPace pace = new ImportPace(System::nanoTime);
    try {
      ImportSummary summary =
          local.importFiles(
              data.directory(terminal),
              new ImportOptions(files, dataset, version, licence, date, columns),
              progress -> line.show(progress.fraction(), () -> text(progress, pace)));
      line.clear();
      terminal.data(json ? json(summary) : text(summary));
      return ExitCode.DONE;
    } finally {
      line.clear();
    }
  }

  private static void requireFile(Path file) {
    if (!Files.exists(file)) {
      throw new CommandFailure("There is no file %s.".formatted(file));
    }
    if (Files.isDirectory(file)) {
      throw new CommandFailure("%s is a directory; name the files in it.".formatted(file));
    }
    if (!Files.isReadable(file)) {
      throw new CommandFailure("%s may not be read by you.".formatted(file));
    }
  }

  private static String text(ImportProgress progress, ImportPace pace) {
    return String.format(
        Locale.ROOT,
        "%s: %,d places, %d %%%s",
        progress.dataset(),
        progress.placesSoFar(),
        (int) (100 * progress.fraction()),
        pace.described(progress));
  }

  private static String text(ImportSummary summary) {
    List<String> lines = new ArrayList<>();
    for (ImportedLine line : summary.imported()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "Imported %,d %s as \"%s\" in %.1f s%s.",
              line.dataset().places(),
              line.dataset().places() == 1 ? "place" : "places",
              line.dataset().name(),
              line.seconds(),
              line.leftOut().isEmpty()
                  ? ""
                  : "; left out were " + String.join(", ", line.leftOut())));
    }
    lines.add(String.format(Locale.ROOT, "%,d places are searched now.", summary.placesInIndex()));
    return String.join("\n", lines);
  }

  private static String json(ImportSummary summary) {
    return JsonText.of(
        JsonText.object(
            "datasets",
            summary.imported().stream().map(ImportCommand::json).toList(),
            "places_imported",
            summary.imported().stream().mapToLong(line -> line.dataset().places()).sum(),
            "places_in_index",
            summary.placesInIndex(),
            "seconds",
            summary.imported().stream().mapToDouble(ImportedLine::seconds).sum()));
  }

  private static Map<String, @Nullable Object> json(ImportedLine line) {
    DatasetLine dataset = line.dataset();
    Map<String, @Nullable Object> members = DatasetsCommand.json(dataset);
    members.put("closed", line.closed());
    members.put("left_out", line.leftOut());
    members.put("seconds", line.seconds());
    return members;
  }
}
