package dev.placemill.bench.server;

import dev.placemill.bench.proof.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How much memory of the machine the server holds, in bytes.
///
/// @param jvm resident set of the JVM
/// @param postgres sum over the processes of PostgreSQL; pages they share are counted once where
///   the system tells (Linux), else in each
public record Memory(long jvm, long postgres) {
  private static final Path PROC = Path.of("/proc");
  private static final long SAMPLE_MILLIS = 200;

  /// What came of work, and the most memory held meanwhile.
  public record Peak<T>(T result, Memory memory) {}

  public static Memory of(ServerUnderTest server) throws IOException {
    return new Memory(
        resident(List.of(server.jvm())),
        server.postgres().stream().allMatch(Memory::tellsShares)
            ? proportional(server.postgres())
            : resident(server.postgres()));
  }

  /// Samples while work is done.
  public static <T> Peak<T> during(ServerUnderTest server, Supplier<T> work) throws IOException {
    var sampler = new Sampler(server, of(server), new CountDownLatch(1));
    Thread thread = Thread.ofPlatform().daemon().start(sampler);
    T result = work.get();
    sampler.done.countDown();
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return new Peak<>(result, sampler.most);
  }

  /// Tells the resident set of a process every now and then until it ends or the thread is
  /// interrupted.
  public static Thread watch(ProcessHandle process, LongConsumer resident) {
    return Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try {
            while (process.isAlive()) {
              resident.accept(resident(List.of(process)));
              Thread.sleep(SAMPLE_MILLIS);
            }
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          } catch (InterruptedException | IllegalStateException _) {
            Thread.currentThread().interrupt(); // it has ended meanwhile
          }
        });
  }

  public static double megabytes(long bytes) {
    return bytes / 1e6;
  }

  private Memory most(Memory other) {
    return new Memory(Math.max(jvm, other.jvm), Math.max(postgres, other.postgres));
  }

  private static boolean tellsShares(ProcessHandle process) {
    return Files.isReadable(smaps(process));
  }

  private static Path smaps(ProcessHandle process) {
    return PROC.resolve(Long.toString(process.pid())).resolve("smaps_rollup");
  }

  private static long proportional(List<ProcessHandle> processes) {
    return processes.stream().mapToLong(Memory::proportional).sum();
  }

  private static long proportional(ProcessHandle process) {
    try (Stream<String> lines = Files.lines(smaps(process))) {
      return lines.filter(line -> line.startsWith("Pss:")).mapToLong(Memory::kilobytes).sum();
    } catch (IOException | UncheckedIOException _) {
      return 0; // it has ended meanwhile
    }
  }

  private static long kilobytes(String line) {
    return Long.parseLong(line.replaceAll("[^0-9]", "")) * 1_024;
  }

  private static long resident(List<ProcessHandle> processes) throws IOException {
    String pids =
        processes.stream()
            .map(process -> Long.toString(process.pid()))
            .collect(Collectors.joining(","));
    List<String> words = List.of("ps", "-o", "rss=", "-p", pids);
    return Command.run(Path.of("."), Map.of(), words)
        .output()
        .lines()
        .mapToLong(Memory::kilobytes)
        .sum();
  }

  private static final class Sampler implements Runnable {
    private final ServerUnderTest server;
    private final CountDownLatch done;
    private volatile Memory most;

    private Sampler(ServerUnderTest server, Memory first, CountDownLatch done) {
      this.server = server;
      this.most = first;
      this.done = done;
    }

    @Override
    public void run() {
      try {
        while (!done.await(SAMPLE_MILLIS, TimeUnit.MILLISECONDS)) {
          most = most.most(of(server));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
