package dev.placemill.spark;

import dev.placemill.terminal.CommandFailure;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// What went wrong somewhere in a cluster, as the person who started the run is told.
final class Failures {
  /// Spark tells what a task threw as text, behind which task it was and how often it was tried.
  private static final Pattern OF_TASK =
      Pattern.compile("^.*most recent failure: (?:Lost task [^:]*: )?");

  private static final Pattern CLASS_NAME = Pattern.compile("^(?:[a-z][a-z0-9_]*\\.)+[A-Za-z]+: ");

  private Failures() {}

  /// @throws CommandFailure with what failed, when anything did
  static <T> T inOneSentence(Supplier<T> work) {
    try {
      return work.get();
    } catch (Exception e) {
      throw new CommandFailure("It cannot go on: %s.".formatted(what(e)), e);
    }
  }

  /// Of work on parts.
  static CommandFailure of(Throwable failure) {
    return new CommandFailure(
        "The run broke off (%s). What is written stays: run the same command again to go on."
            .formatted(what(failure)),
        failure);
  }

  private static String what(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (String.valueOf(cause.getMessage()).contains("stopped SparkContext")) {
      return "the cluster has ended it; the logs of its master and workers say why";
    }
    String line = String.valueOf(cause.getMessage()).strip().lines().findFirst().orElse("");
    String ofTask = OF_TASK.matcher(line).replaceFirst("");
    String what = CLASS_NAME.matcher(ofTask).replaceFirst("");
    return what.isEmpty() ? cause.getClass().getSimpleName() : what;
  }
}
