package dev.placemill.server.cli;

import dev.placemill.server.cli.LocalOperations.ServeOptions;
import dev.placemill.terminal.CommandFailure;
import dev.placemill.terminal.ExitCode;
import dev.placemill.terminal.Terminal;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "serve",
    description = "Runs the server until it is stopped with Ctrl-C or SIGTERM.",
    footer = {"  placemill serve", "  placemill serve --port 9000 --data /srv/placemill"})
final class ServeCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final LocalOperations local;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Port to listen on; 0 takes a free one. Default: the configured one.")
  private @Nullable Integer port;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description = "Address to listen on. Default: the configured one.")
  private @Nullable String host;

  @Mixin private final DataOption data = new DataOption();

  ServeCommand(Terminal terminal, LocalOperations local) {
    this.terminal = terminal;
    this.local = local;
  }

  @Override
  public Integer call() {
    if (port != null && (port < 0 || port > 65_535)) {
      throw CommandFailure.usage("--port is from 0 to 65535.");
    }
    local.serve(
        new ServeOptions(data.directory(terminal), port, host),
        url -> terminal.data("Placemill is ready at " + url));
    return ExitCode.DONE;
  }
}
