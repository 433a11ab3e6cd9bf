package dev.placemill.server.batch;

import dev.placemill.server.db.Database;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The days of the large tables: made ahead of time, dropped whole when their retention is over.
/// Nothing is ever deleted row by row.
public final class Partitions {
  private static final Logger LOG = LoggerFactory.getLogger(Partitions.class);
  private static final List<String> TABLES = List.of("batch", "slice_input", "result_chunk");
  private static final int DAYS_AHEAD = 7;
  // PostgreSQL has no code of its own for it and calls it a violated check.
  private static final String NO_PARTITION = "23514";

  private final Database database;
  private final Duration retention;

  public Partitions(Database database, Duration retention) {
    this.database = database;
    this.retention = retention;
  }

  /// Makes the days that are missing up to a week ahead and drops the days that are over. Each
  /// table and day is a short transaction of its own that gives up, until the next call, rather
  /// than wait for a lock: whoever wants to use the table waits behind it, and a backup may hold a
  /// table for hours.
  public void maintain() {
    LocalDate today = database.withHandle(BatchTable::now).atOffset(ZoneOffset.UTC).toLocalDate();
    List<String> present = database.withHandle(Partitions::present);
    // Yesterday too: a batch id made just before midnight may be stored just after it.
    for (LocalDate day = today.minusDays(1);
        !day.isAfter(today.plusDays(DAYS_AHEAD));
        day = day.plusDays(1)) {
      make(day, present);
    }
    LocalDate firstKept = today.minusDays(retention.toDays() + 1);
    List<String> over = present.stream().filter(name -> day(name).isBefore(firstKept)).toList();
    over.stream().map(Partitions::day).distinct().forEach(this::keepUsage);
    over.forEach(this::drop);
    database.useTransaction(handle -> BatchAliases.forgetOld(handle, retention));
  }

  /// Does something that stores a batch; when the day has come before anybody made it, it is made
  /// now.
  <T> T withToday(Supplier<T> work) {
    try {
      return work.get();
    } catch (RuntimeException e) {
      if (!isMissing(e)) {
        throw e;
      }
      maintain();
      return work.get();
    }
  }

  private static boolean isMissing(@Nullable Throwable problem) {
    return problem instanceof SQLException sql
        ? NO_PARTITION.equals(sql.getSQLState())
        : problem != null && isMissing(problem.getCause());
  }

  /// For how many days after today every table has its partition.
  public int daysAhead() {
    LocalDate today = database.withHandle(BatchTable::now).atOffset(ZoneOffset.UTC).toLocalDate();
    List<String> present = database.withHandle(Partitions::present);
    int days = 0;
    while (hasAll(today.plusDays(days + 1L), present)) {
      days++;
    }
    return days;
  }

  private static boolean hasAll(LocalDate day, List<String> present) {
    return TABLES.stream().allMatch(table -> present.contains(name(table, day)));
  }

  // The root of each tree is the table itself; the leaves are its days.
  private static final String PRESENT =
      """
      SELECT leaf.relid::regclass::text
      FROM unnest(ARRAY['batch', 'slice_input', 'result_chunk']) AS root,
        pg_partition_tree(root::regclass) AS leaf
      WHERE leaf.isleaf AND leaf.level > 0
      """;

  private static List<String> present(Handle handle) {
    return handle.createQuery(PRESENT).mapTo(String.class).list();
  }

  private void make(LocalDate day, List<String> present) {
    for (String table : TABLES) {
      String name = name(table, day);
      if (!present.contains(name)) {
        change(
            """
            CREATE TABLE IF NOT EXISTS %s PARTITION OF %s FOR VALUES FROM ('%s') TO ('%s')
            """
                .formatted(name, table, day, day.plusDays(1)));
      }
    }
  }

  private void keepUsage(LocalDate day) {
    database.useTransaction(handle -> UsageTable.keepDay(handle, day));
  }

  private void drop(String name) {
    LOG.info("dropping {}: its retention is over", name);
    change("DROP TABLE IF EXISTS %s".formatted(name));
  }

  private void change(String statement) {
    boolean done =
        database.doUnlessLocked(handle -> {
          // Two nodes must not make or drop the same day at once.
          handle.execute("SELECT pg_advisory_xact_lock(7002, 0)");
          handle.execute("SET LOCAL lock_timeout = '200ms'");
          handle.execute(statement);
        });
    if (!done) {
      LOG.info("a table is in use, trying again later: {}", statement.strip());
    }
  }

  private static String name(String table, LocalDate day) {
    return table + "_" + day.format(DateTimeFormatter.BASIC_ISO_DATE);
  }

  private static LocalDate day(String name) {
    return LocalDate.parse(
        name.substring(name.lastIndexOf('_') + 1), DateTimeFormatter.BASIC_ISO_DATE);
  }
}
