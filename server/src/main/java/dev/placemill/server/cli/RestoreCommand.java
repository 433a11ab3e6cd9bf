package dev.placemill.server.cli;

import dev.placemill.terminal.ExitCode;
import dev.placemill.terminal.Terminal;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "restore",
    description = "Makes the embedded database of a data directory that has none from a backup.",
    footer = {"  placemill restore /backups/monday --data /srv/placemill"})
final class RestoreCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final LocalOperations local;

  @Parameters(index = "0", paramLabel = "DIR", description = "What placemill backup made.")
  private Path from = Path.of("");

  @Mixin private final DataOption data = new DataOption();

  RestoreCommand(Terminal terminal, LocalOperations local) {
    this.terminal = terminal;
    this.local = local;
  }

  @Override
  public Integer call() {
    Path directory = data.directory(terminal);
    local.restore(from.toAbsolutePath().normalize(), directory);
    terminal.data(
        "Restored to %s; go on with: placemill serve%s".formatted(directory, data.asTyped()));
    return ExitCode.DONE;
  }
}
