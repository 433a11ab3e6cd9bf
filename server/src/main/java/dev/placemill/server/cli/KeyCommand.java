package dev.placemill.server.cli;

import dev.placemill.server.cli.LocalOperations.KeyLine;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "key",
    description = "Makes, lists and revokes the keys with which programs use the API.",
    footer = {
      "  placemill key create acme > acme.key",
      "  placemill key list",
      "  placemill key revoke KEY_ID",
    })
final class KeyCommand {
  private KeyCommand() {}

  /// The command with those below it.
  static picocli.CommandLine with(Terminal terminal, LocalOperations local) {
    return new picocli.CommandLine(new KeyCommand())
        .addSubcommand(new Create(terminal, local))
        .addSubcommand(new ListKeys(terminal, local))
        .addSubcommand(new Revoke(terminal, local));
  }

  @Command(
      name = "create",
      description = "Makes a key and prints it, this once. Makes the organization too if needed.",
      footer = {"  placemill key create acme", "  placemill key create acme --name nightly-job"})
  private static final class Create implements Callable<Integer> {
    private final Terminal terminal;
    private final LocalOperations local;

    @Parameters(paramLabel = "ORG", description = "The organization, as in the API's addresses.")
    private String organization = "";

    @Option(names = "--name", paramLabel = "NAME", description = "What the key is for.")
    private @Nullable String name;

    @Mixin private final DataOption data = new DataOption();

    private Create(Terminal terminal, LocalOperations local) {
      this.terminal = terminal;
      this.local = local;
    }

    @Override
    public Integer call() {
      terminal.data(local.createKey(data.directory(terminal), organization, name));
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
      List<KeyLine> keys = local.keys(data.directory(terminal), organization);
      if (json) {
        terminal.data(JsonText.of(keys.stream().map(ListKeys::json).toList()));
        return ExitCode.DONE;
      }
      TextTable table = new TextTable("KEY", "ORGANIZATION", "NAME", "ENDS IN", "CREATED", "STATE");
      for (KeyLine key : keys) {
        table.add(
            key.keyId(),
            key.organization(),
            key.name(),
            key.ending(),
            key.createdAt(),
            key.revokedAt() == null ? "live" : "revoked");
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
          "created_at", key.createdAt(),
          "revoked_at", key.revokedAt());
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
      local.revokeKey(data.directory(terminal), keyId);
      terminal.message("Key %s is revoked.".formatted(keyId));
      return ExitCode.DONE;
    }
  }
}
