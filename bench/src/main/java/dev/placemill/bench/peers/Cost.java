package dev.placemill.bench.peers;

import com.zaxxer.hikari.HikariDataSource;
import java.lang.ProcessHandle.Info;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.stream.Stream;

/// What has been spent so far.
///
/// @param deadTuples rows that were updated or deleted
/// @param cpuSeconds of this process and all it started, PostgreSQL among them
record Cost(long walBytes, long commits, long deadTuples, double cpuSeconds) {
  private static final String SPENT =
      """
      SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint,
        (SELECT sum(xact_commit) FROM pg_stat_database)::bigint,
        (SELECT coalesce(sum(n_tup_upd + n_tup_del), 0) FROM pg_stat_user_tables)::bigint
      """;

  static Cost now(HikariDataSource pool) throws SQLException {
    try (Connection connection = pool.getConnection();
        var statement = connection.createStatement();
        var row = statement.executeQuery(SPENT)) {
      row.next();
      return new Cost(row.getLong(1), row.getLong(2), row.getLong(3), cpu());
    }
  }

  // A process that has ended takes its figure with it, so nothing is restarted during a race.
  private static double cpu() {
    return Stream.concat(Stream.of(ProcessHandle.current()), ProcessHandle.current().descendants())
            .map(ProcessHandle::info)
            .map(Info::totalCpuDuration)
            .mapToLong(spent -> spent.map(Duration::toMillis).orElse(0L))
            .sum()
        / 1e3;
  }

  Cost minus(Cost before) {
    return new Cost(
        walBytes - before.walBytes,
        commits - before.commits,
        deadTuples - before.deadTuples,
        cpuSeconds - before.cpuSeconds);
  }
}
