package dev.placemill.terminal;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Says how far a long command is: a line that is redrawn on a terminal, else a new line now and
/// then. Safe for use by many threads.
public final class ProgressLine {
  private static final Duration REDRAW = Duration.ofMillis(100);
  private static final Duration NEW_LINE = Duration.ofSeconds(8);
  private static final int BAR_WIDTH = 20;
  private static final String ERASE_LINE = "\r\u001B[K";

  private final Terminal terminal;
  private final LongSupplier nanoTime;
  private long saidAt;
  private boolean drawn;

  public ProgressLine(Terminal terminal, LongSupplier nanoTime) {
    this.terminal = terminal;
    this.nanoTime = nanoTime;
    this.saidAt = nanoTime.getAsLong();
  }

  /// Shows the state unless another was shown just before.
  ///
  /// @param fraction of the work that is done, from 0 to 1
  public synchronized void show(double fraction, Supplier<String> text) {
    long now = nanoTime.getAsLong();
    Duration pause = terminal.interactive() ? REDRAW : NEW_LINE;
    if (now - saidAt < pause.toNanos()) {
      return;
    }
    saidAt = now;
    if (terminal.interactive()) {
      terminal.err().print(ERASE_LINE + bar(fraction, BAR_WIDTH) + " " + text.get());
      terminal.err().flush();
      drawn = true;
    } else {
      terminal.message(text.get());
    }
  }

  /// Takes the line away, so that something else can be said.
  public synchronized void clear() {
    if (drawn) {
      terminal.err().print(ERASE_LINE);
      terminal.err().flush();
      drawn = false;
    }
  }

  /// A bar of so many characters.
  public static String bar(double fraction, int width) {
    int filled = (int) Math.round(Math.clamp(fraction, 0, 1) * width);
    return "█".repeat(filled) + "░".repeat(width - filled);
  }
}
