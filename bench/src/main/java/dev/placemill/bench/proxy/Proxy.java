package dev.placemill.bench.proxy;

import dev.placemill.bench.proof.Command;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A proxy of this machine, run as a child of the proof with a file from the page.
final class Proxy implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final List<Path> PLACES =
      Stream.of("/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin", "/opt/homebrew/bin")
          .map(Path::of)
          .toList();

  private final Process process;

  private Proxy(Process process) {
    this.process = process;
  }

  /// The proxies the page knows.
  enum Kind {
    NGINX("nginx", "/etc/nginx/conf.d/placemill.conf"),
    CADDY("caddy", "/etc/caddy/Caddyfile");

    private final String program;
    private final String file;

    Kind(String program, String file) {
      this.program = program;
      this.file = file;
    }

    /// The file that sets it up, as the page names it.
    String file() {
      return file;
    }

    boolean isInstalled() {
      return findProgram().isPresent();
    }

    private Optional<String> findProgram() {
      return PLACES.stream()
          .map(directory -> directory.resolve(program))
          .filter(Files::isExecutable)
          .map(Path::toString)
          .findFirst();
    }

    @Override
    public String toString() {
      return program;
    }

    /// What runs it in the foreground with a configuration in a directory of its own.
    private List<String> command(Path directory, String configuration) throws IOException {
      String path = findProgram().orElseThrow();
      Path own = directory.resolve(Path.of(file).getFileName());
      Files.writeString(own, configuration);
      return switch (this) {
        case NGINX -> {
          Path whole = directory.resolve("nginx.conf");
          Files.writeString(whole, nginxAround(directory, own));
          yield List.of(path, "-p", directory.toString(), "-c", whole.toString());
        }
        case CADDY -> List.of(path, "run", "--adapter", "caddyfile", "--config", own.toString());
      };
    }

    private List<String> checked(List<String> command) {
      List<String> checking = new ArrayList<>(command);
      switch (this) {
        case NGINX -> checking.add("-t");
        case CADDY -> checking.set(1, "validate");
      }
      return checking;
    }
  }

  /// What the package's own `nginx.conf` does around the file, in directories of ours.
  private static String nginxAround(Path directory, Path file) {
    return """
    daemon off;
    pid nginx.pid;
    error_log %s/error.log;
    events {}
    http {
      access_log off;
      client_body_temp_path body;
      proxy_temp_path proxy;
      fastcgi_temp_path fastcgi;
      uwsgi_temp_path uwsgi;
      scgi_temp_path scgi;
      include %s;
    }
    """
        .formatted(directory, file);
  }

  /// Has a proxy read a configuration, without running it.
  ///
  /// @throws IllegalStateException when it does not accept it
  static void check(Kind kind, Path directory, String configuration) throws IOException {
    Command.run(
        directory,
        Map.of("HOME", directory.toString()),
        kind.checked(kind.command(directory, configuration)));
  }

  /// Starts a proxy and waits until it listens.
  static Proxy start(Kind kind, Path directory, String configuration, int port) throws IOException {
    Files.createDirectories(directory);
    directory.toFile().setExecutable(true, false);
    var builder = new ProcessBuilder(kind.command(directory, configuration));
    builder.environment().put("HOME", directory.toString());
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(directory.resolve("stderr.log").toFile());
    var proxy = new Proxy(builder.start());
    Runtime.getRuntime().addShutdownHook(new Thread(proxy.process::destroy));
    long begin = System.nanoTime();
    while (!listens(port)) {
      if (!proxy.process.isAlive() || Command.since(begin).compareTo(PATIENCE) > 0) {
        proxy.close();
        throw new IllegalStateException(
            kind + " does not start: " + Files.readString(directory.resolve("stderr.log")));
      }
      Command.pause(Duration.ofMillis(20));
    }
    return proxy;
  }

  private static boolean listens(int port) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
