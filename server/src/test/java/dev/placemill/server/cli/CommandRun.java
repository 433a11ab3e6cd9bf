package dev.placemill.server.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What one command said and how it ended.
record CommandRun(int code, String out, String err) {

  /// Runs a command against a server that runs on the data directory, or against none.
  static CommandRun of(@Nullable FakeServer server, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Terminal terminal = new Terminal(new PrintWriter(out), new PrintWriter(err), false, Map.of());
    int code =
        CommandLineInterface.run(arguments, new OneServer(server), new FakeOperations(), terminal);
    return new CommandRun(code, out.toString(), err.toString());
  }

  private record OneServer(@Nullable FakeServer server) implements Engine {
    @Override
    public Optional<Session> findRunning(Path dataDirectory, @Nullable String organization) {
      return Optional.ofNullable(server).map(FakeServer::session);
    }

    @Override
    public Session start(Path dataDirectory, @Nullable String organization) {
      throw new CommandFailure("The data directory cannot be written to.");
    }
  }

  private static final class FakeOperations implements LocalOperations {
    @Override
    public void serve(ServeOptions options, Consumer<URI> ready) {
      if (Integer.valueOf(80).equals(options.port())) {
        throw new CommandFailure("Port 80 is taken.");
      }
      ready.accept(URI.create("http://127.0.0.1:" + options.port()));
    }

    @Override
    public String createKey(Path dataDirectory, String organization, @Nullable String name) {
      return "pmk_secret_of_" + organization;
    }

    @Override
    public List<KeyLine> keys(Path dataDirectory, @Nullable String organization) {
      return List.of(new KeyLine("k1", "acme", null, "...wxyz", "2026-01-01T00:00:00Z", null));
    }

    @Override
    public void revokeKey(Path dataDirectory, String keyId) {
      throw new IllegalStateException("a fault of ours");
    }

    @Override
    public List<OrganizationLine> organizations(Path dataDirectory) {
      return List.of();
    }

    @Override
    public BackupSummary backup(Path dataDirectory, Path to) {
      return new BackupSummary(1_203, 48_300_000);
    }

    @Override
    public void restore(Path from, Path dataDirectory) {
      throw new CommandFailure(from + " is not a whole backup.");
    }

    @Override
    public long move(Path from, Path dataDirectory) {
      return 1_234;
    }

    @Override
    public ImportSummary importFiles(
        Path dataDirectory,
        List<Path> files,
        @Nullable String dataset,
        Consumer<ImportProgress> progress) {
      return new ImportSummary("monaco", 495, 495, 1.5);
    }
  }
}
