package dev.placemill.bench.peers;

import static org.jobrunr.server.BackgroundJobServerConfiguration.usingStandardBackgroundJobServerConfiguration;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jobrunr.configuration.JobRunr;
import org.jobrunr.jobs.lambdas.JobRequest;
import org.jobrunr.jobs.lambdas.JobRequestHandler;
import org.jobrunr.scheduling.BackgroundJobRequest;
import org.jobrunr.server.JobActivator;
import org.jobrunr.storage.sql.postgres.PostgresStorageProvider;
import org.jobrunr.utils.mapper.jackson3.Jackson3JsonMapper;
import org.jspecify.annotations.Nullable;

/// JobRunr as its documentation recommends for throughput: jobs enqueued as a stream, which it
/// stores many at a time, as requests, which need no analysis of a lambda; many workers on virtual
/// threads; and the shortest poll interval it takes. The handler stores the result.
final class JobRunrPeer implements Contestant {
  private static final int BATCH = 1_000;
  private static final Duration SHORTEST_POLL = Duration.ofSeconds(5);

  private final HikariDataSource pool;
  private final AtomicInteger ids = new AtomicInteger();
  private volatile @Nullable Race race;

  JobRunrPeer(HikariDataSource pool, int workers) throws SQLException {
    this.pool = pool;
    try (Connection connection = pool.getConnection();
        var statement = connection.createStatement()) {
      statement.execute("CREATE TABLE jobrunr_result (id bigint PRIMARY KEY, doc text NOT NULL)");
    }
    JobRunr.configure()
        .useJsonMapper(new Jackson3JsonMapper())
        .useJobActivator(handlers())
        .useStorageProvider(new PostgresStorageProvider(pool))
        .useBackgroundJobServer(
            usingStandardBackgroundJobServerConfiguration()
                .andWorkerCount(workers)
                .andPollInterval(SHORTEST_POLL))
        .initialize();
  }

  /// One place to be worked.
  ///
  /// @param input what a client said of it
  public record Place(int id, String input) implements JobRequest {
    @Override
    public Class<Handler> getJobRequestHandler() {
      return Handler.class;
    }
  }

  /// Works a place; JobRunr knows it by its class.
  public final class Handler implements JobRequestHandler<Place> {
    @Override
    public void run(Place place) throws SQLException {
      Race running = race;
      if (running == null) {
        throw new IllegalStateException("a job without a race");
      }
      store(place.id, running.workload.work(place.id));
      running.done(place.id);
    }
  }

  private JobActivator handlers() {
    var handler = new Handler();
    return new JobActivator() {
      @Override
      public <T> T activateJob(Class<T> type) {
        return type.cast(handler);
      }
    };
  }

  private record Race(
      Workload workload, int begin, long[] submitted, Latencies latencies, CountDownLatch left) {
    void done(int place) {
      latencies.add(System.nanoTime() - submitted[place - begin]);
      left.countDown();
    }
  }

  @Override
  public Outcome work(Workload workload, int places) throws Exception {
    int begin = ids.getAndAdd(places);
    var running =
        new Race(
            workload, begin, new long[places], new Latencies(places), new CountDownLatch(places));
    race = running;
    long started = System.nanoTime();
    for (int first = begin; first < begin + places; first += BATCH) {
      BackgroundJobRequest.enqueue(
          IntStream.range(first, Math.min(first + BATCH, begin + places))
              .mapToObj(id -> {
                running.submitted[id - begin] = System.nanoTime();
                return new Place(id, workload.input(id));
              }));
    }
    running.left.await();
    return Outcome.of(started, running.latencies);
  }

  private void store(int place, String result) throws SQLException {
    try (Connection connection = pool.getConnection();
        var insert = connection.prepareStatement("INSERT INTO jobrunr_result VALUES (?, ?)")) {
      insert.setLong(1, place);
      insert.setString(2, result);
      insert.executeUpdate();
    }
  }

  @Override
  public void close() {
    JobRunr.destroy();
  }
}
