package dev.placemill.server.db;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A program of the machine, run with a clean environment: no variable of ours reaches PostgreSQL,
/// and its messages are in English, which [StartFailure] reads.
final class Command {
  /// How a program ended and what it printed.
  record Outcome(int exitCode, String output) {
    boolean succeeded() {
      return exitCode == 0;
    }
  }

  private Command() {}

  /// Runs a program to its end; one that cannot be started counts as failed.
  static Outcome run(List<String> command) {
    try {
      Process process =
          prepare(command)
              .redirectErrorStream(true)
              .redirectInput(Path.of("/dev/null").toFile())
              .start();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return new Outcome(process.onExit().join().exitValue(), output);
    } catch (IOException e) {
      return new Outcome(127, command.getFirst() + " cannot be started: " + e.getMessage());
    }
  }

  static ProcessBuilder prepare(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    String path = builder.environment().getOrDefault("PATH", "/usr/bin:/bin");
    builder.environment().clear();
    builder.environment().put("PATH", path + ":/usr/sbin:/usr/bin:/sbin:/bin");
    builder.environment().put("LC_ALL", "C");
    return builder;
  }

  /// Both lists in order.
  static List<String> join(List<String> first, List<String> second) {
    List<String> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }

  /// Sends a signal Java has no word for; one sent to a process that has gone is no error.
  static void signal(String name, long pid) {
    run(List.of("sh", "-c", "kill -s \"$1\" \"$2\"", "sh", name, Long.toString(pid)));
  }
}
