package dev.placemill.server.app;

import dev.placemill.config.ConfigReader;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/// How much the log tells. The log goes to stderr, one line per event, and is silent by default as
/// long as nothing is wrong.
///
/// @param level of our own events; libraries are one step quieter below `warn`
/// @param access whether each request gets a line, at whatever level
public record LogConfig(String level, boolean access) {
  private static final List<String> LEVELS = List.of("error", "warn", "info", "debug", "trace");

  public static LogConfig read(ConfigReader reader) {
    return new LogConfig(
        reader.choice(
            "log.level",
            "warn",
            "what is logged to stderr: `error`, `warn`, `info`, `debug` or `trace`",
            LEVELS),
        reader.yesOrNo(
            "log.access",
            false,
            "a line in the log for each request: what was asked, status, bytes, time; without keys,"
                + " and without the health routes"));
  }

  /// Takes effect if called before the first logger is made; `logback.xml` reads what is set here.
  public void apply() {
    System.setProperty("placemill.log.level", level);
    System.setProperty("placemill.log.libraries", librariesLevel());
    System.setProperty("placemill.log.access", access ? "info" : "off");
    quietenJdkLog();
  }

  /// What libraries say through the JDK's own log repeats what they throw, or speaks of their
  /// tuning; a command without a configuration calls this alone.
  public static void quietenJdkLog() {
    Logger.getLogger("").setLevel(Level.SEVERE);
  }

  private String librariesLevel() {
    return switch (level) {
      case "error" -> "error";
      case "debug" -> "info";
      case "trace" -> "debug";
      default -> "warn";
    };
  }
}
