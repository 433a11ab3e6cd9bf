package dev.placemill.server.dataset;

import dev.placemill.reference.Effort;
import dev.placemill.reference.ImportProgress;
import dev.placemill.reference.ImportRefused;
import dev.placemill.reference.ImportRequest;
import dev.placemill.reference.ImportResult;
import dev.placemill.reference.ImportTurn;
import dev.placemill.reference.ReferenceImport;
import dev.placemill.server.http.ApiException;
import dev.placemill.server.http.ErrorCode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The imports of this server, one at a time, each on one thread in the background; and what became
/// of the newest of them since the server started.
final class DatasetImports implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DatasetImports.class);
  private static final int MOST_KEPT = 50;
  private static final int RETRY_SECONDS = 5;

  /// How long a server that stops waits for an import to notice.
  private static final Duration LAST_STEP = Duration.ofSeconds(5);

  private final Path directory;
  private final ReferenceImport reference;
  private final Clock clock;
  private final AtomicBoolean isBusy = new AtomicBoolean();

  /// Newest first.
  private final ConcurrentLinkedDeque<String> ids = new ConcurrentLinkedDeque<>();

  private final ConcurrentMap<String, DatasetImport> byId = new ConcurrentHashMap<>();
  private volatile boolean isStopping;
  private volatile @Nullable Thread working;

  DatasetImports(Path referenceDirectory, Clock clock) {
    this.directory = referenceDirectory;
    this.reference = new ReferenceImport(referenceDirectory, clock, Effort.ONE_THREAD);
    this.clock = clock;
  }

  /// Deletes what was sent to an earlier server that did not come to import it.
  void deleteLeftovers(SentFiles sent) {
    if (!sent.haveBeen()) {
      return;
    }
    try (ImportTurn _ = reference.takeTurn()) {
      sent.deleteLeftovers();
    } catch (ImportRefused _) {
      LOG.info("another process is importing here; what was sent to it stays");
    } catch (IOException e) {
      LOG.warn("files that were sent to an earlier server could not be deleted: {}", e.toString());
    }
  }

  /// Newest first.
  List<DatasetImport> list() {
    return ids.stream().flatMap(id -> find(id).stream()).toList();
  }

  Optional<DatasetImport> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /// Does something for which nobody may be importing here.
  ///
  /// @throws ApiException with 409 when somebody is
  <T> T alone(Supplier<T> work) {
    begin();
    try {
      return work.get();
    } catch (ImportRefused _) {
      throw runningElsewhere();
    } finally {
      isBusy.set(false);
    }
  }

  private void begin() {
    if (isStopping) {
      throw new ApiException(ErrorCode.UNAVAILABLE, "This server is stopping; try again.")
          .retryAfter(RETRY_SECONDS);
    }
    if (!isBusy.compareAndSet(false, true)) {
      throw running(
          list().stream()
              .filter(one -> one.state() == DatasetImport.State.RUNNING)
              .findFirst()
              .map(one -> "The import of %s is running".formatted(one.file()))
              .orElse("A file is being sent, or a dataset dropped"));
    }
  }

  private static ApiException runningElsewhere() {
    return running("Another process is importing into this server's data directory");
  }

  private static ApiException running(String what) {
    return new ApiException(ErrorCode.IMPORT_RUNNING, what + "; try again when that is done.")
        .retryAfter(RETRY_SECONDS);
  }

  /// What an import has for itself alone, given back in the opposite order.
  private static final class Held {
    private final Deque<Runnable> givingBack = new ArrayDeque<>();

    void add(Runnable back) {
      givingBack.push(back);
    }

    void giveBack() {
      givingBack.forEach(Runnable::run);
    }
  }

  /// Begins to import a file. What is seen to be wrong with it at once is thrown.
  ///
  /// @param arrival gets the file for an id, which may take its time
  /// @param plan looks at it
  /// @param done is told when its dataset is there, and before anybody else is
  DatasetImport start(
      ImportOrder order,
      Function<String, FileAtHand> arrival,
      Function<FileAtHand, ImportRequest> plan,
      Consumer<DatasetImport> done) {
    var held = new Held();
    boolean isGoingOn = false;
    try {
      begin();
      held.add(() -> isBusy.set(false));
      ImportTurn turn = reference.takeTurn();
      held.add(turn::close);
      String id = "import_" + UUID.randomUUID().toString().replace("-", "");
      FileAtHand file = arrival.apply(id);
      held.add(file::close);
      ImportRequest request = plan.apply(file);
      DatasetImport begun = DatasetImport.begun(id, order, clock.instant());
      Runnable work =
          () -> {
            DatasetImport ended = ended(begun, turn, request, file, done);
            held.giveBack();
            byId.put(id, ended);
          };
      keep(begun);
      working = Thread.ofPlatform().name("dataset import").daemon().start(work);
      isGoingOn = true;
      return begun;
    } catch (ImportRefused _) {
      throw runningElsewhere();
    } finally {
      if (!isGoingOn) {
        held.giveBack();
      }
    }
  }

  private void keep(DatasetImport begun) {
    byId.put(begun.id(), begun);
    ids.addFirst(begun.id());
    while (ids.size() > MOST_KEPT) {
      byId.remove(ids.removeLast());
    }
  }

  private DatasetImport ended(
      DatasetImport begun,
      ImportTurn turn,
      ImportRequest request,
      FileAtHand file,
      Consumer<DatasetImport> done) {
    try {
      ImportResult result = turn.run(request, progress(begun));
      LOG.info(
          "{} of {} places was imported as the dataset {}",
          begun.file(),
          result.places(),
          begun.dataset());
      DatasetImport completed =
          begun.completed(result.places(), DatasetFiles.leftOut(result), clock.instant());
      done.accept(completed);
      return completed;
    } catch (RuntimeException | Error e) {
      String problem = Problems.of(e, file, begun.id());
      LOG.info("{} was not imported: {}", begun.file(), problem);
      return byId.getOrDefault(begun.id(), begun).failed(problem, clock.instant());
    }
  }

  /// Takes note of each step of an import, and ends it where it must not go on.
  private ImportProgress progress(DatasetImport begun) {
    DiskRoom room = DiskRoom.of(directory);
    return (places, read, total) -> {
      if (isStopping) {
        throw new ServerStops();
      }
      room.require(0);
      byId.put(begun.id(), begun.read(places, total == 0 ? 1 : (double) read / total));
    };
  }

  /// Ends an import between two of its steps.
  static final class ServerStops extends RuntimeException {
    ServerStops() {
      super("the server stops", null, false, false);
    }
  }

  /// Gives up what is running, which leaves every dataset as it was.
  @Override
  public void close() {
    isStopping = true;
    Thread running = working;
    if (running != null) {
      try {
        if (!running.join(LAST_STEP)) {
          LOG.info("an import is given up in the middle of a step");
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
