package dev.placemill.bench.proxy;

import dev.placemill.bench.client.BatchClient;
import dev.placemill.bench.client.PlaceLists;
import dev.placemill.bench.proof.Command;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/// A client as the manual wants it: what was not answered, or not by a node, is sent again, a
/// submission under the same key.
final class PatientClient implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final BatchClient client;
  private final AtomicLong requests = new AtomicLong();
  private final AtomicLong repeated = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();

  PatientClient(BatchClient client) {
    this.client = client;
  }

  /// One request, which may be sent any number of times.
  private interface Request<T> {
    T send() throws IOException;
  }

  String submit(String name, List<PlaceLists.Place> places) {
    String once = UUID.randomUUID().toString();
    return untilAnswered(() -> client.submit(name, places, once));
  }

  BatchClient.Batch status(String batchId) {
    return untilAnswered(() -> client.status(batchId));
  }

  BatchClient.Batch read(String batchId) {
    return untilAnswered(() -> client.read(batchId));
  }

  List<BatchClient.Batch> list(int offset, int limit) {
    return untilAnswered(() -> client.list(offset, limit));
  }

  private <T> T untilAnswered(Request<T> request) {
    requests.incrementAndGet();
    for (long begin = System.nanoTime(); Command.since(begin).compareTo(PATIENCE) < 0; ) {
      try {
        return request.send();
      } catch (BatchClient.Refused e) {
        if (!e.mayBeSentAgain()) {
          failed.incrementAndGet();
          throw e;
        }
      } catch (IOException _) {
        // Nobody knows what became of it.
      }
      repeated.incrementAndGet();
      Command.pause(PAUSE);
    }
    failed.incrementAndGet();
    throw new IllegalStateException("a request was not answered for 30 s");
  }

  long requests() {
    return requests.get();
  }

  /// How often a request had to be sent again.
  long repeated() {
    return repeated.get();
  }

  /// How many requests came to nothing although they were sent again.
  long failed() {
    return failed.get();
  }

  @Override
  public void close() {
    client.close();
  }
}
