package dev.placemill.bench.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// A command of the product or the system, run to its end.
///
/// @param output what it wrote to its standard output
/// @param took from its start to its end
public record Command(String output, Duration took) {
  /// Runs a command that has to succeed; what it says to a person is shown to ours.
  public static Command run(Path directory, Map<String, String> environment, List<String> words)
      throws IOException {
    var builder = new ProcessBuilder(words).directory(directory.toFile());
    builder.environment().putAll(environment);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    long begin = System.nanoTime();
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status = process.onExit().join().exitValue();
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    if (status != 0) {
      throw new IllegalStateException(
          "%s ended with %d: %s".formatted(String.join(" ", words), status, output));
    }
    return new Command(output, took);
  }

  public double seconds() {
    return seconds(took);
  }

  public static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  public static Duration since(long nanoTime) {
    return Duration.ofNanos(System.nanoTime() - nanoTime);
  }

  public static void pause(Duration duration) {
    LockSupport.parkNanos(duration.toNanos());
  }

  public static long bytesIn(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  public static void removeTree(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(Command::remove);
    }
  }

  private static void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
