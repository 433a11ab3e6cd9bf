package dev.placemill.reference;

import dev.placemill.match.PlaceRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.lucene.index.IndexWriter;
import org.jspecify.annotations.Nullable;

/// Threads that put records into an index. Whoever adds records waits while too many are waiting,
/// so a fast reader cannot fill the memory; the first failure reaches it at its next step. A crew
/// of none leaves the work to whoever adds records.
final class IndexingCrew implements AutoCloseable {
  private static final int RECORDS_PER_CHUNK = 128;
  private static final int CHUNKS_PER_THREAD = 4;

  private final IndexWriter writer;
  private final @Nullable ExecutorService threads;
  private final int room;
  private final Semaphore waiting;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private List<PlaceRecord> chunk = new ArrayList<>(RECORDS_PER_CHUNK);

  IndexingCrew(IndexWriter writer, int size) {
    this.writer = writer;
    this.threads =
        size == 0
            ? null
            : Executors.newFixedThreadPool(
                size, Thread.ofPlatform().name("import-", 1).daemon().factory());
    this.room = size * CHUNKS_PER_THREAD;
    this.waiting = new Semaphore(room);
  }

  void add(PlaceRecord place) {
    chunk.add(place);
    if (chunk.size() == RECORDS_PER_CHUNK) {
      submit();
    }
  }

  /// Waits until everything added is in the index.
  void finish() {
    submit();
    waiting.acquireUninterruptibly(room);
    waiting.release(room);
    throwFailure();
  }

  private void submit() {
    throwFailure();
    List<PlaceRecord> places = chunk;
    chunk = new ArrayList<>(RECORDS_PER_CHUNK);
    if (threads == null) {
      indexOrFail(places);
      throwFailure();
    } else {
      waiting.acquireUninterruptibly();
      threads.execute(() -> {
        indexOrFail(places);
        waiting.release();
      });
    }
  }

  private void indexOrFail(List<PlaceRecord> places) {
    try {
      index(places);
    } catch (IOException | RuntimeException | Error e) {
      failure.compareAndSet(null, e);
    }
  }

  private void index(List<PlaceRecord> places) throws IOException {
    for (PlaceRecord place : places) {
      if (failure.get() != null) {
        return;
      }
      writer.addDocument(IndexFields.document(place));
    }
  }

  private void throwFailure() {
    switch (failure.get()) {
      case null -> {}
      case IOException io -> throw new UncheckedIOException(io);
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new IllegalStateException(e);
    }
  }

  /// Ends the threads; what was not finished is given up.
  @Override
  public void close() {
    failure.compareAndSet(null, new IllegalStateException("the import was given up"));
    if (threads == null) {
      return;
    }
    threads.shutdown();
    try {
      threads.awaitTermination(1, TimeUnit.MINUTES);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
