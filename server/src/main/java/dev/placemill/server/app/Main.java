package dev.placemill.server.app;

import dev.placemill.server.cli.CommandFailure;
import dev.placemill.server.cli.CommandLineInterface;
import dev.placemill.server.cli.Engine;
import dev.placemill.server.cli.LocalOperations;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Where the process begins.
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(CommandLineInterface.run(arguments, new NoEngine(), new NoOperations()));
  }

  private static CommandFailure notBuilt() {
    return new CommandFailure("This build has no engine yet.");
  }

  private static final class NoEngine implements Engine {
    @Override
    public Optional<Session> findRunning(Path dataDirectory, @Nullable String organization) {
      return Optional.empty();
    }

    @Override
    public Session start(Path dataDirectory, @Nullable String organization) {
      throw notBuilt();
    }
  }

  private static final class NoOperations implements LocalOperations {
    @Override
    public void serve(ServeOptions options, Consumer<URI> ready) {
      throw notBuilt();
    }

    @Override
    public String createKey(Path dataDirectory, String organization, @Nullable String name) {
      throw notBuilt();
    }

    @Override
    public List<KeyLine> keys(Path dataDirectory, @Nullable String organization) {
      throw notBuilt();
    }

    @Override
    public void revokeKey(Path dataDirectory, String keyId) {
      throw notBuilt();
    }

    @Override
    public List<OrganizationLine> organizations(Path dataDirectory) {
      throw notBuilt();
    }

    @Override
    public ImportSummary importFiles(
        Path dataDirectory,
        List<Path> files,
        @Nullable String dataset,
        Consumer<ImportProgress> progress) {
      throw notBuilt();
    }
  }
}
