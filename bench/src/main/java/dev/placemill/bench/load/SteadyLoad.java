package dev.placemill.bench.load;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// Keeps a backlog of batches at one size: for every batch that is worked, one is submitted, and
/// one that has ended is read. So a place costs one submission, one piece of work and one reading,
/// however long the backlog is.
public final class SteadyLoad {
  private static final int HANDS = 10;
  private static final Duration POLL = Duration.ofMillis(1);

  private record Submitted(Client client, URI uri) {}

  private final LoadedServer server;
  private final List<Client> clients;
  private final int places;
  private final byte[] body;
  private final List<Submitted> ended = new CopyOnWriteArrayList<>();
  private final AtomicLong submitted = new AtomicLong();
  private long backlog;

  /// @param clients take turns
  /// @param places in each batch
  public SteadyLoad(LoadedServer server, List<Client> clients, int places) {
    this.server = server;
    this.clients = clients;
    this.places = places;
    this.body = Client.body(places);
  }

  /// Works a few batches to their end, then submits the backlog, while nothing is worked.
  ///
  /// @param batches how many there are from now on
  public void fill(int batches) throws IOException {
    for (int i = 0; i < HANDS; i++) {
      submit();
    }
    while (server.worked() < submitted.get() * places) {
      LockSupport.parkNanos(POLL.toNanos());
    }
    server.setGoing(false);
    backlog = batches + submitted.get();
    Hands.together(
        HANDS,
        _ -> {
          while (submitted.get() < backlog) {
            submit();
          }
          return true;
        });
  }

  private void submit() throws IOException {
    long number = submitted.getAndIncrement();
    Client client = clients.get((int) (number % clients.size()));
    URI batch = client.submit(body);
    if (number < HANDS) {
      ended.add(new Submitted(client, batch));
    }
  }

  /// Works for a while.
  ///
  /// @return the places worked per second
  public double run(Duration time) throws IOException {
    long workedBefore = server.worked();
    long begin = System.nanoTime();
    long end = begin + time.toNanos();
    server.setGoing(true);
    Hands.together(
        HANDS,
        _ -> {
          while (System.nanoTime() < end) {
            if (server.worked() / places + backlog - HANDS > submitted.get()) {
              submit();
              readOne();
            } else {
              LockSupport.parkNanos(POLL.toNanos());
            }
          }
          return true;
        });
    server.setGoing(false);
    return (server.worked() - workedBefore) / ((System.nanoTime() - begin) / 1e9);
  }

  private void readOne() throws IOException {
    Submitted batch = ended.get(ThreadLocalRandom.current().nextInt(ended.size()));
    batch.client.read(batch.uri);
  }
}
