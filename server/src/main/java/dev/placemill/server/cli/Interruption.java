package dev.placemill.server.cli;

import dev.placemill.terminal.ProgressLine;
import dev.placemill.terminal.Terminal;

/// While open, a person who interrupts the command is told how to go on.
final class Interruption implements AutoCloseable {
  private final Thread hook;

  private Interruption(Thread hook) {
    this.hook = hook;
  }

  static Interruption announced(Terminal terminal, ProgressLine line, ResumeJournal journal) {
    Thread hook =
        new Thread(() -> {
          line.clear();
          terminal.message(
              journal.isEmpty()
                  ? "Interrupted; nothing was submitted yet."
                  : "Interrupted; run the same command again to go on where it stopped.");
        });
    Runtime.getRuntime().addShutdownHook(hook);
    return new Interruption(hook);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // The process is ending already: the hook has run or is running.
    }
  }
}
