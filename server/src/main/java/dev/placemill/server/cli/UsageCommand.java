package dev.placemill.server.cli;

import dev.placemill.server.cli.Organizations.UsageLine;
import dev.placemill.terminal.ExitCode;
import dev.placemill.terminal.Terminal;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "usage",
    description = "Shows what an organization used, by month and by day, in UTC.",
    footer = {
      "  placemill org usage acme",
      "  placemill org usage acme --from 2026-01-01 --to 2026-12-31 --json",
    })
final class UsageCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final LocalOperations local;

  @Parameters(paramLabel = "ORG", description = "The organization.")
  private String organization = "";

  @Option(
      names = "--from",
      paramLabel = "DAY",
      description = "First day, like 2026-11-01. Default: the first of the month.")
  private @Nullable LocalDate from;

  @Option(names = "--to", paramLabel = "DAY", description = "Last day. Default: today.")
  private @Nullable LocalDate to;

  @Option(names = "--json", description = "Print a JSON array.")
  private boolean json;

  @Mixin private final DataOption data = new DataOption();

  UsageCommand(Terminal terminal, LocalOperations local) {
    this.terminal = terminal;
    this.local = local;
  }

  @Override
  public Integer call() {
    List<UsageLine> lines;
    try (var opened = local.openOrganizations(data.directory(terminal))) {
      lines = opened.usage(organization, from, to);
    }
    if (json) {
      terminal.data(JsonText.of(lines.stream().map(UsageCommand::json).toList()));
      return ExitCode.DONE;
    }
    TextTable table =
        new TextTable(
            "TIME", "BATCHES", "COMPLETED", "PARTIAL", "FAILED", "PLACES", "COMPLETED", "FAILED");
    for (UsageLine line : lines) {
      table.add(
          line.time(),
          number(line.batches()),
          number(line.completedBatches()),
          number(line.partialBatches()),
          number(line.failedBatches()),
          number(line.places()),
          number(line.completedPlaces()),
          number(line.failedPlaces()));
    }
    terminal.data(table.text("Nothing was used in that time."));
    return ExitCode.DONE;
  }

  private static String number(long count) {
    return "%,d".formatted(count);
  }

  private static Object json(UsageLine line) {
    return JsonText.object(
        "time", line.time(),
        "batches", line.batches(),
        "completed_batches", line.completedBatches(),
        "partial_batches", line.partialBatches(),
        "failed_batches", line.failedBatches(),
        "places", line.places(),
        "completed_places", line.completedPlaces(),
        "failed_places", line.failedPlaces());
  }
}
