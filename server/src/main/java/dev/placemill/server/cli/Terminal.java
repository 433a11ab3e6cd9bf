package dev.placemill.server.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/// Where a command speaks: data to `out`, messages to `err`.
///
/// @param interactive a person watches `err`, so a line may be redrawn
/// @param environment the variables the process was started with
record Terminal(
    PrintWriter out, PrintWriter err, boolean interactive, Map<String, String> environment) {

  /// The process's own streams. The launcher tells whether a terminal is behind them, because Java
  /// cannot ask that of stderr.
  static Terminal ofProcess() {
    Map<String, String> environment = System.getenv();
    boolean interactive =
        Boolean.getBoolean("placemill.terminal") && !"dumb".equals(environment.get("TERM"));
    return new Terminal(writer(System.out), writer(System.err), interactive, environment);
  }

  /// A variable's value; an empty one counts as unset.
  @Nullable String variable(String name) {
    String value = environment.get(name);
    return value == null || value.isBlank() ? null : value;
  }

  /// Colours only for a person who did not refuse them.
  Ansi ansi() {
    return interactive && variable("NO_COLOR") == null ? Ansi.ON : Ansi.OFF;
  }

  /// One line of data.
  void data(String line) {
    out.print(line + "\n");
    out.flush();
  }

  /// One line for the person.
  void message(String line) {
    err.print(line + "\n");
    err.flush();
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, false, StandardCharsets.UTF_8);
  }
}
