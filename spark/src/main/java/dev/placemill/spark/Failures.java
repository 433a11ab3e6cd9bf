package dev.placemill.spark;

import dev.placemill.terminal.CommandFailure;
import dev.placemill.terminal.Trouble;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// What went wrong somewhere in a cluster, as the person who started the run is told.
final class Failures {
  /// Spark tells what a task threw as text, behind which task it was and how often it was tried.
  private static final Pattern OF_TASK =
      Pattern.compile("^.*most recent failure: (?:Lost task [^:]*: )?");

  private static final Pattern CLASS_NAME = Pattern.compile("^(?:[a-z][a-z0-9_]*\\.)+[A-Za-z]+: ");

  /// What an executor ends with, and what Linux ends a process with that takes too much.
  private static final Pattern NO_MEMORY =
      Pattern.compile("OutOfMemoryError|INVALID_DRIVER_MEMORY|[Cc]ode:? (?:52|137)\\b");

  /// To whom Java's memory did not suffice.
  static final String OUT_OF_MEMORY =
      "the memory did not suffice; PLACEMILL_JAVA_OPTS=-Xmx8g gives more on one machine, --executor-memory on a cluster";

  private Failures() {}

  /// Whether Spark has come to its end meanwhile.
  static boolean isOfStoppedSpark(Throwable failure) {
    String said = String.valueOf(failure.getMessage());
    return said.contains("stopped SparkContext") || said.contains("SparkContext was shut down");
  }

  /// @throws CommandFailure with what failed, when anything did
  static <T> T inOneSentence(Supplier<T> work) {
    try {
      return work.get();
    } catch (Exception e) {
      throw ofBeginning(e);
    }
  }

  /// Of what comes before the work on parts.
  static CommandFailure ofBeginning(Throwable failure) {
    return new CommandFailure(
        "It cannot go on: %s".formatted(Trouble.sentence(what(failure))), failure);
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
    while (cause.getCause() != null && !isOfMemory(cause)) {
      cause = cause.getCause();
    }
    if (isOfMemory(cause)) {
      return OUT_OF_MEMORY;
    }
    if (isOfStoppedSpark(cause)) {
      return "the cluster has ended it; the logs of its master and workers say why";
    }
    String line = String.valueOf(cause.getMessage()).strip().lines().findFirst().orElse("");
    String ofTask = OF_TASK.matcher(line).replaceFirst("");
    String what = CLASS_NAME.matcher(ofTask).replaceFirst("");
    return what.isEmpty() ? cause.getClass().getSimpleName() : what;
  }

  private static boolean isOfMemory(Throwable cause) {
    return NO_MEMORY.matcher(cause.toString()).find();
  }
}
