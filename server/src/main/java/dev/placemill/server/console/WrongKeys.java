package dev.placemill.server.console;

import dev.placemill.server.http.ApiException;
import dev.placemill.server.http.ErrorCode;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/// How many wrong keys came from an address of late. Nobody guesses a key, but whoever tries to
/// need not be answered as fast as the database allows.
final class WrongKeys {
  static final int MOST_A_MINUTE = 20;

  private static final long WINDOW = Duration.ofMinutes(1).toNanos();
  private static final double SECOND = Duration.ofSeconds(1).toNanos();

  /// More addresses than this at once, and those are forgotten whose time is over.
  private static final int MANY_ADDRESSES = 10_000;

  private final LongSupplier nanoTime;
  private final Map<String, Tries> byAddress = new ConcurrentHashMap<>();

  /// @param since when the first of them came
  private record Tries(long since, int count) {}

  /// @param nanoTime grows steadily, whatever the clock of the machine is set to
  WrongKeys(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /// @throws ApiException when there were too many
  void requireFew(String address) {
    long now = nanoTime.getAsLong();
    Tries tries = byAddress.get(address);
    if (tries != null && !isOver(tries, now) && tries.count >= MOST_A_MINUTE) {
      long seconds = (long) Math.ceil((tries.since + WINDOW - now) / SECOND);
      throw new ApiException(
              ErrorCode.TOO_MANY_WRONG_KEYS,
              "From your address came %d wrong keys within a minute.".formatted(tries.count))
          .retryAfter(Math.max(1, seconds));
    }
  }

  void count(String address) {
    long now = nanoTime.getAsLong();
    if (byAddress.size() >= MANY_ADDRESSES) {
      byAddress.values().removeIf(tries -> isOver(tries, now));
    }
    byAddress.compute(
        address,
        (_, known) ->
            known == null || isOver(known, now)
                ? new Tries(now, 1)
                : new Tries(known.since, known.count + 1));
  }

  private static boolean isOver(Tries tries, long now) {
    return now - tries.since >= WINDOW;
  }
}
