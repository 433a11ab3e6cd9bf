package dev.placemill.spark;

import dev.placemill.terminal.ExitCode;
import dev.placemill.terminal.Terminal;
import dev.placemill.terminal.Trouble;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/// Where the process begins: of the launcher, and of `spark-submit`.
public final class Main {
  private static final String LOG_SETTINGS = "log4j2.configurationFile";

  private Main() {}

  public static void main(String[] arguments) {
    // Spark says a lot that is of no use to a person who waits; a cluster has settings of its own.
    if (System.getProperty(LOG_SETTINGS) == null && System.getProperty("SPARK_SUBMIT") == null) {
      System.setProperty(LOG_SETTINGS, "classpath:dev/placemill/spark/log4j2.properties");
    }
    int code = run(arguments, Terminal.ofProcess());
    // A run that ended well ends the application of a cluster well, which takes any other code
    // amiss.
    if (code != ExitCode.DONE) {
      System.exit(code);
    }
  }

  static int run(String[] arguments, Terminal terminal) {
    var command = new BulkCommand(terminal);
    int code =
        new CommandLine(command)
            .setOut(terminal.out())
            .setErr(terminal.err())
            .setColorScheme(
                CommandLine.Help.defaultColorScheme(terminal.coloured() ? Ansi.ON : Ansi.OFF))
            .setParameterExceptionHandler((problem, _) -> {
              terminal.message(
                  "placemill: " + Trouble.sentence(String.valueOf(problem.getMessage())));
              terminal.message("See: placemill bulk --help");
              return ExitCode.USAGE;
            })
            .setExecutionExceptionHandler(
                (problem, _, _) -> Trouble.tell(terminal, problem, command.verbose()))
            .execute(arguments);
    terminal.out().flush();
    terminal.err().flush();
    return code;
  }
}
