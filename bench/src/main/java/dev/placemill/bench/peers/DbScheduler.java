package dev.placemill.bench.peers;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/// db-scheduler as its documentation recommends for throughput: lock-and-fetch polling, many
/// threads, executions scheduled in batches. The handler stores the result.
final class DbScheduler implements Contestant {
  private static final int BATCH = 1_000;
  // The table it asks for.
  private static final String TABLE =
      """
      CREATE TABLE scheduled_tasks (
        task_name text NOT NULL, task_instance text NOT NULL, task_data bytea,
        execution_time timestamptz NOT NULL, picked boolean NOT NULL, picked_by text,
        last_success timestamptz, last_failure timestamptz, consecutive_failures int,
        last_heartbeat timestamptz, version bigint NOT NULL, priority smallint, state text,
        PRIMARY KEY (task_name, task_instance));
      CREATE INDEX scheduled_tasks_time ON scheduled_tasks (execution_time);
      CREATE INDEX scheduled_tasks_heartbeat ON scheduled_tasks (last_heartbeat);
      CREATE TABLE scheduler_result (id bigint PRIMARY KEY, doc text NOT NULL)
      """;

  private final HikariDataSource pool;
  private final int threads;
  private final AtomicInteger ids = new AtomicInteger();

  DbScheduler(HikariDataSource pool, int threads) throws SQLException {
    this.pool = pool;
    this.threads = threads;
    try (Connection connection = pool.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(TABLE);
    }
  }

  @Override
  public Outcome work(Workload workload, int places) throws Exception {
    var latencies = new Latencies(places);
    long started = System.nanoTime();
    int begin = ids.getAndAdd(places);
    long[] submitted = new long[places];
    var done = new CountDownLatch(places);
    OneTimeTask<String> task =
        Tasks.oneTime("place", String.class)
            .execute((instance, _) -> {
              int place = Integer.parseInt(instance.getId());
              store(place, workload.work(place));
              latencies.add(System.nanoTime() - submitted[place - begin]);
              done.countDown();
            });
    Scheduler scheduler =
        Scheduler.create(pool, task)
            .threads(threads)
            .pollUsingLockAndFetch(0.5, 4.0)
            .pollingInterval(Duration.ofMillis(50))
            .build();
    scheduler.start();
    try {
      for (int first = begin; first < begin + places; first += BATCH) {
        List<TaskInstance<?>> batch = new ArrayList<>(BATCH);
        for (int id = first; id < Math.min(first + BATCH, begin + places); id++) {
          submitted[id - begin] = System.nanoTime();
          batch.add(task.instance(Integer.toString(id), workload.input(id)));
        }
        scheduler.scheduleBatch(batch, Instant.now());
      }
      done.await();
      return Outcome.of(started, latencies);
    } finally {
      scheduler.stop();
    }
  }

  private void store(int place, String result) {
    try (Connection connection = pool.getConnection();
        var insert = connection.prepareStatement("INSERT INTO scheduler_result VALUES (?, ?)")) {
      insert.setLong(1, place);
      insert.setString(2, result);
      insert.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
