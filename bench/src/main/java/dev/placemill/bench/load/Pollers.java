package dev.placemill.bench.load;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/// Polls at a given pace, whatever the answers take: clients of one thread and one connection each,
/// which take turns. A poll's time counts from the moment it was due, so one that had to queue
/// behind others is not flattered.
public final class Pollers {
  private static final int CLIENTS = 32;

  static {
    // So that a client keeps its connection; read when the first one is opened.
    System.setProperty("http.maxConnections", Integer.toString(CLIENTS));
  }

  /// @param micros from the moment it was due to the last byte of the answer
  public record Poll(long micros, int status, int bytes) {}

  private final String key;
  private final int perSecond;
  private final Map<URI, String> tags = new ConcurrentHashMap<>();

  public Pollers(String key, int perSecond) {
    this.key = key;
    this.perSecond = perSecond;
  }

  /// Polls batches in turns, naming the version that is known of each.
  public List<Poll> poll(List<URI> batches, Duration time) throws IOException {
    long begin = System.nanoTime();
    long count = perSecond * time.toSeconds();
    List<List<Poll>> ofAll =
        Hands.together(
            CLIENTS,
            client -> {
              List<Poll> own = new ArrayList<>();
              for (long i = client; i < count; i += CLIENTS) {
                long due = begin + i * 1_000_000_000L / perSecond;
                LockSupport.parkNanos(due - System.nanoTime());
                own.add(poll(batches.get((int) (i % batches.size())), due));
              }
              return own;
            });
    return ofAll.stream().flatMap(List::stream).toList();
  }

  private Poll poll(URI batch, long due) throws IOException {
    var connection = (HttpURLConnection) Client.status(batch).toURL().openConnection();
    connection.setRequestProperty("Authorization", "Bearer " + key);
    String known = tags.get(batch);
    if (known != null) {
      connection.setRequestProperty("If-None-Match", known);
    }
    int status = connection.getResponseCode();
    int bytes = 0;
    if (status < 400) {
      try (InputStream body = connection.getInputStream()) {
        bytes = body.readAllBytes().length;
      }
      tags.put(batch, connection.getHeaderField("ETag"));
    }
    return new Poll((System.nanoTime() - due) / 1_000, status, bytes);
  }
}
