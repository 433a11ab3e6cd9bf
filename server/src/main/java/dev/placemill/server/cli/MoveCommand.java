package dev.placemill.server.cli;

import dev.placemill.terminal.ExitCode;
import dev.placemill.terminal.Terminal;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "move",
    description = {
      "Copies the database of a running server, of this version or an earlier one, into an empty one:",
      "that of another data directory, or that of PLACEMILL_DATABASE_URL."
    },
    footer = {"  placemill move /srv/placemill --data /srv/placemill-new"})
final class MoveCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final LocalOperations local;

  @Parameters(index = "0", paramLabel = "DIR", description = "The server's data directory.")
  private Path from = Path.of("");

  @Mixin private final DataOption data = new DataOption();

  MoveCommand(Terminal terminal, LocalOperations local) {
    this.terminal = terminal;
    this.local = local;
  }

  @Override
  public Integer call() {
    Path directory = data.directory(terminal);
    long rows = local.move(from.toAbsolutePath().normalize(), directory);
    terminal.data(
        String.format(
            Locale.ROOT,
            "Copied %,d rows; stop the old server and go on with: placemill serve%s",
            rows,
            data.asTyped()));
    return ExitCode.DONE;
  }
}
