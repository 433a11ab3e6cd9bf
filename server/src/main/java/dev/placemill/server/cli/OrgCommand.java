package dev.placemill.server.cli;

import dev.placemill.server.cli.Organizations.LimitLine;
import dev.placemill.server.cli.Organizations.OrganizationLine;
import dev.placemill.terminal.CommandFailure;
import dev.placemill.terminal.ExitCode;
import dev.placemill.terminal.Terminal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "org",
    description =
        "Shows the organizations, what they used and may use; one is made with its first key.",
    footer = {
      "  placemill org list",
      "  placemill org show acme",
      "  placemill org set acme --running-batches 20",
      "  placemill org usage acme",
      "  placemill key create acme",
    })
final class OrgCommand {
  private OrgCommand() {}

  /// The command with those below it.
  static picocli.CommandLine with(Terminal terminal, LocalOperations local) {
    return new picocli.CommandLine(new OrgCommand())
        .addSubcommand(new ListOrganizations(terminal, local))
        .addSubcommand(new Show(terminal, local))
        .addSubcommand(new SetLimits(terminal, local))
        .addSubcommand(new UsageCommand(terminal, local));
  }

  @Command(
      name = "list",
      description = "Lists the organizations.",
      footer = {"  placemill org list", "  placemill org list --json"})
  private static final class ListOrganizations implements Callable<Integer> {
    private final Terminal terminal;
    private final LocalOperations local;

    @Option(names = "--json", description = "Print a JSON array.")
    private boolean json;

    @Mixin private final DataOption data = new DataOption();

    private ListOrganizations(Terminal terminal, LocalOperations local) {
      this.terminal = terminal;
      this.local = local;
    }

    @Override
    public Integer call() {
      List<OrganizationLine> organizations;
      try (var opened = local.openOrganizations(data.directory(terminal))) {
        organizations = opened.organizations();
      }
      if (json) {
        terminal.data(JsonText.of(organizations.stream().map(ListOrganizations::json).toList()));
        return ExitCode.DONE;
      }
      TextTable table = new TextTable("ORGANIZATION", "LIVE KEYS", "CREATED");
      for (OrganizationLine line : organizations) {
        table.add(line.organization(), Integer.toString(line.liveKeys()), line.createdAt());
      }
      terminal.data(
          table.text("There are no organizations; make one with: placemill key create ORG"));
      return ExitCode.DONE;
    }

    private static Object json(OrganizationLine line) {
      return JsonText.object(
          "organization", line.organization(),
          "live_keys", line.liveKeys(),
          "created_at", line.createdAt());
    }
  }

  @Command(
      name = "show",
      description = "Shows the limits of an organization.",
      footer = {"  placemill org show acme", "  placemill org show acme --json"})
  private static final class Show implements Callable<Integer> {
    private final Terminal terminal;
    private final LocalOperations local;

    @Parameters(paramLabel = "ORG", description = "The organization.")
    private String organization = "";

    @Option(names = "--json", description = "Print a JSON object.")
    private boolean json;

    @Mixin private final DataOption data = new DataOption();

    private Show(Terminal terminal, LocalOperations local) {
      this.terminal = terminal;
      this.local = local;
    }

    @Override
    public Integer call() {
      List<LimitLine> limits;
      try (var opened = local.openOrganizations(data.directory(terminal))) {
        limits = opened.limits(organization);
      }
      if (json) {
        Map<String, @Nullable Object> object = new TreeMap<>();
        limits.forEach(limit -> object.put(limit.name().replace('-', '_'), limit.own()));
        terminal.data(JsonText.of(object));
        return ExitCode.DONE;
      }
      TextTable table = new TextTable("LIMIT", "VALUE");
      for (LimitLine limit : limits) {
        table.add(
            limit.name(), limit.own() == null ? "that of the server" : limit.own().toString());
      }
      terminal.data(table.text(""));
      return ExitCode.DONE;
    }
  }

  @Command(
      name = "set",
      description = {
        "Sets limits of an organization, which hold from then on, on every server. The word",
        "\"default\" in place of a number takes its own limit away."
      },
      footer = {
        "  placemill org set acme --running-batches 20 --requests-per-minute 600",
        "  placemill org set acme --max-places default",
      })
  private static final class SetLimits implements Callable<Integer> {
    private final Terminal terminal;
    private final LocalOperations local;

    @Parameters(paramLabel = "ORG", description = "The organization.")
    private String organization = "";

    @Option(
        names = "--requests-per-minute",
        paramLabel = "N",
        description = "Requests to each server; 0 for any number.")
    private @Nullable String requestsPerMinute;

    @Option(names = "--max-places", paramLabel = "N", description = "Places of one batch.")
    private @Nullable String maxPlaces;

    @Option(
        names = "--running-batches",
        paramLabel = "N",
        description = "Batches worked at once; further ones wait.")
    private @Nullable String runningBatches;

    @Option(
        names = "--open-slices",
        paramLabel = "N",
        description = {
          "Slices of batches that have not ended, one for each 250 places begun; further",
          "batches are refused."
        })
    private @Nullable String openSlices;

    @Mixin private final DataOption data = new DataOption();

    private SetLimits(Terminal terminal, LocalOperations local) {
      this.terminal = terminal;
      this.local = local;
    }

    @Override
    public Integer call() {
      Map<String, String> wanted = new TreeMap<>();
      add(wanted, "requests-per-minute", requestsPerMinute);
      add(wanted, "max-places", maxPlaces);
      add(wanted, "running-batches", runningBatches);
      add(wanted, "open-slices", openSlices);
      if (wanted.isEmpty()) {
        throw new CommandFailure(
            "Give a limit to set, such as --running-batches 20; \"placemill org show %s\" shows them."
                .formatted(organization));
      }
      try (var opened = local.openOrganizations(data.directory(terminal))) {
        opened.setLimits(organization, wanted);
      }
      terminal.message("The limits of %s are set.".formatted(organization));
      return ExitCode.DONE;
    }

    private static void add(Map<String, String> wanted, String name, @Nullable String value) {
      if (value != null) {
        wanted.put(name, value);
      }
    }
  }
}
