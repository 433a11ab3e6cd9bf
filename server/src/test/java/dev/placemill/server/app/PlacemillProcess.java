package dev.placemill.server.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// The program as a person starts it: a process of its own, with its own streams and exit code.
final class PlacemillProcess implements AutoCloseable {
  private static final String READY = "Placemill is ready at ";
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Process process;
  private final Path out;
  private final Path err;

  private PlacemillProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /// How a command ended and what it said.
  record Ended(int code, String out, String err) {}

  /// Starts a command in a directory, which also receives what it prints.
  static PlacemillProcess start(Path directory, Map<String, String> variables, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName()));
    command.addAll(List.of(arguments));
    return start(directory, variables, command);
  }

  /// Starts any program in the same way.
  static PlacemillProcess start(Path directory, Map<String, String> variables, List<String> command)
      throws IOException {
    Path out = Files.createTempFile(directory, "printed", ".out");
    Path err = Files.createTempFile(directory, "printed", ".err");
    var builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("PLACEMILL_"));
    builder.environment().putAll(variables);
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    return new PlacemillProcess(builder.start(), out, err);
  }

  static Ended run(Path directory, String... arguments) throws IOException, InterruptedException {
    try (PlacemillProcess process = start(directory, Map.of(), arguments)) {
      return process.end();
    }
  }

  /// Waits until a started server says where it is.
  URI ready() throws InterruptedException {
    await(() -> read(out).contains(READY));
    return URI.create(read(out).lines().toList().getFirst().substring(READY.length()));
  }

  /// Waits until something is so, which must come before the process ends.
  void await(BooleanSupplier condition) throws InterruptedException {
    long giveUpAt = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (process.waitFor(10, TimeUnit.MILLISECONDS) || System.nanoTime() > giveUpAt) {
        throw new IllegalStateException("it did not come to that: " + read(out) + read(err));
      }
    }
  }

  Ended end() throws InterruptedException {
    if (!process.waitFor(PATIENCE)) {
      throw new IllegalStateException("it does not end: " + read(out) + read(err));
    }
    return new Ended(process.exitValue(), read(out), read(err));
  }

  /// As `kill -9` does.
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /// As Ctrl-C or SIGTERM does.
  void stop() {
    process.destroy();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }
}
