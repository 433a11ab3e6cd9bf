package dev.placemill.server.health;

import dev.placemill.server.db.Database;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/// The clock of this node, held against the database's. What is due when is decided by the
/// database's; the times shown in results are this node's.
public record NodeClock(Database database, Clock clock) {
  private static final Duration TOLERATED = Duration.ofSeconds(5);

  /// How far it is ahead; negative when it is behind.
  Duration ahead() {
    return database.clockAhead(clock);
  }

  /// A sentence for whoever reads the log, when the clocks differ by more than some seconds.
  public Optional<String> findTrouble() {
    Duration ahead = ahead();
    return ahead.abs().compareTo(TOLERATED) <= 0
        ? Optional.empty()
        : Optional.of(
            "The clock of this node is %d s %s the database's, and times in results are off by as much; set it right."
                .formatted(ahead.abs().toSeconds(), ahead.isNegative() ? "behind" : "ahead of"));
  }
}
