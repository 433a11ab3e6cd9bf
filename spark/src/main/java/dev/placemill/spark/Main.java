package dev.placemill.spark;

import dev.placemill.terminal.ExitCode;
import dev.placemill.terminal.Terminal;
import dev.placemill.terminal.Trouble;
import org.slf4j.LoggerFactory;
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
    Terminal terminal = Terminal.ofProcess();
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, problem) -> endOf(thread, problem, terminal));
    int code = run(arguments, terminal);
    // A run that ended well ends the application of a cluster well, which takes any other code
    // amiss.
    if (code != ExitCode.DONE) {
      System.exit(code);
    }
  }

  /// A thread of Spark that has died for want of memory lets the others wait for it for ever.
  private static void endOf(Thread thread, Throwable problem, Terminal terminal) {
    if (problem instanceof OutOfMemoryError) {
      terminal.message("placemill: The run broke off (%s).".formatted(Failures.OUT_OF_MEMORY));
      Runtime.getRuntime().halt(ExitCode.ERROR);
    }
    LoggerFactory.getLogger(Main.class).error("thread {} has ended", thread.getName(), problem);
  }

  static int run(String[] arguments, Terminal terminal) {
    try {
      return executed(arguments, terminal);
    } catch (OutOfMemoryError e) {
      return Trouble.tell(terminal, Failures.of(e), false);
    }
  }

  private static int executed(String[] arguments, Terminal terminal) {
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
