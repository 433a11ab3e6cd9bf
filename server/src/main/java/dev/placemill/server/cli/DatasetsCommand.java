package dev.placemill.server.cli;

import dev.placemill.server.cli.LocalOperations.DatasetLine;
import dev.placemill.terminal.ExitCode;
import dev.placemill.terminal.Terminal;
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
    name = "datasets",
    description = "Lists the imported datasets, or drops one.",
    footer = {
      "  placemill datasets",
      "  placemill datasets --json",
      "  placemill datasets drop monaco-2020",
    })
final class DatasetsCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final LocalOperations local;

  @Option(names = "--json", description = "Print a JSON array.")
  private boolean json;

  @Mixin private final DataOption data = new DataOption();

  private DatasetsCommand(Terminal terminal, LocalOperations local) {
    this.terminal = terminal;
    this.local = local;
  }

  /// The command with those below it.
  static picocli.CommandLine with(Terminal terminal, LocalOperations local) {
    return new picocli.CommandLine(new DatasetsCommand(terminal, local))
        .addSubcommand(new Drop(terminal, local));
  }

  @Override
  public Integer call() {
    List<DatasetLine> datasets = local.datasets(data.directory(terminal));
    if (json) {
      terminal.data(JsonText.of(datasets.stream().map(DatasetsCommand::json).toList()));
      return ExitCode.DONE;
    }
    TextTable table =
        new TextTable("DATASET", "FORMAT", "PLACES", "VERSION", "LICENCE", "DATE", "SIZE");
    for (DatasetLine line : datasets) {
      table.add(
          line.name(),
          line.format(),
          String.format(Locale.ROOT, "%,d", line.places()),
          line.version(),
          line.licence(),
          line.date(),
          size(line.bytes()));
    }
    terminal.data(table.text("There are no datasets; add one with: placemill import FILE"));
    for (DatasetLine line : datasets) {
      if (!line.searched()) {
        terminal.message(
            "\"%s\" is not searched: another version of Placemill wrote it, or it is damaged; import it again (it was %s)."
                .formatted(line.name(), line.file()));
      }
    }
    return ExitCode.DONE;
  }

  private static String size(long bytes) {
    return bytes < 1_000_000
        ? String.format(Locale.ROOT, "%.1f kB", bytes / 1e3)
        : String.format(Locale.ROOT, "%,.1f MB", bytes / 1e6);
  }

  static Map<String, @Nullable Object> json(DatasetLine line) {
    return JsonText.object(
        "dataset", line.name(),
        "format", line.format(),
        "places", line.places(),
        "version", line.version(),
        "licence", line.licence(),
        "date", line.date(),
        "imported_at", line.importedAt(),
        "file", line.file(),
        "bytes", line.bytes(),
        "searched", line.searched());
  }

  @Command(
      name = "drop",
      description = "Takes datasets out of what is searched, at once, and deletes their indexes.",
      footer = "  placemill datasets drop monaco-2020")
  private static final class Drop implements Callable<Integer> {
    private final Terminal terminal;
    private final LocalOperations local;

    @Parameters(arity = "1..*", paramLabel = "NAME", description = "As \"datasets\" lists them.")
    private List<String> names = List.of();

    @Option(names = "--json", description = "Print a JSON array of what was dropped.")
    private boolean json;

    @Mixin private final DataOption data = new DataOption();

    private Drop(Terminal terminal, LocalOperations local) {
      this.terminal = terminal;
      this.local = local;
    }

    @Override
    public Integer call() {
      List<DatasetLine> dropped =
          names.stream()
              .distinct()
              .map(name -> local.dropDataset(data.directory(terminal), name))
              .toList();
      if (json) {
        terminal.data(JsonText.of(dropped.stream().map(DatasetsCommand::json).toList()));
        return ExitCode.DONE;
      }
      for (DatasetLine line : dropped) {
        terminal.data(
            String.format(Locale.ROOT, "Dropped \"%s\", %,d places.", line.name(), line.places()));
      }
      return ExitCode.DONE;
    }
  }
}
