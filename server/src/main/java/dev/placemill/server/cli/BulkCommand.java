package dev.placemill.server.cli;

import dev.placemill.terminal.CommandFailure;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// Stands in the list of commands for one that runs on Spark, which is not in this jar: the
/// launcher starts it from the jar of its own module before this one is asked.
@Command(
    name = "bulk",
    description = "Enriches files of any size, on Apache Spark.",
    footer = {
      "  placemill bulk places.parquet enriched",
      "  placemill bulk --help",
    })
final class BulkCommand implements Callable<Integer> {
  private BulkCommand() {}

  /// Whatever it is called with, the answer is the same.
  static CommandLine create() {
    return new CommandLine(new BulkCommand()).setUnmatchedArgumentsAllowed(true);
  }

  @Override
  public Integer call() {
    throw CommandFailure.usage(
        "bulk runs on Spark, which is not in this jar: start it by the launcher, ./placemill bulk.");
  }
}
