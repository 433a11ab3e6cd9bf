package dev.placemill.bench.server;

import dev.placemill.bench.proof.Command;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// `./placemill serve` as a process of its own. The launcher hands its process to the JVM, so this
/// process is the server.
public final class ServerUnderTest implements AutoCloseable {
  private static final String READY = "Placemill is ready at ";
  private static final long STOP_SECONDS = 60;

  private final Process process;
  private final URI url;
  private final Duration startTook;

  private ServerUnderTest(Process process, URI url, Duration startTook) {
    this.process = process;
    this.url = url;
    this.startTook = startTook;
  }

  /// Starts a server on a free port and waits for the line that names its address.
  public static ServerUnderTest start(Path root, Path data, Map<String, String> environment)
      throws IOException {
    return start(root, data, environment, 0);
  }

  /// @param port 0 for a free one
  public static ServerUnderTest start(
      Path root, Path data, Map<String, String> environment, int port) throws IOException {
    String placemill = root.resolve("placemill").toString();
    List<String> command =
        List.of(placemill, "serve", "--port", Integer.toString(port), "--data", data.toString());
    return start(command, environment, ProcessBuilder.Redirect.INHERIT);
  }

  /// Starts a server by a command of its own that prints the same line.
  ///
  /// @param log where its log goes
  public static ServerUnderTest start(
      List<String> command, Map<String, String> environment, ProcessBuilder.Redirect log)
      throws IOException {
    var builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.redirectError(log);
    long begin = System.nanoTime();
    Process process = builder.start();
    // A proof that is broken off must not leave its server behind.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    var output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = output.readLine();
    Duration took = Command.since(begin);
    if (line == null || !line.startsWith(READY)) {
      process.destroyForcibly();
      throw new IllegalStateException("the server did not start: " + line);
    }
    return new ServerUnderTest(process, URI.create(line.substring(READY.length())), took);
  }

  public URI url() {
    return url;
  }

  public Duration startTook() {
    return startTook;
  }

  public ProcessHandle jvm() {
    return process.toHandle();
  }

  public List<ProcessHandle> postgres() {
    return process.descendants().toList();
  }

  /// Ends the server at once and in the middle of everything, as `kill -9` does.
  ///
  /// @param postgresToo whether its PostgreSQL goes the same way or is left behind as an orphan
  public void kill(boolean postgresToo) {
    List<ProcessHandle> children = postgres();
    process.destroyForcibly();
    if (postgresToo) {
      children.forEach(ProcessHandle::destroyForcibly);
    }
    process.onExit().join();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /// Stops the server as an operator does, with SIGTERM.
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        kill(true);
      }
    } catch (InterruptedException e) {
      kill(true);
      Thread.currentThread().interrupt();
    }
  }
}
