package dev.placemill.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A loaded server in a process of its own and with the flags of the launcher, so that it shares
/// nothing with its client but the machine: `LoadedProcess DATA WAIT_MS`. Each line it is sent asks
/// how late its threads woke up since the last.
public final class LoadedProcess implements AutoCloseable {
  private static final List<String> FLAGS =
      List.of(
          "--enable-native-access=ALL-UNNAMED",
          "-XX:+UseCompactObjectHeaders",
          "-XX:+UseParallelGC");

  private final Process process;
  private final BufferedReader answers;
  private final Client client;

  private LoadedProcess(Process process, BufferedReader answers, Client client) {
    this.process = process;
    this.answers = answers;
    this.client = client;
  }

  public static void main(String[] arguments) throws IOException {
    var wait = Duration.ofMillis(Long.parseLong(arguments[1]));
    var questions = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    try (var server = new LoadedServer(Path.of(arguments[0]), wait, Map.of("http.port", "0"));
        var hiccups = new Hiccups()) {
      Client client = server.clients(1).getFirst();
      System.out.println(client.batches() + " " + client.key());
      while (questions.readLine() != null) {
        Hiccups.Lateness lateness = hiccups.take();
        System.out.println(lateness.p99() + " " + lateness.most());
      }
    }
    System.exit(0);
  }

  /// Starts a server with default settings.
  ///
  /// @param wait how long each place takes
  public static LoadedProcess start(Path data, Duration wait) throws IOException {
    var builder =
        new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    builder.command().addAll(FLAGS);
    builder
        .command()
        .addAll(
            List.of(
                "-cp",
                System.getProperty("java.class.path"),
                LoadedProcess.class.getName(),
                data.toString(),
                Long.toString(wait.toMillis())));
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    Process process = builder.start();
    var answers = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    String[] address = line(answers).split(" ", -1);
    return new LoadedProcess(
        process,
        answers,
        new Client(
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(),
            URI.create(address[0]),
            address[1]));
  }

  private static String line(BufferedReader answers) throws IOException {
    String line = answers.readLine();
    if (line == null) {
      throw new IOException("the server has ended");
    }
    return line;
  }

  public Client client() {
    return client;
  }

  /// How late threads of the server woke up since this was last asked.
  public Hiccups.Lateness lateness() throws IOException {
    process.outputWriter(UTF_8).append('\n').flush();
    String[] words = line(answers).split(" ", -1);
    return new Hiccups.Lateness(Long.parseLong(words[0]), Long.parseLong(words[1]));
  }

  @Override
  public void close() throws IOException {
    client.http().shutdownNow();
    process.getOutputStream().close(); // it takes the end of its input for the order to stop
    process.onExit().join();
  }
}
