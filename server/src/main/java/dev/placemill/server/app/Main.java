package dev.placemill.server.app;

import dev.placemill.server.cli.CommandLineInterface;
import java.time.Clock;

/// Where the process begins.
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    LogConfig.quietenJdkLog();
    var local = new LocalApp(System.getenv(), Clock.systemUTC());
    System.exit(CommandLineInterface.run(arguments, new LocalEngine(local), local));
  }
}
