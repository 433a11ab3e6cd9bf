package dev.placemill.bench.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/// Several threads that do the same at once.
final class Hands {
  private Hands() {}

  /// What each of them does.
  interface Hand<T> {
    /// @param number from 0
    T work(int number) throws IOException;
  }

  /// Waits for the end of all.
  ///
  /// @throws IOException when one of them failed
  static <T> List<T> together(int count, Hand<T> hand) throws IOException {
    List<Future<T>> all;
    try (ExecutorService threads = Executors.newFixedThreadPool(count)) {
      all =
          IntStream.range(0, count)
              .mapToObj(number -> threads.submit(() -> hand.work(number)))
              .toList();
    }
    List<T> results = new ArrayList<>(count);
    for (Future<T> one : all) {
      if (one.state() == Future.State.FAILED) {
        throw new IOException(one.exceptionNow());
      }
      results.add(one.resultNow());
    }
    return results;
  }
}
