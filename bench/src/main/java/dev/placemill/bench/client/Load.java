package dev.placemill.bench.client;

import dev.placemill.bench.proof.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// Many batches end to end over HTTP, several at a time: submit, poll, read all results, check that
/// what came out is what went in.
public final class Load {
  private static final Duration POLL = Duration.ofMillis(50);

  /// How it went.
  ///
  /// @param sent places submitted
  /// @param returned places that came back ended, each counted once
  /// @param failed how many of them failed
  /// @param withBrand how many of them came back with a brand
  /// @param withWebsite how many of them came back with a website
  public record Outcome(
      int sent, int returned, int failed, int withBrand, int withWebsite, Duration took) {
    public double placesPerSecond() {
      return returned / Command.seconds(took);
    }

    public double shareWithBrand() {
      return (double) withBrand / returned;
    }

    public double shareWithWebsite() {
      return (double) withWebsite / returned;
    }

    public boolean isWhole() {
      return returned == sent && failed == 0;
    }

    private Outcome plus(Outcome other) {
      return new Outcome(
          sent + other.sent,
          returned + other.returned,
          failed + other.failed,
          withBrand + other.withBrand,
          withWebsite + other.withWebsite,
          took);
    }
  }

  private final BatchClient client;
  private final IntFunction<List<PlaceLists.Place>> lists;

  /// @param lists the places of the batch of a number
  public Load(BatchClient client, IntFunction<List<PlaceLists.Place>> lists) {
    this.client = client;
    this.lists = lists;
  }

  /// Runs `count` batches, at most `inFlight` of them at once.
  public Outcome run(int count, int inFlight) {
    List<List<PlaceLists.Place>> all = IntStream.range(0, count).mapToObj(lists).toList();
    Semaphore slots = new Semaphore(inFlight);
    long begin = System.nanoTime();
    List<Future<Outcome>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      all.forEach(places -> running.add(threads.submit(() -> inSlot(slots, places))));
    }
    Outcome sum = new Outcome(0, 0, 0, 0, 0, Command.since(begin));
    for (Future<Outcome> one : running) {
      if (one.state() == Future.State.FAILED) {
        throw new IllegalStateException("a batch did not come back", one.exceptionNow());
      }
      sum = sum.plus(one.resultNow());
    }
    return sum;
  }

  private Outcome inSlot(Semaphore slots, List<PlaceLists.Place> places) {
    slots.acquireUninterruptibly();
    try {
      return one(places);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      slots.release();
    }
  }

  private Outcome one(List<PlaceLists.Place> places) throws IOException {
    String id = client.submit("load", places);
    List<BatchClient.Item> results =
        Objects.requireNonNull(client.awaitEnd(id, POLL).results(), "no results");
    Set<String> missing = new HashSet<>();
    places.forEach(place -> missing.add(place.placeId()));
    int returned = 0;
    int failed = 0;
    int withBrand = 0;
    int withWebsite = 0;
    for (BatchClient.Item item : results) {
      returned += item.hasEnded() && missing.remove(item.placeId()) ? 1 : 0;
      failed += item.enrichmentStatus().equals("failed") ? 1 : 0;
      BatchClient.Enriched enriched = item.enrichedData();
      withBrand += enriched != null && enriched.brandName() != null ? 1 : 0;
      withWebsite += enriched != null && enriched.website() != null ? 1 : 0;
    }
    return new Outcome(places.size(), returned, failed, withBrand, withWebsite, Duration.ZERO);
  }
}
