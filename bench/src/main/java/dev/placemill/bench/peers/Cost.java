package dev.placemill.bench.peers;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.lang.ProcessHandle.Info;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.stream.Stream;

/// What has been spent so far.
///
/// @param deadTuples rows that were updated or deleted
/// @param cpuSeconds of this process and all it started, PostgreSQL among them; on Linux also of
///   what PostgreSQL itself had started and has ended, such as the server processes of closed
///   connections
record Cost(long walBytes, long commits, long deadTuples, double cpuSeconds) {
  private static final String SPENT =
      """
      SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint,
        (SELECT sum(xact_commit) FROM pg_stat_database)::bigint,
        (SELECT coalesce(sum(n_tup_upd + n_tup_del), 0) FROM pg_stat_user_tables)::bigint
      """;

  private static final double TICKS_PER_SECOND = 100;

  static Cost now(HikariDataSource pool) throws SQLException {
    try (Connection connection = pool.getConnection();
        var statement = connection.createStatement();
        var row = statement.executeQuery(SPENT)) {
      row.next();
      return new Cost(row.getLong(1), row.getLong(2), row.getLong(3), cpu());
    }
  }

  private static double cpu() {
    double ended =
        ProcessHandle.current().descendants().mapToDouble(Cost::cpuOfItsEndedChildren).sum();
    return ended
        + Stream.concat(Stream.of(ProcessHandle.current()), ProcessHandle.current().descendants())
                .map(ProcessHandle::info)
                .map(Info::totalCpuDuration)
                .mapToLong(spent -> spent.map(Duration::toMillis).orElse(0L))
                .sum()
            / 1e3;
  }

  /// Linux keeps it with the parent, in clock ticks, as the 16th and 17th word of a line whose
  /// second is the program's name in parentheses.
  private static double cpuOfItsEndedChildren(ProcessHandle process) {
    try {
      String line = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
      String[] words = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
      return (Long.parseLong(words[13]) + Long.parseLong(words[14])) / TICKS_PER_SECOND;
    } catch (IOException _) {
      return 0; // ended this moment, or not Linux
    }
  }

  Cost minus(Cost before) {
    return new Cost(
        walBytes - before.walBytes,
        commits - before.commits,
        deadTuples - before.deadTuples,
        cpuSeconds - before.cpuSeconds);
  }
}
