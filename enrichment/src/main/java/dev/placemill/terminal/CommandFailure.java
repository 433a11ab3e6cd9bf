package dev.placemill.terminal;

/// Ends a command with one sentence for the person who typed it.
public class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int exitCode;

  public CommandFailure(String sentence) {
    this(sentence, ExitCode.ERROR);
  }

  public CommandFailure(String sentence, Throwable cause) {
    super(sentence, cause);
    this.exitCode = ExitCode.ERROR;
  }

  CommandFailure(String sentence, int exitCode) {
    super(sentence);
    this.exitCode = exitCode;
  }

  /// The command was asked for something that makes no sense.
  public static CommandFailure usage(String sentence) {
    return new CommandFailure(sentence, ExitCode.USAGE);
  }

  public int exitCode() {
    return exitCode;
  }
}
