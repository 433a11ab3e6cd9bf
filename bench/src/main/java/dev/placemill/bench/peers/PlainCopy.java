package dev.placemill.bench.peers;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/// No engine at all: the bytes that go in and the bytes that come out, one row per place, by binary
/// COPY, 1,000 rows to a commit, on two connections. What this database can take on this machine.
final class PlainCopy implements Contestant {
  private static final int ROWS = 1_000;
  private static final int CONNECTIONS = 2;
  private static final byte[] SIGNATURE = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
  };

  private final HikariDataSource pool;

  PlainCopy(HikariDataSource pool) throws SQLException {
    this.pool = pool;
    try (Connection connection = pool.getConnection();
        var statement = connection.createStatement()) {
      statement.execute("CREATE TABLE copied_input (id bigint PRIMARY KEY, doc text NOT NULL)");
      statement.execute("CREATE TABLE copied_result (id bigint PRIMARY KEY, doc text NOT NULL)");
    }
  }

  private final AtomicInteger ids = new AtomicInteger();

  @Override
  public Outcome work(Workload workload, int places) throws Exception {
    var latencies = new Latencies(places);
    long started = System.nanoTime();
    int end = ids.get() + places;
    try (ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS)) {
      Callable<Integer> takingTurns =
          () -> {
            int first = ids.getAndAdd(ROWS);
            for (; first < end; first = ids.getAndAdd(ROWS)) {
              long begin = System.nanoTime();
              copy("copied_input", first, workload::input);
              copy("copied_result", first, workload::work);
              for (int i = 0; i < ROWS && latencies.count() < places; i++) {
                latencies.add(System.nanoTime() - begin);
              }
            }
            return first;
          };
      for (Future<Integer> turn :
          threads.invokeAll(Collections.nCopies(CONNECTIONS, takingTurns))) {
        turn.get();
      }
    }
    return Outcome.of(started, latencies);
  }

  private void copy(String table, int first, IntFunction<String> document)
      throws SQLException, IOException {
    try (Connection connection = pool.getConnection()) {
      CopyIn copy =
          connection
              .unwrap(PGConnection.class)
              .getCopyAPI()
              .copyIn("COPY " + table + " FROM STDIN (FORMAT binary)");
      copy.writeToCopy(SIGNATURE, 0, SIGNATURE.length);
      for (int id = first; id < first + ROWS; id++) {
        byte[] text = document.apply(id).getBytes(UTF_8);
        ByteBuffer row = ByteBuffer.allocate(2 + 4 + 8 + 4 + text.length);
        row.putShort((short) 2).putInt(8).putLong(id).putInt(text.length).put(text);
        copy.writeToCopy(row.array(), 0, row.capacity());
      }
      copy.writeToCopy(new byte[] {(byte) 0xff, (byte) 0xff}, 0, 2);
      copy.endCopy();
    }
  }
}
