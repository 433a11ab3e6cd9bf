package dev.placemill.server.cli;

import dev.placemill.terminal.CommandFailure;
import dev.placemill.terminal.Terminal;
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
public record CommandRun(int code, String out, String err) {

  /// Runs a command against a server that runs on the data directory, or against none.
  static CommandRun of(@Nullable FakeServer server, String... arguments) {
    return of(new OneServer(server), new FakeOperations(), arguments);
  }

  /// Runs a command in this process, which takes a fraction of what a process of its own does.
  public static CommandRun of(Engine engine, LocalOperations local, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Terminal terminal = new Terminal(new PrintWriter(out), new PrintWriter(err), false, Map.of());
    int code = CommandLineInterface.run(arguments, engine, local, terminal);
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
    public Organizations openOrganizations(Path dataDirectory) {
      return new FakeOrganizations();
    }

    @Override
    public LocalEnricher openEnricher(Path dataDirectory) {
      throw new CommandFailure("The reference data cannot be read.");
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

    private static final DatasetLine MONACO =
        new DatasetLine(
            "monaco",
            "osm",
            495,
            "2026-09-01",
            "ODbL-1.0",
            "2026-09-01",
            "2026-11-23T12:00:00Z",
            "monaco.osm.pbf",
            123_456,
            true);

    @Override
    public ImportSummary importFiles(
        Path dataDirectory, ImportOptions options, Consumer<ImportProgress> progress) {
      return new ImportSummary(
          List.of(new ImportedLine(MONACO, 3, List.of("2 without a name"), 1.5)), 495);
    }

    @Override
    public List<DatasetLine> datasets(Path dataDirectory) {
      return List.of(MONACO);
    }

    @Override
    public DatasetLine dropDataset(Path dataDirectory, String name) {
      if (!name.equals("monaco")) {
        throw new CommandFailure("There is no dataset \"%s\"; there is monaco.".formatted(name));
      }
      return MONACO;
    }
  }
}
