package dev.placemill.server.cli;

import dev.placemill.server.cli.Organizations.KeyLine;
import dev.placemill.server.cli.Organizations.KeyOptions;
import dev.placemill.terminal.ExitCode;
import dev.placemill.terminal.Terminal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "key",
    description = "Makes, lists, rotates and revokes the keys with which programs use the API.",
    footer = {
      "  placemill key create acme > acme.key",
      "  placemill key list",
      "  placemill key rotate KEY_ID > acme.key",
      "  placemill key revoke KEY_ID",
    })
final class KeyCommand {
  private KeyCommand() {}

  /// The command with those below it.
  static picocli.CommandLine with(Terminal terminal, LocalOperations local) {
    return new picocli.CommandLine(new KeyCommand())
        .addSubcommand(new Create(terminal, local))
        .addSubcommand(new ListKeys(terminal, local))
        .addSubcommand(new Rotate(terminal, local))
        .addSubcommand(new Revoke(terminal, local));
  }

  @Command(
      name = "create",
      description = "Makes a key and prints it, this once. Makes the organization too if needed.",
      footer = {
        "  placemill key create acme",
        "  placemill key create acme --name nightly-job --expires 90d",
        "  placemill key create acme --scope batches:read",
        "  placemill key create acme --scope admin",
      })
  private static final class Create implements Callable<Integer> {
    private final Terminal terminal;
    private final LocalOperations local;

    @Parameters(paramLabel = "ORG", description = "The organization, as in the API's addresses.")
    private String organization = "";

    @Option(names = "--name", paramLabel = "NAME", description = "What the key is for.")
    private @Nullable String name;

    @Option(
        names = "--scope",
        paramLabel = "SCOPE",
        split = ",",
        description = {
          "What the key may be used for: batches:read, batches:write, webhooks:write, admin",
          "(keys, audit log, usage, datasets). May be given several times. Default: all but admin."
        })
    private List<String> scopes = List.of();

    @Option(
        names = "--expires",
        paramLabel = "TIME",
        converter = TimeSpan.class,
        description = "How long it is good, like 90d or 12h. Default: for ever.")
    private @Nullable Duration life;

    @Mixin private final DataOption data = new DataOption();

    private Create(Terminal terminal, LocalOperations local) {
      this.terminal = terminal;
      this.local = local;
    }

    @Override
    public Integer call() {
      try (var organizations = local.openOrganizations(data.directory(terminal))) {
        terminal.data(organizations.createKey(new KeyOptions(organization, name, scopes, life)));
      }
      return ExitCode.DONE;
    }
  }

  @Command(
      name = "list",
      description = "Lists the keys, without revealing them.",
      footer = {"  placemill key list", "  placemill key list --org acme --json"})
  private static final class ListKeys implements Callable<Integer> {
    private final Terminal terminal;
    private final LocalOperations local;

    @Option(names = "--org", paramLabel = "ORG", description = "Only this organization's keys.")
    private @Nullable String organization;

    @Option(names = "--json", description = "Print a JSON array.")
    private boolean json;

    @Mixin private final DataOption data = new DataOption();

    private ListKeys(Terminal terminal, LocalOperations local) {
      this.terminal = terminal;
      this.local = local;
    }

    @Override
    public Integer call() {
      List<KeyLine> keys;
      try (var organizations = local.openOrganizations(data.directory(terminal))) {
        keys = organizations.keys(organization);
      }
      if (json) {
        terminal.data(JsonText.of(keys.stream().map(ListKeys::json).toList()));
        return ExitCode.DONE;
      }
      TextTable table =
          new TextTable(
              "KEY",
              "ORGANIZATION",
              "NAME",
              "ENDS IN",
              "SCOPES",
              "CREATED",
              "EXPIRES",
              "LAST USED",
              "STATE");
      for (KeyLine key : keys) {
        table.add(
            key.keyId(),
            key.organization(),
            key.name(),
            key.ending(),
            String.join(" ", key.scopes()),
            key.createdAt(),
            key.expiresAt(),
            key.lastUsedAt(),
            key.state());
      }
      terminal.data(table.text("There are no keys; make one with: placemill key create ORG"));
      return ExitCode.DONE;
    }

    private static Object json(KeyLine key) {
      return JsonText.object(
          "key_id", key.keyId(),
          "organization", key.organization(),
          "name", key.name(),
          "ending", key.ending(),
          "scopes", key.scopes(),
          "state", key.state(),
          "created_at", key.createdAt(),
          "expires_at", key.expiresAt(),
          "last_used_at", key.lastUsedAt(),
          "revoked_at", key.revokedAt(),
          "replaced_by", key.replacedBy());
    }
  }

  @Command(
      name = "rotate",
      description = {
        "Makes a new key in place of another and prints it, this once. The old one stays good",
        "for a while, so that its users can be changed over."
      },
      footer = {
        "  placemill key rotate KEY_ID > acme.key",
        "  placemill key rotate KEY_ID --overlap 7d",
      })
  private static final class Rotate implements Callable<Integer> {
    private final Terminal terminal;
    private final LocalOperations local;

    @Parameters(paramLabel = "KEY_ID", description = "The key's id, as \"key list\" shows it.")
    private String keyId = "";

    @Option(
        names = "--overlap",
        paramLabel = "TIME",
        defaultValue = "24h",
        converter = TimeSpan.class,
        description = "How long the old key stays good, like 7d or 12h. Default: 24h.")
    private Duration overlap = Duration.ZERO;

    @Mixin private final DataOption data = new DataOption();

    private Rotate(Terminal terminal, LocalOperations local) {
      this.terminal = terminal;
      this.local = local;
    }

    @Override
    public Integer call() {
      try (var organizations = local.openOrganizations(data.directory(terminal))) {
        terminal.data(organizations.rotateKey(keyId, overlap));
      }
      return ExitCode.DONE;
    }
  }

  @Command(
      name = "revoke",
      description = "Makes a key useless, at once.",
      footer = "  placemill key revoke KEY_ID")
  private static final class Revoke implements Callable<Integer> {
    private final Terminal terminal;
    private final LocalOperations local;

    @Parameters(paramLabel = "KEY_ID", description = "The key's id, as \"key list\" shows it.")
    private String keyId = "";

    @Mixin private final DataOption data = new DataOption();

    private Revoke(Terminal terminal, LocalOperations local) {
      this.terminal = terminal;
      this.local = local;
    }

    @Override
    public Integer call() {
      try (var organizations = local.openOrganizations(data.directory(terminal))) {
        organizations.revokeKey(keyId);
      }
      terminal.message("Key %s is revoked.".formatted(keyId));
      return ExitCode.DONE;
    }
  }
}
