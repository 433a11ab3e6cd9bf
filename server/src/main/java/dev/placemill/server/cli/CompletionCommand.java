package dev.placemill.server.cli;

import dev.placemill.terminal.ExitCode;
import dev.placemill.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

@Command(
    name = "completion",
    description = "Prints a script that completes commands and options in bash and zsh.",
    footer = {"  source <(placemill completion)"})
final class CompletionCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final CommandSpec root;

  CompletionCommand(Terminal terminal, CommandSpec root) {
    this.terminal = terminal;
    this.root = root;
  }

  @Override
  public Integer call() {
    terminal.data(AutoComplete.bash("placemill", new CommandLine(root)));
    return ExitCode.DONE;
  }
}
