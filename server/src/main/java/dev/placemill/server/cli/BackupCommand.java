package dev.placemill.server.cli;

import dev.placemill.server.cli.LocalOperations.BackupSummary;
import dev.placemill.terminal.ExitCode;
import dev.placemill.terminal.Terminal;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "backup",
    description = {
      "Copies the embedded database, batches and keys, to a directory, while a server runs or not.",
      "Imported places are not in it; import them again, or copy the directory reference."
    },
    footer = {"  placemill backup /backups/monday"})
final class BackupCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final LocalOperations local;

  @Parameters(
      index = "0",
      paramLabel = "DIR",
      description = "Where to; empty, or made by the command. Nobody but you may read it.")
  private Path to = Path.of("");

  @Mixin private final DataOption data = new DataOption();

  BackupCommand(Terminal terminal, LocalOperations local) {
    this.terminal = terminal;
    this.local = local;
  }

  @Override
  public Integer call() {
    Path directory = to.toAbsolutePath().normalize();
    BackupSummary backup = local.backup(data.directory(terminal), directory);
    terminal.data(
        String.format(
            Locale.ROOT,
            "Backed up to %s: %,d files, %.1f MB.",
            directory,
            backup.files(),
            backup.bytes() / 1e6));
    return ExitCode.DONE;
  }
}
