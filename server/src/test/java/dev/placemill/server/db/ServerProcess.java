package dev.placemill.server.db;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// A program of the tests in a process of its own: it opens a database as a server or as a short
/// command does, writes one row, says so, and waits until its input ends.
public final class ServerProcess implements AutoCloseable {
  private final Process process;
  private final String answer;

  private ServerProcess(Process process, String answer) {
    this.process = process;
    this.answer = answer;
  }

  public static void main(String[] args) throws IOException {
    Path data = Path.of(args[1]);
    DatabaseConfig config = DatabaseConfig.embedded(2);
    boolean serves = args[0].equals("serve");
    try (Database database =
        serves ? Database.open(config, data) : Database.attachOrOpen(config, data)) {
      Notes.add(database, args[0]);
      System.out.println(database.ownsDataDirectory() ? "owns" : "attached");
      while (System.in.read() >= 0) {
        // waits for the end
      }
    } catch (StartFailure e) {
      System.out.println(e.getMessage());
    }
  }

  /// Starts it and waits for its answer: "owns", "attached", or the sentence of a failure.
  static ServerProcess start(String how, Path data) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ServerProcess.class.getName(),
                how,
                data.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String answer = reader.readLine();
    return new ServerProcess(process, answer == null ? "died" : answer);
  }

  String answer() {
    return answer;
  }

  long pid() {
    return process.pid();
  }

  /// Kills the process and returns when it is gone.
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    process.onExit().join();
  }
}
