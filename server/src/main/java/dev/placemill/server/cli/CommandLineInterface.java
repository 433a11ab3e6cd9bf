package dev.placemill.server.cli;

import dev.placemill.terminal.ExitCode;
import dev.placemill.terminal.Terminal;
import dev.placemill.terminal.Trouble;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
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
        .addSubcommand(BulkCommand.create())
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
        .setColorScheme(
            CommandLine.Help.defaultColorScheme(terminal.coloured() ? Ansi.ON : Ansi.OFF))
        .setParameterExceptionHandler((problem, _) -> usageProblem(problem))
        .setExecutionExceptionHandler(
            (problem, _, _) -> Trouble.tell(terminal, problem, root.verbose()));
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
    terminal.message("placemill: " + Trouble.sentence(String.valueOf(problem.getMessage())));
    UnmatchedArgumentException.printSuggestions(problem, terminal.err());
    terminal.message("See: %s --help".formatted(command.getCommandSpec().qualifiedName()));
    return ExitCode.USAGE;
  }
}
