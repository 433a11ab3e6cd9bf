package dev.placemill.server.cli;

import dev.placemill.server.cli.LocalOperations.OrganizationLine;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "org",
    description = "Shows the organizations; one is made with its first key.",
    footer = {"  placemill org list", "  placemill key create acme"})
final class OrgCommand {
  private OrgCommand() {}

  /// The command with those below it.
  static picocli.CommandLine with(Terminal terminal, LocalOperations local) {
    return new picocli.CommandLine(new OrgCommand())
        .addSubcommand(new ListOrganizations(terminal, local));
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
      List<OrganizationLine> organizations = local.organizations(data.directory(terminal));
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
}
