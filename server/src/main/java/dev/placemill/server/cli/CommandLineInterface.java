package dev.placemill.server.cli;

import dev.placemill.table.UnusableList;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// The whole command line, from the arguments to the exit code.
public final class CommandLineInterface {
  private final Terminal terminal;
  private final PlacemillCommand root = new PlacemillCommand();
  private final CommandLine commands = new CommandLine(root);

  private CommandLineInterface(Terminal terminal, Engine engine, LocalOperations local) {
    this.terminal = terminal;
    commands
        .addSubcommand(new EnrichCommand(terminal, engine))
        .addSubcommand(new ServeCommand(terminal, local))
        .addSubcommand(new ImportCommand(terminal, local))
        .addSubcommand(DatasetsCommand.with(terminal, local))
        .addSubcommand(new EvaluateCommand(terminal, local))
        .addSubcommand(KeyCommand.with(terminal, local))
        .addSubcommand(OrgCommand.with(terminal, local))
        .addSubcommand(new BackupCommand(terminal, local))
        .addSubcommand(new RestoreCommand(terminal, local))
        .addSubcommand(new MoveCommand(terminal, local))
        .addSubcommand(new StatusCommand(terminal, engine))
        .addSubcommand(new ResultsCommand(terminal, engine))
        .addSubcommand(new ReprocessCommand(terminal, engine))
        .addSubcommand(new CompletionCommand(terminal, commands.getCommandSpec()))
        .setOut(terminal.out())
        .setErr(terminal.err())
        .setColorScheme(CommandLine.Help.defaultColorScheme(terminal.ansi()))
        .setParameterExceptionHandler((problem, _) -> usageProblem(problem))
        .setExecutionExceptionHandler((problem, _, _) -> failure(problem));
    putExamplesFirst(commands);
  }

  /// Runs one command of this process.
  ///
  /// @return the exit code
  public static int run(String[] arguments, Engine engine, LocalOperations local) {
    return run(arguments, engine, local, Terminal.ofProcess());
  }

  static int run(String[] arguments, Engine engine, LocalOperations local, Terminal terminal) {
    int code = new CommandLineInterface(terminal, engine, local).commands.execute(arguments);
    terminal.out().flush();
    terminal.err().flush();
    return code;
  }

  private static void putExamplesFirst(CommandLine command) {
    List<String> sections = new ArrayList<>(command.getHelpSectionKeys());
    sections.removeAll(
        List.of(
            UsageMessageSpec.SECTION_KEY_DESCRIPTION,
            UsageMessageSpec.SECTION_KEY_FOOTER_HEADING,
            UsageMessageSpec.SECTION_KEY_FOOTER));
    sections.addAll(
        0,
        List.of(
            UsageMessageSpec.SECTION_KEY_DESCRIPTION,
            UsageMessageSpec.SECTION_KEY_FOOTER_HEADING,
            UsageMessageSpec.SECTION_KEY_FOOTER));
    command.setHelpSectionKeys(sections);
    command
        .getCommandSpec()
        .usageMessage()
        .footerHeading("%nExamples:%n")
        .synopsisHeading("%nUsage: ")
        .parameterListHeading("%n")
        .optionListHeading("%nOptions:%n")
        .commandListHeading("%nCommands:%n")
        .autoWidth(false)
        .width(100);
    command.getSubcommands().values().forEach(CommandLineInterface::putExamplesFirst);
  }

  private int usageProblem(ParameterException problem) {
    CommandLine command = problem.getCommandLine();
    terminal.message("placemill: " + sentence(String.valueOf(problem.getMessage())));
    UnmatchedArgumentException.printSuggestions(problem, terminal.err());
    terminal.message("See: %s --help".formatted(command.getCommandSpec().qualifiedName()));
    return ExitCode.USAGE;
  }

  private int failure(Exception problem) {
    switch (problem) {
      case CommandFailure known -> say(known);
      case ApiProblem known -> say(known);
      case UnusableList known -> say(known);
      case UncheckedIOException io -> terminal.message("placemill: " + ofFile(io.getCause()));
      case IOException io -> terminal.message("placemill: " + ofFile(io));
      default ->
          terminal.message(
              "placemill: Something went wrong that should not: %s.%s"
                  .formatted(problem, root.verbose() ? "" : " Run again with --verbose for more."));
    }
    if (root.verbose()) {
      problem.printStackTrace(terminal.err());
    }
    return problem instanceof CommandFailure known ? known.exitCode() : ExitCode.ERROR;
  }

  private void say(Exception known) {
    terminal.message("placemill: " + sentence(String.valueOf(known.getMessage())));
  }

  private static String ofFile(@Nullable Exception problem) {
    if (problem instanceof FileSystemException file && file.getFile() != null) {
      return "%s: %s.".formatted(file.getFile(), reason(file));
    }
    if (problem != null && String.valueOf(problem.getMessage()).contains("No space left")) {
      return "The disk is full; free some space and run the same command again.";
    }
    return problem == null || problem.getMessage() == null
        ? "A file could not be read or written."
        : sentence(problem.getMessage());
  }

  private static String reason(FileSystemException problem) {
    return switch (problem) {
      case NoSuchFileException _ -> "there is no such file or directory";
      case AccessDeniedException _ -> "you may not read or write it";
      case FileAlreadyExistsException _ -> "a file is in the way";
      default ->
          problem.getReason() == null ? problem.getClass().getSimpleName() : problem.getReason();
    };
  }

  private static String sentence(String text) {
    return text.endsWith(".") || text.endsWith("?") ? text : text + ".";
  }
}
