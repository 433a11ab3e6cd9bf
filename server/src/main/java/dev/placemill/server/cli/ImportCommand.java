package dev.placemill.server.cli;

import dev.placemill.server.cli.LocalOperations.ImportProgress;
import dev.placemill.server.cli.LocalOperations.ImportSummary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "import",
    description =
        "Adds files of known places, such as OpenStreetMap extracts, to what is searched.",
    footer = {
      "  placemill import monaco.osm.pbf",
      "  placemill import france.osm.pbf germany.osm.pbf",
      "  placemill import monaco-260901.osm.pbf --dataset monaco",
    })
final class ImportCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final LocalOperations local;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files to import: .osm.pbf.")
  private List<Path> files = List.of();

  @Option(
      names = "--dataset",
      paramLabel = "NAME",
      description =
          "Name of the dataset; importing it again replaces it. Default: the file's name.")
  private @Nullable String dataset;

  @Option(names = "--json", description = "Print the summary as one JSON object.")
  private boolean json;

  @Mixin private final DataOption data = new DataOption();

  ImportCommand(Terminal terminal, LocalOperations local) {
    this.terminal = terminal;
    this.local = local;
  }

  @Override
  public Integer call() {
    files.forEach(ImportCommand::requireFile);
    ProgressLine line = new ProgressLine(terminal, System::nanoTime);
    try {
      ImportSummary summary =
          local.importFiles(
              data.directory(terminal),
              files,
              dataset,
              progress -> line.show(progress.fraction(), () -> text(progress)));
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

  private static String text(ImportProgress progress) {
    return String.format(
        Locale.ROOT,
        "%s: %,d places, %d %%",
        progress.file().getFileName(),
        progress.placesSoFar(),
        Math.round(100 * progress.fraction()));
  }

  private static String text(ImportSummary summary) {
    return String.format(
        Locale.ROOT,
        "Imported %,d places as \"%s\" in %.1f s; %,d places are searched now.",
        summary.placesImported(),
        summary.dataset(),
        summary.seconds(),
        summary.placesInIndex());
  }

  private static String json(ImportSummary summary) {
    return JsonText.of(
        JsonText.object(
            "dataset", summary.dataset(),
            "places_imported", summary.placesImported(),
            "places_in_index", summary.placesInIndex(),
            "seconds", summary.seconds()));
  }
}
