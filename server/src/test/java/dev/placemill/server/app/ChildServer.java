package dev.placemill.server.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// `placemill serve` in a process of its own, to be ended from outside.
final class ChildServer implements AutoCloseable {
  private static final String READY = "Placemill is ready at ";

  private final Process process;
  private final URI url;

  private ChildServer(Process process, URI url) {
    this.process = process;
    this.url = url;
  }

  /// Starts it and waits for the line that names its address.
  static ChildServer start(Path data) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseCompactObjectHeaders",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "serve",
                "--port",
                "0",
                "--data",
                data.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = output.readLine();
    if (line == null || !line.startsWith(READY)) {
      process.destroyForcibly();
      throw new IllegalStateException("the server did not start: " + line);
    }
    return new ChildServer(process, URI.create(line.substring(READY.length())));
  }

  URI url() {
    return url;
  }

  /// Ends it as `kill -9` does.
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /// Ends it as SIGTERM does.
  ///
  /// @return its exit status, or -1 when it did not end within the time given
  int terminate(Duration patience) throws InterruptedException {
    process.destroy();
    return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS) ? process.exitValue() : -1;
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      process.destroy();
      process.onExit().join();
    }
  }
}
