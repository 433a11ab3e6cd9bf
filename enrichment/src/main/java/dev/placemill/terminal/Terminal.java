package dev.placemill.terminal;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where a command speaks: data to `out`, messages to `err`.
///
/// @param interactive a person watches `err`, so a line may be redrawn
/// @param environment the variables the process was started with
public record Terminal(
    PrintWriter out, PrintWriter err, boolean interactive, Map<String, String> environment) {

  /// The process's own streams. The launcher tells whether a terminal is behind them, because Java
  /// cannot ask that of stderr.
  public static Terminal ofProcess() {
    Map<String, String> environment = System.getenv();
    boolean interactive =
        Boolean.getBoolean("placemill.terminal") && !"dumb".equals(environment.get("TERM"));
    return new Terminal(writer(System.out), writer(System.err), interactive, environment);
  }

  /// A variable's value; an empty one counts as unset.
  public @Nullable String variable(String name) {
    String value = environment.get(name);
    return value == null || value.isBlank() ? null : value;
  }

  /// Colours only for a person who did not refuse them.
  public boolean coloured() {
    return interactive && variable("NO_COLOR") == null;
  }

  /// One line of data.
  public void data(String line) {
    out.print(line + "\n");
    out.flush();
  }

  /// One line for the person.
  public void message(String line) {
    err.print(line + "\n");
    err.flush();
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, false, StandardCharsets.UTF_8);
  }
}
